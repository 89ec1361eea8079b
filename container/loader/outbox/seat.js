/**
 * One device sits at an exam at a time. The page has the question (`data-mf-seat`); whether it is to be asked, only this device can
 * say: the server renders for whoever signed in, and knows no device.
 *
 * @typedef {{ device: string, device_name: string, seen_at: number }} Seat `contract::sitting::Sitting`
 */

/** The device that was asked about without an answer. */
let left = '';

/**
 * @param {Seat} seat of another device
 * @param {number} now by the server's clock
 * @param {() => void} sit the student goes on here
 */
export function askSeat({ device, device_name: name, seen_at: seen }, now, sit) {
  const dialog = document.querySelector(/** @type {'dialog'} */ ('[data-mf-seat]'));
  // One question at a time: this one comes again with the next answer.
  if (!dialog || document.querySelector('dialog[open]') || device === left) return;
  const minutes = Math.floor((now - seen) / 60_000);
  const ago = minutes > 0 ? `${minutes} minute${minutes > 1 ? 's' : ''}` : 'less than a minute';
  /** @type {Element} */ (dialog.querySelector('p')).textContent =
    `This exam is open on another device (${name || 'no name'}), last used ${ago} ago. Answers of both are kept; where they differ, you choose.`;
  dialog.onclose = () => {
    if (dialog.returnValue) sit();
    else left = device;
  };
  dialog.showModal();
}
