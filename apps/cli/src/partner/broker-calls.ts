import { checkServerIdentity } from 'node:tls';
import { Agent, request, type Dispatcher } from 'undici';
import { CrexError, isCrexError, MAX_STATISTICS_BYTES, readStatement } from '#libs/protocol';
import type { PartnerFolder } from './partner-folder.js';

const CALL_TIMEOUT_MS = 30_000;
/** The figures of all members in one answer; files of the directory have limits of their own. */
const MAX_ANSWER_BYTES = 20 * MAX_STATISTICS_BYTES;

/** What a partner organisation may call at the broker, over mutually authenticated TLS (CREX-HTTP §6). */
export class BrokerCalls implements AsyncDisposable {
  private readonly agent: Agent;
  private readonly origin: string;
  /** DER, of the connection that was opened last; who it is by the directory, the caller asks. */
  brokerCertificate: Uint8Array | undefined;

  constructor(url: URL, { tls }: Pick<PartnerFolder, 'tls'>) {
    this.origin = url.origin;
    this.agent = new Agent({
      connections: 2,
      maxResponseSize: MAX_ANSWER_BYTES,
      connect: {
        ...{ key: tls.key, cert: tls.certificate, ca: tls.brokerCa, minVersion: 'TLSv1.3' },
        checkServerIdentity: (host, peer) => {
          this.brokerCertificate = peer.raw;
          return checkServerIdentity(host, peer);
        },
      },
    });
  }

  /** A file of the directory; `undefined` when there is none. */
  async directoryFile(path: string): Promise<Uint8Array | undefined> {
    try {
      return await this.call('GET', `/directory/${path}`);
    } catch (error) {
      if (isCrexError(error, 'cli.broker-has-not')) return undefined;
      throw error;
    }
  }

  /** Publishes the partner's own online part. */
  async pushOnline(metadata: Uint8Array, target: Uint8Array): Promise<void> {
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
    const part = JSON.stringify({ metadata: base64(metadata), target: base64(target) });
    await this.call('POST', '/v1/directory/online', part);
  }

  /** What all members have published of a month, each signed. */
  async statistics(month: string): Promise<readonly string[]> {
    const answer = await this.call('GET', `/v1/statistics?month=${month}`);
    const { statistics } = JSON.parse(answer.toString('utf8')) as { statistics: readonly string[] };
    return statistics;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agent.destroy();
  }

  /** @throws cli.broker-unreachable, cli.broker-has-not, cli.broker-refused */
  private async call(method: Dispatcher.HttpMethod, path: string, json?: string): Promise<Buffer> {
    const { statusCode, answer } = await this.answerTo(method, path, json);
    if (statusCode === 404) throw new CrexError('cli.broker-has-not', 'the broker has nothing at this path');
    if (statusCode >= 400) {
      throw new CrexError('cli.broker-refused', `the broker answers ${statusCode}${saidIn(answer)} to ${path}`);
    }
    return answer;
  }

  private async answerTo(method: Dispatcher.HttpMethod, path: string, json: string | undefined) {
    try {
      const { statusCode, body } = await request(`${this.origin}${path}`, {
        ...{ method, dispatcher: this.agent, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) },
        ...(json === undefined ? {} : { body: json, headers: { 'content-type': 'application/json' } }),
      });
      return { statusCode, answer: Buffer.from(await body.arrayBuffer()) };
    } catch (cause) {
      throw new CrexError('cli.broker-unreachable', `the broker at ${this.origin} cannot be reached`, { cause });
    }
  }
}

/** The code of a refusal, from problem details or a statement. */
function saidIn(answer: Buffer): string {
  try {
    const { code, refused } = JSON.parse(answer.toString('utf8')) as { code?: string; refused?: readonly string[] };
    const stated = refused?.[0] === undefined ? code : readStatement('refused', refused[0]).payload.items[0]?.code;
    return stated === undefined ? '' : ` (${stated})`;
  } catch {
    return '';
  }
}
