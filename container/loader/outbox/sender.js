/**
 * One request to the server, with a limit on silence: a connection that moved from Wi-Fi to mobile neither ends nor fails.
 * @param {{ person: string, path: string, body: any, key?: string }} request `key`: what the server knows it by, however often it comes
 * @param {number} patience ms without a byte
 * @param {(server: number) => void} observeClock
 * @returns {Promise<{ status: number, body?: any, retryAfter?: number }>} status 0: nothing that could be called an answer
 */
export async function sendRequest({ person, path, body, key }, patience, observeClock) {
  const aborter = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => aborter.abort(), patience);
  };
  try {
    alive();
    const text = JSON.stringify({ ...body, device_name: deviceName(navigator.userAgent) });
    const response = await fetch(path, {
      method: 'POST',
      body: text,
      mode: 'same-origin',
      redirect: 'error',
      cache: 'no-store',
      // The server refuses it if the cookie has meanwhile become somebody else's.
      headers: { 'content-type': 'application/json', 'x-mf-person': person, ...(key && { 'idempotency-key': key }) },
      // It may end after the page. Browsers allow that up to 64 KB.
      keepalive: text.length < 2e4,
      signal: aborter.signal,
    });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    let answer = '';
    for (;;) {
      alive();
      const { done, value } = await reader.read();
      if (done) break;
      answer += decoder.decode(value, { stream: true });
    }
    const json = JSON.parse(answer);
    // What isn't JSON is a portal's, and its date may be wrong.
    observeClock(Date.parse(response.headers.get('date') ?? ''));
    return { status: response.status, body: json, retryAfter: Number(response.headers.get('retry-after')) };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** What a student calls this device, to tell it from the other one. @param {string} agent */
export function deviceName(agent) {
  const name = ['Android', 'iPhone', 'iPad', 'Windows', 'CrOS', 'Mac', 'Linux'].find((name) => agent.includes(name)) ?? 'Another';
  const kinds = { Android: /Mobile/.test(agent) ? ' phone' : ' tablet', iPhone: '', iPad: '', Another: ' device' };
  return (name === 'CrOS' ? 'Chrome' : name) + (kinds[/** @type {keyof kinds} */ (name)] ?? ' computer');
}
