import {
  cosignatureLine,
  cosignatureVerifier,
  readLogPath,
  readNote,
  readSignatureLines,
  type TileReader,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import type { CountryCode, MemberId } from '#libs/protocol';
import type { TestLog } from '../logs/test-log.js';

/** A log as somebody shows it. */
export interface ShownLog extends TileReader {
  /** The newest checkpoints with the log's own line, the newest first. */
  checkpoints(): Promise<readonly string[]>;
}

/** A log in memory, of which each `publish` shows the size that it has then. */
export class PublishedLog implements ShownLog {
  private readonly notes: string[] = [];

  constructor(readonly log: TestLog) {}

  /** Appends so many leaves, and shows the log with them. @returns the checkpoint */
  async publish(count = 0): Promise<string> {
    const note = await this.log.append(count).checkpoint();
    if (this.notes[0] !== note) this.notes.unshift(note);
    return note;
  }

  tile(level: number, index: bigint, width: number): Promise<Uint8Array> {
    return this.log.tile(level, index, width);
  }

  checkpoints(): Promise<readonly string[]> {
    return Promise.resolve(this.notes.slice(0, 16));
  }
}

/**
 * What a broker would show of logs, in memory, and whatever a test wants: it checks nothing that it is given to show, and
 * may show each country another history. Cosignatures are added to the checkpoints that they hold for, as an honest
 * broker does.
 */
export class StandInShelf {
  /** Each request, as `<country> <path>`. */
  readonly asked: string[] = [];
  private readonly logs = new Map<string, ShownLog>();
  /** Of each signed text, the line of each witness. */
  private readonly lines = new Map<string, Map<MemberId, string>>();

  constructor(private readonly alliance: Alliance) {}

  /** Shows a log to everybody, or something else to one country. */
  show<L extends ShownLog>(origin: string, log: L, to?: CountryCode): L {
    this.logs.set(to === undefined ? origin : `${to} ${origin}`, log);
    return log;
  }

  async read(country: CountryCode, path: string): Promise<Uint8Array | undefined> {
    this.asked.push(`${country} ${path}`);
    const { origin = '', object } = readLogPath(path) ?? {};
    const log = this.shownTo(country, origin);
    if (log === undefined || object === undefined || object === 'cosignature') return undefined;
    if (typeof object === 'string') {
      const notes = (await log.checkpoints()).map((note) => this.withLines(note));
      return Buffer.from(object === 'checkpoints' ? JSON.stringify({ checkpoints: notes }) : (notes[0] ?? ''));
    }
    if (object.level === 'entries') return undefined;
    const tile = await log.tile(object.level, object.index, object.width);
    return tile.length === object.width * 32 ? tile : undefined;
  }

  /** A cosignature; what a node publishes of its own log is not taken. */
  async write(country: CountryCode, path: string, body: Uint8Array): Promise<void> {
    const { origin = '', object } = readLogPath(path) ?? {};
    if (object === 'cosignature') await this.cosign(country, origin, Buffer.from(body).toString('utf8'), country);
  }

  /** @returns how many of the checkpoints that are shown the line holds for */
  async cosign(witness: MemberId, origin: string, line: string, to?: CountryCode): Promise<number> {
    const verifier = cosignatureVerifier(this.alliance.entry(witness).witness.vkey);
    const [signature] = readSignatureLines(line);
    let held = 0;
    for (const note of (await this.shownTo(to, origin)?.checkpoints()) ?? []) {
      const { text } = readNote(note);
      if (signature === undefined || !verifier.verify(text, signature.signature)) continue;
      this.lines.set(text, (this.lines.get(text) ?? new Map<MemberId, string>()).set(witness, line));
      held += 1;
    }
    return held;
  }

  /** A witness that is no node of the test cosigns the newest checkpoint, at a time (seconds since 1970). */
  async witness(member: MemberId, origin: string, time: number): Promise<void> {
    const [note] = (await this.shownTo(undefined, origin)?.checkpoints()) ?? [];
    if (note === undefined) throw new Error('nothing is shown that could be cosigned');
    const witness = { name: this.alliance.entry(member).witness.name, key: this.alliance.member(member).witnessSigner };
    await this.cosign(member, origin, await cosignatureLine({ note }, witness, time));
  }

  /** Who has cosigned this checkpoint. */
  cosigners(note: string): MemberId[] {
    return [...(this.lines.get(readNote(note).text)?.keys() ?? [])].sort();
  }

  private shownTo(country: CountryCode | undefined, origin: string): ShownLog | undefined {
    return this.logs.get(`${country ?? ''} ${origin}`) ?? this.logs.get(origin);
  }

  private withLines(note: string): string {
    return note + [...(this.lines.get(readNote(note).text)?.values() ?? [])].join('');
  }
}
