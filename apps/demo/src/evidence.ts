import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { entriesOfEvent, entriesOfReference, type LogEntry } from '#libs/audit';
import { BROKER, type CountryCode, type MemberId } from '#libs/protocol';
import type { QuestionView } from './domestic-api.js';
import type { LocalAlliance } from './local-alliance.js';

/** What the three logs hold about one answered question: every part was looked up, and the parts agree. */
export interface ThreeLogs {
  readonly requestId: string;
  readonly replyId: string;
  readonly requestDigest: string;
  readonly replyDigest: string;
  /** The answerer's entry, as its signed answer promised it. */
  readonly answer: { readonly type: string; readonly eventId: string; readonly leafHash: string };
}

type Fields = Readonly<Record<string, unknown>>;

const POLL_MS = 100;

/** Reads the logs of all parties from their databases, as their own application's role; the hashes are made anew from the leaves. */
export class Logs {
  private readonly clients = new Map<MemberId, Promise<Client>>();

  constructor(private readonly local: LocalAlliance) {}

  /**
   * Compares what the asker, the broker and the answerer have logged: all three name the same question and the same
   * answer, and the answer's promised entry stands in the answerer's log.
   *
   * @throws when anything is missing or differs
   */
  async threeOf(asking: CountryCode, { id, country, messageId, proof }: QuestionView): Promise<ThreeLogs> {
    const { requestDigest, answerMessageId, promise } = proof;
    if (messageId === null || requestDigest === undefined || answerMessageId === undefined || promise === undefined)
      throw new Error('the API shows no proof of an answered question');

    await this.demand(asking, { type: 'ASK', eventId: id });
    await this.demand(asking, { type: 'SENT', eventId: id, messageId, contentDigest: requestDigest });
    await this.demand(BROKER, { type: 'RELAYED', messageId, contentDigest: requestDigest });
    const { eventId, leafHash } = promise;
    const { type } = await this.demand(country, { eventId, leafHash, requestDigest });

    const reply = await this.demand(country, { type: 'SENT', eventId, messageId: answerMessageId });
    const replyDigest = String(reply['contentDigest']);
    const same = { messageId: answerMessageId, contentDigest: replyDigest };
    await this.demand(BROKER, { type: 'RELAYED', ...same });
    await this.demand(asking, { type: 'RECEIVED', ...same, requestDigest, peerLeaf: leafHash });
    const answer = { type: String(type), eventId, leafHash };
    return { requestId: messageId, replyId: answerMessageId, requestDigest, replyDigest, answer };
  }

  /** The log entry of this party with these fields, found by event or message. @throws when there is none */
  async demand(party: MemberId, fields: Fields): Promise<Fields> {
    const found = await this.entriesOf(party, fields);
    const entry = found
      .map(({ leaf, leafHash }): Fields => ({ ...leaf, leafHash }))
      .find((each) => Object.entries(fields).every(([name, value]) => each[name] === value));
    if (entry === undefined) throw new Error(`the log of ${party} has no ${JSON.stringify(fields)}`);
    return entry;
  }

  /** The newest entry of this party with these fields, as soon as there is one. @throws when there is none in time */
  async await(party: MemberId, fields: Fields & { readonly type: string }, withinMs: number): Promise<Fields> {
    const client = await this.clientOf(party);
    const deadline = performance.now() + withinMs;
    for (;;) {
      const { rows } = await client.query<{ leaf: string }>(
        `SELECT convert_from(leaf, 'UTF8') AS leaf FROM audit_entry WHERE type = $1 ORDER BY entry_id DESC`,
        [fields.type],
      );
      const entry = rows
        .map(({ leaf }) => JSON.parse(leaf) as Fields)
        .find((each) => Object.entries(fields).every(([name, value]) => each[name] === value));
      if (entry !== undefined) return entry;
      if (performance.now() > deadline) throw new Error(`the log of ${party} gets no ${JSON.stringify(fields)}`);
      await sleep(POLL_MS);
    }
  }

  async close(): Promise<void> {
    const clients = await Promise.allSettled([...this.clients.values()]);
    for (const each of clients) if (each.status === 'fulfilled') await each.value.end();
  }

  private async entriesOf(party: MemberId, { eventId, messageId }: Fields): Promise<LogEntry[]> {
    const client = await this.clientOf(party);
    const sql = {
      query: async <R extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<R>(text, [...values])).rows,
    };
    return typeof eventId === 'string' ? entriesOfEvent(sql, eventId) : entriesOfReference(sql, String(messageId));
  }

  private clientOf(party: MemberId): Promise<Client> {
    const open = async (): Promise<Client> => {
      const client = new Client({ connectionString: this.local.databaseUrls(party).app });
      client.on('error', () => undefined); // the server is ended while we still hold it: nothing to tell
      await client.connect();
      return client;
    };
    const client = this.clients.get(party) ?? open();
    this.clients.set(party, client);
    return client;
  }
}
