import type { MetaFile, Snapshot, TargetFile } from '@tufjs/models';
import { digestOf, type Digest, type ListedId } from '#libs/protocol';
import { readOfflineFile, readOnlineFile, type OfflineFile, type OnlineFile } from './country-files.js';
import {
  checkDelegatedTargets,
  checkDelegations,
  checkFullyNamed,
  checkLife,
  checkTarget,
  checkVersionAndExpiry,
  expirySeconds,
} from './guard.js';
import { MAX_METADATA_BYTES, MAX_TARGET_BYTES, type Part } from './limits.js';
import { listedIdsOf, readMembersFile, type MembersFile } from './members-file.js';
import { refusal } from './refusal.js';
import { MEMBERS_PATH, metadataFile, roleOf, targetFile, targetPathOf } from './role-names.js';
import type { TrustedSet } from './trusted-set.js';

/** A file that the walk needs: where it is served and how large it may be. */
export interface WantedFile {
  readonly path: string;
  readonly maxBytes: number;
}

/** Gets all files asked for, from the own store or from the repository. @throws directory.missing-file */
export type Obtain = (files: readonly WantedFile[]) => Promise<ReadonlyMap<string, Uint8Array>>;

/** A member's file and when its delegated metadata expires (seconds since 1970). */
export interface Dated<File> {
  readonly file: File;
  /** Of the metadata that signs it. */
  readonly version: number;
  readonly expiresAt: number;
}

/** The whole directory of one snapshot, verified. */
export interface DirectoryContent {
  readonly version: number;
  readonly hash: Digest;
  /** Seconds since 1970: the first expiry among timestamp, snapshot, targets and root; as a rule the timestamp's. */
  readonly expiresAt: number;
  readonly members: MembersFile;
  readonly offline: ReadonlyMap<ListedId, Dated<OfflineFile>>;
  /** Lacks who has not published yet. */
  readonly online: ReadonlyMap<ListedId, Dated<OnlineFile>>;
}

/** Where the walk starts: the set knows the root and the timestamp. */
export interface Verified {
  readonly set: TrustedSet;
  /** What the timestamp says of the snapshot, and when it expires (seconds). */
  readonly timestamp: { readonly snapshotMeta: MetaFile; readonly expires: string };
  readonly nowMs: number;
  /** Whose parts are read; everybody's unless given. Of the others the view then shows only what the member list says. */
  readonly only?: readonly ListedId[] | undefined;
}

/**
 * Walks from the snapshot to every member's files (TUF 5.5 and 5.6), verifying each before the next is looked at, and
 * reads what they say.
 *
 * @throws the codes of TrustedSet, of the guard, of the file readers, and directory.missing-file
 */
export async function readContent(
  { set, timestamp, nowMs, only }: Verified,
  obtain: Obtain,
): Promise<DirectoryContent> {
  const { version } = timestamp.snapshotMeta;
  checkFullyNamed('snapshot.json', timestamp.snapshotMeta);
  const snapshotBytes = await single(obtain, metadataFile('snapshot', version), MAX_METADATA_BYTES.snapshot);
  const snapshot = set.updateSnapshot(snapshotBytes);
  checkVersionAndExpiry('snapshot', snapshot);
  checkLife('snapshot', expirySeconds(snapshot), nowMs);

  const targetsMeta = snapshot.meta['targets.json'];
  checkFullyNamed('targets.json', targetsMeta);
  const targetsFile = metadataFile('targets', targetsMeta.version);
  const targets = set.updateTargets(await single(obtain, targetsFile, MAX_METADATA_BYTES.targets));
  checkVersionAndExpiry('targets', targets);
  checkLife('targets', expirySeconds(targets), nowMs);

  const listed = targets.targets[MEMBERS_PATH];
  if (listed === undefined) throw refusal('directory.missing-file', 'targets does not list members.json');
  const membersFile = targetFile(MEMBERS_PATH, sha256Of(listed));
  const membersBytes = await single(obtain, membersFile, MAX_TARGET_BYTES.members);
  checkTarget(MEMBERS_PATH, membersBytes, listed);
  const members = readMembersFile(membersBytes);
  checkDelegations(targets, listedIdsOf(members));

  return {
    version,
    hash: digestOf(snapshotBytes),
    expiresAt: Math.min(...[timestamp, snapshot, targets, set.root].map(expirySeconds)),
    members,
    ...(await readParts({ set, nowMs, snapshot, members, only }, obtain)),
  };
}

interface PartsWalk {
  readonly set: TrustedSet;
  readonly nowMs: number;
  readonly snapshot: Snapshot;
  readonly members: MembersFile;
  readonly only: readonly ListedId[] | undefined;
}

interface PartPlan {
  readonly member: ListedId;
  readonly part: Part;
  readonly file: WantedFile;
}

async function readParts(walk: PartsWalk, obtain: Obtain): Promise<Pick<DirectoryContent, Part>> {
  const wanted = listedIdsOf(walk.members).filter((member) => walk.only?.includes(member) !== false);
  const plans = wanted.flatMap((member) => planParts(walk.snapshot, member));
  const metadata = await obtain(plans.map(({ file }) => file));
  const verified = plans.map((plan) => verifyPart(walk, plan, metadata.get(plan.file.path) as Uint8Array));
  const contents = await obtain(verified.map(({ target }) => target));
  const offline = new Map<ListedId, Dated<OfflineFile>>();
  const online = new Map<ListedId, Dated<OnlineFile>>();
  for (const { member, part, info, target, version, expiresAt } of verified) {
    const bytes = contents.get(target.path) as Uint8Array;
    checkTarget(targetPathOf(member, part), bytes, info);
    const expected = { member, env: walk.members.env };
    if (part === 'offline') offline.set(member, { file: readOfflineFile(bytes, expected), version, expiresAt });
    else online.set(member, { file: readOnlineFile(bytes, expected), version, expiresAt });
  }
  return { offline, online };
}

/** The files of a member's parts; a member that has not come online yet has no online part. */
function planParts(snapshot: Snapshot, member: ListedId): PartPlan[] {
  return (['offline', 'online'] as const).flatMap((part) => {
    const name = `${roleOf(member, part)}.json`;
    const meta = snapshot.meta[name];
    if (meta === undefined && part === 'online') return [];
    checkFullyNamed(name, meta);
    const path = metadataFile(roleOf(member, part), meta.version);
    return [{ member, part, file: { path, maxBytes: MAX_METADATA_BYTES[part] } }];
  });
}

function verifyPart({ set, nowMs }: PartsWalk, { member, part }: PartPlan, bytes: Uint8Array) {
  const { signed, expired } = set.updatePart(bytes, member, part);
  checkVersionAndExpiry(roleOf(member, part), signed);
  const expiresAt = expirySeconds(signed);
  if (!expired) checkLife(part, expiresAt, nowMs);
  checkDelegatedTargets(signed, member, part);
  const info = signed.targets[targetPathOf(member, part)] as TargetFile;
  const path = targetFile(targetPathOf(member, part), sha256Of(info));
  return { member, part, info, version: signed.version, expiresAt, target: { path, maxBytes: MAX_TARGET_BYTES[part] } };
}

function sha256Of(info: TargetFile): string {
  const hash = info.hashes['sha256'];
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) {
    throw refusal('directory.malformed-metadata', 'a target is not named with its SHA-256');
  }
  return hash;
}

async function single(obtain: Obtain, path: string, maxBytes: number): Promise<Uint8Array> {
  const files = await obtain([{ path, maxBytes }]);
  return files.get(path) as Uint8Array;
}
