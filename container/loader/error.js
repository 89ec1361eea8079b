/**
 * Why a part of the page isn't there. The code is for programs, the message is a sentence for people.
 * @typedef {'network' | 'stalled' | 'status' | 'integrity' | 'refused' | 'trap' | 'abi'} LoadErrorCode
 */
export class LoadError extends Error {
  /** @param {LoadErrorCode} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * What was thrown, as a LoadError. Anything unforeseen means that the release and this page don't understand each other.
 * @param {unknown} thrown
 * @param {string} what
 * @returns {LoadError}
 */
export function asLoadError(thrown, what) {
  console.error(thrown);
  return thrown instanceof LoadError ? thrown : new LoadError('abi', `${what} doesn't fit: ${thrown}`);
}

/**
 * Runs foreign code. What it throws is logged and goes no further: one handler's bug is nobody else's.
 * @param {() => unknown} run
 */
export function contained(run) {
  try {
    run();
  } catch (error) {
    console.error(error);
  }
}
