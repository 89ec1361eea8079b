import { Agent, createServer, request as ask } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { drawLot } from './random.js';

/**
 * A device's way to the server: a proxy that loses, doubles, delays and falsifies what goes through it, as its seed says.
 */

/** What can happen to a request, and how often it does in a seed that has it. */
const LIKELY = /** @type {const} */ ({
  'request lost': 0.15,
  portal: 0.12,
  'status 500': 0.1,
  'status 503': 0.1,
  'status 429': 0.08,
  'silent before': 0.06,
  overtaken: 0.1,
  delay: 0.3,
  twice: 0.25,
  'answer lost': 0.2,
  'silent after': 0.06,
  truncated: 0.12,
});
export const LINE_FAULTS = Object.keys(LIKELY);
/** Of one connection alone; and what is packed could not be read on the way. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-encoding']);

const agent = new Agent({ keepAlive: true });

/** @typedef {{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }} Answer */

export class Line {
  /**
   * @param {string} name of the device
   * @param {() => number} port of the container
   * @param {import('./misfortune.js').Misfortune} misfortune
   * @param {import('./ledger.js').Ledger} ledger
   * @param {import('./mutants.js').Relay} [relay] a server with a fault of its own
   */
  constructor(name, port, misfortune, ledger, relay = (_, __, ___, pass) => pass()) {
    this.name = name;
    this.port = port;
    this.misfortune = misfortune;
    this.ledger = ledger;
    this.relay = relay;
    this.offline = false;
    this.count = 0;
    /** Requests on their way to the server, also those that nobody waits for any more. */
    this.busy = 0;
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  async open() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', () => done(undefined)));
    return this;
  }

  get url() {
    return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.server.address()).port}`;
  }

  /** Nothing goes through, and what is under way is cut. */
  cut() {
    this.offline = true;
    this.server.closeAllConnections();
  }

  mend() {
    this.offline = false;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async answer(request, response) {
    if (this.offline) return response.destroy();
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const sent = Buffer.concat(pieces);
    const path = /** @type {string} */ (request.url);
    const where = `${this.name}.${request.method === 'POST' && path.startsWith('/api/v1/') ? ++this.count : 0}`;
    const strikes = (/** @type {keyof typeof LIKELY} */ kind) =>
      !where.endsWith('.0') && this.misfortune.strikes(kind, where, LIKELY[kind]);
    const pause = (/** @type {number} */ most) => wait(most * drawLot(this.misfortune.seed, `${where} pause`));
    const pass = (/** @type {Buffer} */ body = sent) => this.forward(request, body);

    if (strikes('request lost')) return response.destroy();
    if (strikes('portal')) return response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the Wi-Fi</h1>');
    for (const status of /** @type {const} */ ([500, 503, 429])) {
      if (!strikes(`status ${status}`)) continue;
      const problem = { type: '/problems/internal', title: 'Not now', status };
      return response.writeHead(status, { 'content-type': 'application/problem+json', 'retry-after': '2' }).end(JSON.stringify(problem));
    }
    if (strikes('silent before')) return;
    if (strikes('overtaken')) {
      response.destroy();
      await pause(400);
      return void (await pass());
    }
    if (strikes('delay')) await pause(250);
    const answer = await this.relay(path, sent, this.ledger, pass);
    if (strikes('twice')) pause(300).then(() => pass());
    if (!answer || this.offline || strikes('answer lost')) return response.destroy();
    if (strikes('silent after')) return;
    response.writeHead(answer.status, { ...kept(answer.headers), 'content-length': answer.body.length });
    if (!strikes('truncated')) return response.end(answer.body);
    response.write(answer.body.subarray(0, answer.body.length >> 1));
    await wait(5);
    response.destroy();
  }

  /** To the server and back; nothing where there is none. @param {import('node:http').IncomingMessage} from @param {Buffer} body @returns {Promise<Answer | undefined>} */
  async forward({ method, url: path, headers }, body) {
    this.busy++;
    try {
      const answer = await exchange({ method, path, headers, port: this.port() }, body);
      if (method === 'POST' && answer.status === 200) this.ledger.hear(path ?? '', body.toString(), answer.body.toString());
      return answer;
    } catch {
      return undefined;
    } finally {
      this.busy--;
    }
  }
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
function kept(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)));
}

/** @param {import('node:http').RequestOptions} options @param {Buffer} body @returns {Promise<Answer>} */
function exchange(options, body) {
  return new Promise((done, failed) => {
    const headers = { ...kept(/** @type {any} */ (options.headers)), ...(body.length && { 'content-length': body.length }) };
    const request = ask({ host: '127.0.0.1', agent, ...options, headers }, (answer) => {
      /** @type {Buffer[]} */
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', failed);
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }));
    });
    request.on('error', failed);
    request.end(body);
  });
}
