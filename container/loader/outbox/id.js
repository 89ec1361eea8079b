/** Of a device, a change, or a call that may be repeated. Not `randomUUID`, which pages without TLS lack. */
export function makeId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
