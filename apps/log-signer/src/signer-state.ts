import { emptyFrontier, encodeFrontier, frontierRoot, openCheckpoint, parseFrontier, type Frontier } from '#libs/audit';
import { CrexError, fromBase64url, toBase64url } from '#libs/protocol';
import type { LogKey } from './log-key.js';

/** All that the signer believes: what it has signed last, and the frontier from which it computes what comes next. */
export interface SignerState {
  readonly origin: string;
  /** The EPOCH_START leaf with which the tree of this origin begins. */
  readonly start: Uint8Array;
  /** Of the tree that was signed last; without leaves while nothing is signed. */
  readonly frontier: Frontier;
  /** The last signed checkpoint; `undefined` exactly while nothing is signed. */
  readonly note: string | undefined;
}

/** The state of an epoch of which nothing is signed yet. */
export function freshState(origin: string, start: Uint8Array): SignerState {
  return { origin, start, frontier: emptyFrontier, note: undefined };
}

export function encodeState({ origin, start, frontier, note }: SignerState): string {
  const fields = { v: 1, origin, start: toBase64url(start), frontier: encodeFrontier(frontier), note };
  return `${JSON.stringify(fields, undefined, 2)}\n`;
}

/**
 * Reads a state and refuses one that does not hold together: its checkpoint must be signed by our key, of this origin,
 * and be the one of its frontier.
 *
 * @throws log-signer.state-damaged
 */
export function readState(text: string, keyOf: (origin: string) => LogKey): SignerState {
  try {
    const { v, origin, start, frontier: lines, note } = JSON.parse(text) as Record<string, string | number | undefined>;
    checkForm(v === 1 && typeof origin === 'string' && typeof start === 'string');
    const frontier = parseFrontier(String(lines));
    checkForm(frontier.size === 0n ? note === undefined : typeof note === 'string');
    const state = { origin, start: fromBase64url(start), frontier, note } as SignerState;
    if (state.note !== undefined) checkSigned(state, state.note, keyOf(state.origin));
    return state;
  } catch (cause) {
    throw new CrexError('log-signer.state-damaged', 'the file of what was signed last is damaged', {
      nextStep: 'restore the newest copy of state.json; if there is none, move it away and run `open-epoch`',
      cause,
    });
  }
}

function checkSigned({ frontier }: SignerState, note: string, { verifier }: LogKey): void {
  const { size, root } = openCheckpoint(note, verifier, []);
  checkForm(size === frontier.size && Buffer.from(frontierRoot(frontier)).equals(root));
}

function checkForm(holds: boolean): asserts holds {
  if (!holds) throw new CrexError('log-signer.state-damaged', 'its parts do not belong together');
}
