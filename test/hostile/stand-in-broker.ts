import type { Alliance } from '#libs/ceremony';
import {
  BROKER,
  digestOf,
  isCrexError,
  readEnvelope,
  readStatistics,
  readStatement,
  signStatement,
  type Clock,
  type CountryCode,
  type MessageItem,
} from '#libs/protocol';
import { StandInShelf } from './stand-in-shelf.js';
import { publishPart } from './publish-part.js';
import type { BrokerConnection, Mailbox, PutAnswer } from '../../apps/national-node/src/courier/broker-connection.js';

interface Box {
  envelopes: Uint8Array[];
  statements: string[];
}

/**
 * The edge of the world for tests of a national node: what a broker would hold, in memory. By itself it is honest and
 * checks nothing; a test puts into a mailbox whatever it likes, and says what a post is answered with.
 */
export class StandInBroker {
  /** Every batch that was posted, as it came. */
  readonly posted: (readonly Uint8Array[])[] = [];
  /** Every signed *taken* receipt that a node has sent. */
  readonly receipts: string[] = [];
  /** What the broker says it has from a country. */
  readonly numbers: Record<string, number> = {};
  /** The last status of each country, or what a test puts in its place. */
  readonly statuses = new Map<CountryCode, string>();
  /** By month and country. */
  readonly statistics = new Map<string, string>();
  /** Answers a post in the place of the honest broker. */
  answerPut: ((lines: readonly Uint8Array[]) => Promise<PutAnswer>) | undefined;
  /** The logs that it shows. */
  readonly shelf: StandInShelf;
  private readonly boxes = new Map<CountryCode, Box>();

  constructor(
    readonly alliance: Alliance,
    private readonly clock: Clock,
  ) {
    this.shelf = new StandInShelf(alliance);
  }

  box(country: CountryCode): Box {
    const box = this.boxes.get(country) ?? { envelopes: [], statements: [] };
    this.boxes.set(country, box);
    return box;
  }

  /** The connection of one country's node. */
  connectionOf(country: CountryCode): BrokerConnection {
    const connection = {
      put: (lines: readonly Uint8Array[]) => {
        this.posted.push(lines);
        return this.answerPut === undefined ? this.hold(country, lines) : this.answerPut(lines);
      },
      fetch: (): Promise<Mailbox> => Promise.resolve({ ...this.box(country) }),
      take: (taken: readonly string[], statements: readonly string[]) => this.take(country, taken, statements),
      readLog: (path: string) => this.shelf.read(country, path),
      writeLog: (_: 'PUT' | 'POST', path: string, body: Uint8Array) => this.shelf.write(country, path, body),
      putStatistics: (token: string) =>
        Promise.resolve(void this.statistics.set(`${readStatistics(token).payload.month} ${country}`, token)),
      statistics: (month: string) => {
        const tokens = [...this.statistics].filter(([key]) => key.startsWith(month)).map(([, token]) => token);
        return Promise.resolve(Buffer.from(JSON.stringify({ statistics: tokens })));
      },
      putStatus: (token: string) => Promise.resolve(void this.statuses.set(country, token)),
      statuses: () => Promise.resolve(Buffer.from(JSON.stringify({ statuses: [...this.statuses.values()] }))),
      numbers: () => Promise.resolve({ sent: this.numbers, received: {} }),
      pushOnline: (metadata: Uint8Array, target: Uint8Array) =>
        publishPart(this.alliance, { member: country, metadata, target }, this.clock.nowMs()),
    };
    return connection as unknown as BrokerConnection;
  }

  /** Holds what was posted, and says so in a signed receipt. */
  async hold(from: CountryCode, lines: readonly Uint8Array[]): Promise<PutAnswer> {
    for (const line of lines) this.box(readEnvelope(line).slip.payload.to).envelopes.push(line);
    return { stored: [await this.stored(from, lines.map(itemOf))], refused: [] };
  }

  stored(to: CountryCode, items: readonly MessageItem[], by = BROKER as typeof BROKER | CountryCode): Promise<string> {
    const statement = { env: this.alliance.env, by: BROKER, to, time: this.now(), items } as const;
    return signStatement('stored', statement, this.alliance.member(by).signer);
  }

  now(): number {
    return Math.floor(this.clock.nowMs() / 1000);
  }

  private take(by: CountryCode, taken: readonly string[], statements: readonly string[]): Promise<void> {
    const box = this.box(by);
    this.receipts.push(...taken);
    const ids = new Set<string>();
    for (const token of taken) {
      const { payload } = readStatement('taken', token);
      for (const { id } of payload.items) ids.add(id);
      this.box(payload.to as CountryCode).statements.push(token);
    }
    box.envelopes = box.envelopes.filter((line) => !ids.has(idOf(line) ?? ''));
    box.statements = box.statements.filter((token) => !statements.includes(digestOf(token)));
    return Promise.resolve();
  }
}

/** How statements name the message in an envelope. */
export function itemOf(line: Uint8Array): MessageItem {
  const { digest, payload } = readEnvelope(line).slip;
  return { id: payload.id, slipDigest: digest, contentDigest: payload.contentDigest };
}

function idOf(line: Uint8Array): string | undefined {
  try {
    return readEnvelope(line).slip.payload.id;
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}
