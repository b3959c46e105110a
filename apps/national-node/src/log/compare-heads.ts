import {
  compareCheckpoints,
  formatForkEvidence,
  knownLog,
  latestCheckpoint,
  logVerifier,
  openCheckpoint,
  readCheckpointBody,
  readNote,
  tableTiles,
  type Checkpoint,
} from '#libs/audit';
import { sqlOf, type Database, type Doorbell, type Sql } from '#libs/platform';
import { isCrexError, type CountryCode } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Oddities } from '../courier/oddities.js';
import type { Trust } from '../trust.js';
import type { BrokerLogs } from './broker-logs.js';
import type { LogSettings } from './log-settings.js';
import type { OwnLog } from './own-log.js';
import type { RaiseAlarm } from './raise-alarm.js';
import { emptyWhereNotShown } from './shown-tiles.js';

/** A head that came in a verified content. */
interface ReceivedHead {
  readonly from: CountryCode;
  readonly note: string;
  readonly receivedAt: number;
}

/** Heads that wait to be compared, and heads that need not be compared again: each at most so many. */
const MAX_WAITING = 1_000;
const MAX_COMPARED = 4_000;

/**
 * Compares what others were shown of the logs with what the broker shows us: two histories of one log, shown to two
 * countries, meet here. Outside every message's transaction, and in memory: the signed content stays in the inbox, and
 * each message brings heads anew.
 */
export class CompareHeads {
  private readonly waiting = new Map<string, ReceivedHead>();
  private readonly compared = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly logs: Pick<BrokerLogs, 'tiles'>,
    private readonly own: OwnLog,
    private readonly trust: Trust,
    private readonly alarm: RaiseAlarm,
    private readonly oddities: Oddities,
    private readonly bell: Doorbell,
    private readonly settings: LogSettings,
    private readonly home: Home,
  ) {}

  /** Remembers the heads of a content whose sender is certain; looks at none of them now. */
  take(from: CountryCode, heads: readonly string[]): void {
    for (const note of heads) {
      if (this.compared.has(note) || this.waiting.has(note)) continue;
      keepAtMost(this.waiting, MAX_WAITING - 1);
      this.waiting.set(note, { from, note, receivedAt: this.home.nowSeconds() });
      this.bell.ring();
    }
  }

  /** One look at all that waits; what the broker does not show us yet waits on. @throws directory.*, courier.broker-* */
  async run(): Promise<void> {
    const withheld = new Set<string>();
    for (const head of [...this.waiting.values()]) {
      const origin = await this.compare(head);
      if (origin !== undefined) withheld.add(origin);
      else this.done(head.note);
    }
    await this.alarm.endAllBut('log-withheld', [...withheld]);
  }

  private done(note: string): void {
    this.waiting.delete(note);
    keepAtMost(this.compared, MAX_COMPARED - 1);
    this.compared.add(note);
  }

  /** @returns the log of a head that cannot be compared yet */
  private async compare(head: ReceivedHead): Promise<string | undefined> {
    const checkpoint = this.read(head);
    if (checkpoint === undefined) return undefined;
    return checkpoint.origin === this.own.origin
      ? this.compareOwn(head, checkpoint)
      : this.compareOther(head, checkpoint);
  }

  /** What is no head of a listed log says nothing, and the message that brought it stands. */
  private read({ note }: ReceivedHead): Checkpoint | undefined {
    try {
      const { origin } = readCheckpointBody(readNote(note).text);
      const member = this.trust.view().members.find(({ log }) => log.origin === origin);
      if (member !== undefined) return openCheckpoint(note, logVerifier(member.log.vkey), []);
      this.oddities.note('heads.unknown-log');
    } catch (error) {
      if (!isCrexError(error) || error.code.startsWith('directory.')) throw error;
      this.oddities.note(`heads.${error.code.replace('audit.', '')}`);
    }
    return undefined;
  }

  private async compareOther(head: ReceivedHead, shown: Checkpoint): Promise<string | undefined> {
    const { origin } = shown;
    const known = await knownLog(this.sql, origin);
    if (known === undefined || shown.size > known.size) return this.wait(head, shown, known?.note);
    const compared = await compareCheckpoints(emptyWhereNotShown(this.logs.tiles(origin)), known, shown);
    if (compared.relation === 'unproven') return this.wait(head, shown, known.note);
    if (compared.relation === 'fork') await this.raiseFork(head, origin, known.note, compared.proof);
    return undefined;
  }

  /** Our own log by our own tables: a head of it that they do not give was signed with our key elsewhere, or they are old. */
  private async compareOwn(head: ReceivedHead, shown: Checkpoint): Promise<string | undefined> {
    const epoch = await this.own.epoch();
    const ours = epoch === undefined ? undefined : await latestCheckpoint(this.sql, epoch);
    if (epoch === undefined || ours === undefined || shown.size > ours.size) return this.wait(head, shown, ours?.note);
    const compared = await compareCheckpoints(tableTiles(this.sql, epoch), ours, shown);
    if (compared.relation === 'fork') await this.raiseFork(head, shown.origin, ours.note, compared.proof);
    return undefined;
  }

  private async raiseFork({ from, note }: ReceivedHead, origin: string, known: string, proof: readonly Uint8Array[]) {
    const evidence = Buffer.from(formatForkEvidence({ checkpoints: [known, note], proof }));
    await this.alarm.run({ kind: 'log-fork', key: origin, detail: { from }, evidence });
  }

  /** Others were shown more than we are; for a while that is only the time between two looks. */
  private async wait(
    { from, note, receivedAt }: ReceivedHead,
    { origin, size }: Checkpoint,
    known: string | undefined,
  ) {
    if (this.home.nowSeconds() - receivedAt < this.settings.logAlarmAfterMs / 1000) return origin;
    const checkpoints = [known ?? note, note] as const;
    const evidence = Buffer.from(formatForkEvidence({ checkpoints, proof: [] }));
    await this.alarm.run({ kind: 'log-withheld', key: origin, detail: { from, size: size.toString() }, evidence });
    return origin;
  }

  private get sql(): Sql {
    return sqlOf(this.database.manager);
  }
}

/** Lets the oldest go. */
function keepAtMost(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
}
