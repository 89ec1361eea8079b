/**
 * What was done just before its page went, and is in no database yet: a page's end ends its transactions, its requests for files and
 * its memory. It is left behind in localStorage, and taken over by the next page, or by one that is open beside it, before anybody
 * does anything else there. It may have got into the database after all: then it is in the history twice, which changes nothing.
 */
export const LEAVING = 'mf-leaving:';

/** Where this page left its own. */
let mine = '';

/** @param {import('./outbox/change.js').Change[]} left */
export function leave(left) {
  if (!left.length) return;
  // By time, since that is the order in which they are taken over.
  mine = `${LEAVING}${Date.now()} ${Math.random()}`;
  try {
    localStorage.setItem(mine, JSON.stringify(left));
  } catch {
    // Forbidden or full: the student has been asked whether to leave.
  }
}

/** The page has come back from the browser's cache, and still knows what it left. */
export function comeBack() {
  try {
    if (mine) localStorage.removeItem(mine);
  } catch {
    // Forbidden: then nothing was left.
  }
  mine = '';
}
