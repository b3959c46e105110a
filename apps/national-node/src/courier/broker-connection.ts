import { checkServerIdentity } from 'node:tls';
import { Agent, request, type Dispatcher } from 'undici';
import { CrexError, isCrexError, MAX_BATCH, MAX_ENVELOPE_BYTES, readStatement } from '#libs/protocol';

/** What waits for this node: envelopes as their senders wrote them, and statements about its own messages. */
export interface Mailbox {
  readonly envelopes: readonly Uint8Array[];
  readonly statements: readonly string[];
}

export interface PutAnswer {
  readonly stored: readonly string[];
  readonly refused: readonly string[];
}

export interface SeenByBroker {
  readonly sent: Readonly<Record<string, number>>;
  readonly received: Readonly<Record<string, number>>;
}

export interface BrokerConnectionOptions {
  readonly url: URL;
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly authorities: string;
  /** Looks at the broker's certificate once more, by the directory; throws to refuse the connection. */
  readonly checkBroker: (certificateDer: Uint8Array) => void;
}

const CALL_TIMEOUT_MS = 20_000;
const LONG_POLL_MS = 25_000;
const MAX_ANSWER_BYTES = 4 * MAX_ENVELOPE_BYTES;
/** A connection is renewed now and then, so that the broker's certificate is looked at again. */
const CALLS_PER_CONNECTION = 1_000;
const NEWLINE = Buffer.from('\n');

/**
 * This node's only way out: mutually authenticated TLS to the broker. Every connection is outbound.
 * Whoever controls the other end can at most withhold, and that is seen (receipts, expiry statements, numbers).
 */
export class BrokerConnection {
  private readonly agent: Agent;
  private readonly origin: string;

  constructor({ url, key, certificate, authorities, checkBroker }: BrokerConnectionOptions) {
    this.origin = url.origin;
    this.agent = new Agent({
      connections: 8,
      maxRequestsPerClient: CALLS_PER_CONNECTION,
      bodyTimeout: CALL_TIMEOUT_MS + LONG_POLL_MS,
      headersTimeout: CALL_TIMEOUT_MS + LONG_POLL_MS,
      connect: {
        ...{ key, cert: certificate, ca: authorities, minVersion: 'TLSv1.3' },
        checkServerIdentity: (host, peer) => checkServerIdentity(host, peer) ?? refusal(() => checkBroker(peer.raw)),
      },
    });
  }

  /** Posts envelopes; the answer is the broker's signed word on each. */
  async put(lines: readonly Uint8Array[]): Promise<PutAnswer> {
    const body = Buffer.concat(lines.flatMap((line) => [line, NEWLINE]));
    const answer = await this.call('POST', '/v1/messages', { body, type: 'application/crex-messages+jsonl' });
    return JSON.parse(answer.toString('utf8')) as PutAnswer;
  }

  /** Waits until something is in the mailbox (long poll), or gives back an empty one. */
  async fetch(signal: AbortSignal): Promise<Mailbox> {
    const path = `/v1/mailbox?wait=${LONG_POLL_MS / 1000}&max=${MAX_BATCH}`;
    const lines = splitLines(await this.call('GET', path, { signal, timeoutMs: CALL_TIMEOUT_MS + LONG_POLL_MS }));
    const isStatement = (line: Buffer) => line.subarray(0, STATEMENT.length).equals(STATEMENT);
    return {
      envelopes: lines.filter((line) => !isStatement(line)),
      statements: lines.filter(isStatement).map((line) => line.subarray(STATEMENT.length, -2).toString('ascii')),
    };
  }

  /** Says what this node has stored: signed receipts for messages, digests of statements. */
  async take(taken: readonly string[], statements: readonly string[]): Promise<void> {
    await this.call('POST', '/v1/mailbox/taken', json({ taken, statements }));
  }

  async numbers(): Promise<SeenByBroker> {
    return JSON.parse((await this.call('GET', '/v1/numbers')).toString('utf8')) as SeenByBroker;
  }

