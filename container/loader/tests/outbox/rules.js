/**
 * The server's own rules of a sitting, `nursing_domain::sitting`, compiled to wasm: `cargo mfe test` makes the module before it runs
 * the loader's tests.
 */
import { readFileSync } from 'node:fs';

const MODULE = new URL('../../../../target/wasm32-unknown-unknown/release/sitting_wasm.wasm', import.meta.url);
const COMMAND = 'cargo rustc --release --package sitting-wasm --lib --target wasm32-unknown-unknown --crate-type cdylib';

/** @returns {(call: any) => any} one instance, for any number of worlds after each other */
export function loadRules() {
  let bytes;
  try {
    bytes = readFileSync(MODULE);
  } catch (cause) {
    throw Error(`the server's rules have to be compiled first: ${COMMAND}`, { cause });
  }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, alloc, call, free } = /** @type {any} */ (exports);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return (asked) => {
    const input = JSON.stringify(asked);
    // All of it is ASCII: as many bytes as characters.
    const at = alloc(input.length);
    encoder.encodeInto(input, new Uint8Array(memory.buffer, at, input.length));
    const place = BigInt.asUintN(64, call(at, input.length));
    const [start, length] = [Number(place >> 32n), Number(place & 0xffffffffn)];
    const reply = JSON.parse(decoder.decode(new Uint8Array(memory.buffer, start, length)));
    free(start, length);
    if (reply.error) throw Error(`the rules were asked wrongly: ${reply.error}`);
    return reply;
  };
}
