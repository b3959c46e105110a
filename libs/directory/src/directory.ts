import type { Environment, ListedId } from '#libs/protocol';
import { advance, type FetchFile } from './advance.js';
import type { OnlineFile } from './country-files.js';
import { checkRoot, DEFAULT_MIN_THRESHOLD } from './guard.js';
import {
  appendAnchor,
  appendStep,
  lastState,
  readAnchor,
  stateOfSnapshot,
  storedFiles,
} from './postgres/accepted-state.js';
import type { AcceptedState } from './postgres/accepted-state.js';
import type { Sql } from './postgres/sql.js';
import { readContent, type Dated, type DirectoryContent, type Obtain } from './read-content.js';
import { refusal } from './refusal.js';
import { TrustedSet } from './trusted-set.js';
import { stillShows, viewOf, type DirectoryView } from './view.js';

/** How much we demand of whoever governs. */
export interface TrustOptions {
  /** Signatures that root and targets must need at least; 2 unless given. */
  readonly minThreshold?: number;
}

/**
 * Sets the anchor: the root metadata that all trust starts from, checked by hand before. Once; again with the same
 * bytes changes nothing. An expired root is an anchor too, its successors are found.
 *
 * @throws directory.already-initialised and the codes of a refused root
 */
export async function initialiseDirectory(
  sql: Sql,
  root: Uint8Array,
  { minThreshold }: TrustOptions = {},
): Promise<void> {
  const set = new TrustedSet(root, 0);
  checkRoot(set.root, minThreshold ?? DEFAULT_MIN_THRESHOLD);
  await appendAnchor(sql, set.root.version, root);
  checkSameAnchor(await readAnchor(sql), root);
}

function checkSameAnchor(anchor: Uint8Array | undefined, root: Uint8Array): void {
  if (anchor === undefined || Buffer.compare(anchor, root) !== 0) {
    throw refusal('directory.already-initialised', 'the directory is anchored in another root', {
      nextStep: 'keep it: later roots are found by themselves. A new Alliance needs a new database',
    });
  }
}

export interface Refresh extends TrustOptions {
  readonly sql: Sql;
  readonly fetch: FetchFile;
  readonly nowMs: number;
  readonly env: Environment;
  /** The view from last time: given back when nothing has changed, which saves reading all of it again. */
  readonly held?: DirectoryView;
}

/**
 * Brings the directory up to date: verifies what the repository serves against what was accepted before, stores it in
 * one statement, never goes back. A refusal stores nothing; the last good view stays until it expires.
 *
 * @throws directory.not-initialised and every code for which a directory is refused
 */
export async function refreshDirectory(refresh: Refresh): Promise<{ view: DirectoryView; changed: boolean }> {
  const { sql, fetch, nowMs, env, held, minThreshold = DEFAULT_MIN_THRESHOLD } = refresh;
  const state = await lastState(sql);
  if (state === undefined) {
    throw refusal('directory.not-initialised', 'there is no root to start from', {
      nextStep: 'set the anchor with the root metadata whose fingerprint you have checked',
    });
  }
  const next = await advance(state, { stored: storedFiles(sql), fetch, nowMs, minThreshold });
  if (next === undefined) {
    checkStillValid(state, nowMs);
    const view = shows(held, state, nowMs) ? held : viewOf(await reread(sql, state), nowMs);
    checkEnvironment(view.env, env);
    return { view, changed: false };
  }
  checkEnvironment(next.content.members.env, env);
  if (await appendStep(sql, state, next, nowMs)) return { view: viewOf(next.content, nowMs), changed: true };
  // another process of this member was faster; what it accepted, it verified against the same state
  return { view: viewOf(await reread(sql, (await lastState(sql)) ?? state), nowMs), changed: true };
}

/** An unchanged timestamp that has run out is a freeze (TUF 5.4.4). */
function checkStillValid(state: AcceptedState, nowMs: number): void {
  if (nowMs >= state.expiresAt * 1000) {
    throw refusal('directory.expired', 'the repository still serves a directory that has expired');
  }
}

function checkEnvironment(found: Environment, ours: Environment): void {
  if (found !== ours) {
    throw refusal('directory.wrong-environment', `the directory is of environment ${found}, this is ${ours}`);
  }
}

function shows(held: DirectoryView | undefined, state: AcceptedState, nowMs: number): held is DirectoryView {
  const same = held?.version === state.snapshotVersion && held.expiresAt === state.expiresAt;
  return same && stillShows(held, nowMs);
}

/** The last good view, from the database alone; `undefined` before the first refresh. It may be `expired`. */
export async function loadDirectory(sql: Sql, nowMs: number): Promise<DirectoryView | undefined> {
  const state = await lastState(sql);
  return state === undefined || state.step === 0 ? undefined : viewOf(await reread(sql, state), nowMs);
}

/**
 * The view of a snapshot version at the moment we first accepted it, for judging evidence of that time; `undefined` when
 * we never accepted it.
 */
export async function directoryAt(sql: Sql, snapshotVersion: number): Promise<DirectoryView | undefined> {
  const state = await stateOfSnapshot(sql, snapshotVersion);
  return state && viewOf(await reread(sql, state), state.verifiedAtMs);
}

/** A member's online part with the version and the end (seconds) of the metadata that signs it. */
export type LastOnlinePart = Dated<OnlineFile>;

/**
 * A member's online part as it was accepted last, run out or not: what its own node signs anew. A view shows nothing of
 * a part that has run out; nobody else relies on one. `undefined` when none was ever published here.
 */
export async function lastOnlinePart(sql: Sql, member: ListedId): Promise<LastOnlinePart | undefined> {
  const state = await lastState(sql);
  return state === undefined || state.step === 0 ? undefined : (await reread(sql, state)).online.get(member);
}

/**
 * Verifies a stored step again, as of the moment it was accepted: a file that was changed since is found.
 *
 * @param seen gets every file that was read
 */
export async function reread(
  sql: Sql,
  state: AcceptedState,
  only?: readonly ListedId[],
  seen?: Map<string, Uint8Array>,
): Promise<DirectoryContent> {
  const set = new TrustedSet(state.root, state.verifiedAtMs);
  const timestamp = state.timestamp && set.updateTimestamp(state.timestamp);
  if (timestamp === undefined) throw refusal('directory.missing-file', 'the accepted timestamp is not in the database');
  const stored = storedFiles(sql);
  const obtain: Obtain = async (files) => {
    const found = await stored(files.map(({ path }) => path));
    const lost = files.find(({ path }) => !found.has(path));
    if (lost !== undefined) throw refusal('directory.missing-file', `${lost.path} is not in the database`);
    for (const [path, bytes] of found) seen?.set(path, bytes);
    return found;
  };
  return readContent({ set, timestamp, nowMs: state.verifiedAtMs, only }, obtain);
}
