/**
 * Virtual time: whatever is to happen, in its order, without waiting for it.
 *
 * @typedef {{ at: number, order: number, run: () => void }} Due
 */

/** @param {number} start unix ms */
export function createTimeline(start) {
  /** A binary heap. @type {Due[]} */
  const heap = [];
  let now = start;
  let order = 0;

  /** @param {Due} one @param {Due} other */
  const before = (one, other) => one.at < other.at || (one.at === other.at && one.order < other.order);

  /** @param {Due} due */
  function push(due) {
    let at = heap.push(due) - 1;
    while (at) {
      const up = (at - 1) >> 1;
      if (!before(due, heap[up])) break;
      heap[at] = heap[up];
      at = up;
    }
    heap[at] = due;
  }

  function pop() {
    const first = heap[0];
    const last = /** @type {Due} */ (heap.pop());
    if (!heap.length) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1], heap[down])) down++;
      if (!before(heap[down], last)) break;
      heap[at] = heap[down];
      at = down;
    }
    heap[at] = last;
    return first;
  }

  return {
    now: () => now,

    /** @param {number} delay @param {() => void} run */
    after: (delay, run) => push({ at: now + delay, order: order++, run }),

    /**
     * Lets happen what is due until `until`, or until nothing is left.
     * @param {number} until
     * @param {number} most steps
     * @returns {boolean} whether it came to rest
     */
    run(until, most) {
      for (let steps = 0; heap.length && heap[0].at <= until; steps++) {
        if (steps > most) return false;
        const { at, run } = pop();
        now = Math.max(now, at);
        run();
      }
      if (until < Infinity) now = Math.max(now, until);
      return true;
    },
  };
}
