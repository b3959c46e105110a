import {
  decideAddCheckpoint,
  formatForkEvidence,
  knownLog,
  knownLogOfId,
  logVerifier,
  readAddCheckpoint,
  readNote,
  replaceKnown,
  signatureLines,
  type AddCheckpointDecision,
  type KnownLog,
  type NoteVerifier,
  type ReadAddCheckpointRequest,
} from '#libs/audit';
import { sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { OwnWitness } from './own-witness.js';
import type { RaiseAlarm } from './raise-alarm.js';

/** What is answered to a witness's client. */
export interface WitnessAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';
/** A log that has signed two histories: its key is believed no more until an operator has cleared the alarm. */
const FORKED: WitnessAnswer = { status: 403, contentType: TEXT, body: 'the log has signed two histories\n' };
/** Another submission may come in between; the loser of a race looks again, and not for ever. */
const MAX_TRIES = 3;

/**
 * The witness for logs that submit their checkpoints themselves, with the proof (C2SP tlog-witness): those that the
 * directory assigns to us, and those that the operator lists by hand. It shares the known checkpoint with the witness
 * that looks for itself, so the two cannot be played against each other.
 */
export class AddCheckpoint {
  constructor(
    private readonly database: Database,
    private readonly trust: Trust,
    private readonly witness: OwnWitness,
    /** Verifier keys of further logs. */
    private readonly further: readonly string[],
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {}

  /** @returns what C2SP tlog-witness demands; nothing is refused by an exception but by what is ours to mend */
  async run(body: Uint8Array): Promise<WitnessAnswer> {
    const request = readRequest(body);
    if (request === undefined) return { status: 400, contentType: TEXT, body: 'the request is malformed\n' };
    const { origin } = request.body;
    const log = this.logOf(origin);
    if (log !== undefined && (await this.alarm.isOpen('log-fork', origin))) return FORKED;
    for (let tries = 1; ; tries++) {
      const known = await knownLog(this.sql, origin);
      const decision = decideAddCheckpoint({ log, known }, request);
      if (!decision.cosign) return this.refuse(decision, known);
      if (await replaceKnown(this.sql, known, decision.checkpoint)) {
        return { status: 200, contentType: TEXT, body: await this.witness.cosign(decision.checkpoint) };
      }
      checkTries(tries);
    }
  }

  /** `<log id>`: the newest checkpoint that this witness has cosigned, with its own line; undefined before that. */
  async newestOf(logId: string): Promise<string | undefined> {
    const known = await knownLogOfId(this.sql, logId);
    if (known?.cosignature === undefined) return undefined;
    const log = this.logOf(known.origin);
    if (log === undefined) return undefined;
    const { text, signatures } = readNote(known.note);
    const ofLog = signatures.filter(({ name }) => name === log.name);
    return `${text}\n${signatureLines(ofLog)}${known.cosignature.line}`;
  }

  /** The key of a log that we witness. */
  private logOf(origin: string): NoteVerifier | undefined {
    const view = this.trust.view();
    const listed = view.members.find(({ log }) => log.origin === origin)?.log;
    const isAssigned = listed?.witnesses.includes(this.home.country) === true;
    const vkey = isAssigned ? listed.vkey : this.further.find((each) => each.startsWith(`${origin}+`));
    return vkey === undefined ? undefined : logVerifier(vkey);
  }

  private async refuse(
    { status, contentType, body, checkpoint }: Extract<AddCheckpointDecision, { cosign: false }>,
    known: KnownLog | undefined,
  ): Promise<WitnessAnswer> {
    // a proof that does not hold may be a mistake; two roots of one size are none
    if (
      checkpoint !== undefined &&
      known?.size === checkpoint.size &&
      !Buffer.from(known.root).equals(checkpoint.root)
    ) {
      const evidence = Buffer.from(formatForkEvidence({ checkpoints: [known.note, checkpoint.note], proof: [] }));
      await this.alarm.run({ kind: 'log-fork', key: checkpoint.origin, detail: { from: 'submission' }, evidence });
    }
    return { status, contentType, body };
  }

  private get sql(): Sql {
    return sqlOf(this.database.manager);
  }
}

function readRequest(body: Uint8Array): ReadAddCheckpointRequest | undefined {
  try {
    return readAddCheckpoint(body);
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}

function checkTries(tries: number): void {
  if (tries >= MAX_TRIES) throw new CrexError('log.witness-busy', 'others submit checkpoints of this log all the time');
}