  /** Says how this node is: a signed status. */
  async putStatus(token: string): Promise<void> {
    await this.call('PUT', '/v1/status', { body: Buffer.from(token, 'latin1'), type: 'application/jose' });
  }

  /** The last status of every member, as JSON: `{"statuses": [...]}`. */
  statuses(): Promise<Uint8Array> {
    return this.call('GET', '/v1/statuses');
  }

  /** Publishes the figures of a month, as this country has signed them. */
  async putStatistics(token: string): Promise<void> {
    await this.call('PUT', '/v1/statistics', { body: Buffer.from(token, 'latin1'), type: 'application/jose' });
  }

  /** What all members have published of a month, as JSON: `{"statistics": [...]}`. */
  statistics(month: string): Promise<Uint8Array> {
    return this.call('GET', `/v1/statistics?month=${month}`);
  }

  /** A file of the directory; undefined when there is none. */
  directoryFile(path: string): Promise<Uint8Array | undefined> {
    return this.readIfThere(`/directory/${path}`);
  }

  /** What the broker shows of a log, below `/logs/`; undefined when it shows nothing. */
  readLog(path: string): Promise<Uint8Array | undefined> {
    return this.readIfThere(`/logs/${path}`);
  }

  /** Gives the broker something of a log to show. */
  async writeLog(method: 'PUT' | 'POST', path: string, body: Uint8Array, type: string): Promise<void> {
    await this.call(method, `/logs/${path}`, { body: Buffer.from(body), type });
  }

  /** Publishes this country's online part of the directory. */
  async pushOnline(metadata: Uint8Array, target: Uint8Array): Promise<void> {
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    await this.call('POST', '/v1/directory/online', json({ metadata: base64(metadata), target: base64(target) }));
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private readIfThere(path: string): Promise<Uint8Array | undefined> {
    return this.call('GET', path).catch((error: unknown) => {
      if (isCrexError(error, 'courier.broker-has-not')) return undefined;
      throw error;
    });
  }

  private async call(method: Dispatcher.HttpMethod, path: string, options: CallOptions = {}): Promise<Buffer> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
    const headers = options.type === undefined ? {} : { 'content-type': options.type };
    const { statusCode, body } = await request(`${this.origin}${path}`, {
      ...{ method, headers, signal, dispatcher: this.agent },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    const answer = await readBounded(body);
    if (statusCode === 404) throw new CrexError('courier.broker-has-not', 'the broker has nothing at this path');
    // a refusal of the whole call is signed too and stands in the same place as other answers to a put
    if (statusCode >= 400 && !(path === '/v1/messages' && answer.subarray(0, 1).toString() === '{')) {
      throw new CrexError('courier.broker-refused', `the broker answered with status ${statusCode}${said(answer)}`);
    }
    return answer;
  }
}

interface CallOptions {
  readonly body?: Buffer;
  readonly type?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** The code of a refusal, for the operator's log: from problem details, or a refused statement that nobody verified. */
function said(answer: Buffer): string {
  try {
    const { code, refused } = JSON.parse(answer.toString('utf8')) as { code?: string; refused?: readonly string[] };
    const stated = refused?.[0] === undefined ? undefined : readStatement('refused', refused[0]).payload.items[0]?.code;
    return ` (${/^[a-z.-]{1,80}$/.exec(stated ?? code ?? '')?.[0] ?? 'no code'})`;
  } catch {
    return ' (no code)';
  }
}

/** How a statement stands in the mailbox: one line `{"statement":"<jws>"}`. */
const STATEMENT = Buffer.from('{"statement":"');

function json(value: unknown): CallOptions {
  return { body: Buffer.from(JSON.stringify(value)), type: 'application/json' };
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    if (stop > start) lines.push(bytes.subarray(start, stop));
    start = stop + 1;
  }
  return lines;
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new CrexError('courier.broker-answer-too-large', 'the broker sends too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refusal(check: () => void): Error | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
