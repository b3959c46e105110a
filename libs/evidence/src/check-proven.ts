import {
  checkInclusion,
  openWitnessed,
  quorumTimes,
  readLogProof,
  type QuorumTimes,
  type WitnessedCheckpoint,
} from '#libs/audit';
import { logKeysOf, type DirectoryView, type LogKeys } from '#libs/directory';
import { CrexError, isCrexError, type MemberId } from '#libs/protocol';
import type { Exchange } from './exchange-evidence.js';
import { utc, type Directories } from './directories.js';
import type { Findings } from './findings.js';

/** A leaf that is said to be in a log. */
export interface ProvenLeaf {
  readonly part: string;
  /** The text of the tlog-proof file. */
  readonly proof: string;
  readonly leafHash: Uint8Array;
  /** The log that it is in, and whose that is. */
  readonly origin: string;
  readonly owner: MemberId;
}

/**
 * Three findings: the checkpoint is signed by the log that the directory lists, the proof leads to its root, a quorum of
 * witnesses has cosigned it.
 */
export async function checkProven(
  { part, proof: file, leafHash, origin, owner }: ProvenLeaf,
  { request }: Exchange,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const { from, to } = request.slip.payload;
  const rule: Rule = { owner, parties: [from, to] };
  const views = directories.views.map(({ view }) => view).filter((view) => lists(view, owner, origin));
  let opened: Opened | undefined;
  await findings.check(part, 'checkpoint', () => {
    checkListed(views);
    opened = openByAny(readLogProof(file).checkpoint, views, owner, rule);
    const { checkpoint } = opened;
    return `${checkpoint.origin} has signed the tree of ${checkpoint.size} entries`;
  });
  if (opened === undefined) return;
  const { checkpoint, quorum } = opened;
  await findings.check(part, 'log proof', () => {
    const { index, proof } = readLogProof(file);
    checkInclusion({ index, size: checkpoint.size, leafHash, proof, root: checkpoint.root });
    return `the entry is number ${index} of ${checkpoint.size}`;
  });
  await findings.check(part, 'quorum', () => {
    checkQuorum(quorum);
    const members = checkpoint.cosigners.map(({ member }) => member).join(', ');
    return `cosigned by the witnesses of ${members}, by ${utc(quorum.since)} enough of them`;
  });
}

function lists(view: DirectoryView, owner: MemberId, origin: string): boolean {
  return view.member(owner)?.log.origin === origin;
}

interface Rule {
  readonly owner: MemberId;
  readonly parties: readonly MemberId[];
}

interface Opened {
  readonly checkpoint: WitnessedCheckpoint;
  readonly quorum: QuorumTimes | undefined;
}

/** By the keys of one version of the directory: that with a quorum, if there is one. Keys of two are never mixed. */
function openByAny(note: string, views: readonly DirectoryView[], owner: MemberId, rule: Rule): Opened {
  const opened: Opened[] = [];
  const refusals: CrexError[] = [];
  for (const view of views) {
    try {
      const checkpoint = openWitnessed(note, keysOf(view, owner));
      opened.push({ checkpoint, quorum: quorumTimes(rule, checkpoint.cosigners) });
    } catch (error) {
      if (!isCrexError(error)) throw error;
      refusals.push(error);
    }
  }
  const best = opened.find(({ quorum }) => quorum !== undefined) ?? opened[0];
  if (best === undefined) throw refusals[0] ?? notListed();
  return best;
}

function keysOf(view: DirectoryView, owner: MemberId): LogKeys {
  const member = view.member(owner);
  if (member === undefined) throw notListed();
  return logKeysOf(view, member);
}

function checkListed(views: readonly DirectoryView[]): void {
  if (views.length === 0) throw notListed();
}

function checkQuorum(quorum: QuorumTimes | undefined): asserts quorum is QuorumTimes {
  if (quorum === undefined)
    throw new CrexError('audit.no-quorum', 'no quorum of witnesses has cosigned the checkpoint');
}

function notListed(): CrexError {
  return new CrexError('audit.unknown-log', 'no directory in the file lists this log for its owner');
}
