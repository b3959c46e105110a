import {
  Metadata,
  MetadataKind,
  Signature,
  type Root,
  type Snapshot,
  type Targets,
  type Timestamp,
} from '@tufjs/models';
import { canonicalJson, type ListedId } from '#libs/protocol';
import { readOfflineFile, readOnlineFile } from './country-files.js';
import type { OfflineFile, OnlineFile } from './country-files.js';
import { checkDelegations } from './guard.js';
import { checkReachable, keyIdOf, keyTable, tufKey, tufRole } from './keys.js';
import type { MetadataSigner, PublicKeyHolder, TufRole } from './keys.js';
import { MAX_METADATA_BYTES, type Part, type TopLevelRole } from './limits.js';
import { listedIdsOf, readMembersFile, type MembersFile } from './members-file.js';
import { parseMetadata } from './parse.js';
import { refusal } from './refusal.js';
import { MEMBERS_PATH, metadataFile, roleOf, sha256Hex, targetFile, targetPathOf } from './role-names.js';
import { readSnapshot, verified } from './trusted-set.js';

/** Files of the repository by path, ready to be served. */
export type DirectoryFiles = ReadonlyMap<string, Uint8Array>;

/** What every metadata file has. Signatures of other offices may follow by {@link addSignature}. */
export interface Signing {
  readonly version: number;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly signers: readonly MetadataSigner[];
}

export interface NewRoot extends Signing {
  readonly rootKeys: readonly PublicKeyHolder[];
  readonly rootThreshold: number;
  readonly targetsKeys: readonly PublicKeyHolder[];
  readonly targetsThreshold: number;
  readonly snapshotKeys: readonly PublicKeyHolder[];
  readonly timestampKeys: readonly PublicKeyHolder[];
  readonly timestampThreshold: number;
}

/**
 * Root metadata: which keys may sign what. A rotation is the next version, signed by the old and the new root keys, and
 * is published together with a new timestamp.
 *
 * @throws directory.threshold-out-of-reach
 */
export async function createRoot(root: NewRoot): Promise<DirectoryFiles> {
  const keys = keyTable([...root.rootKeys, ...root.targetsKeys, ...root.snapshotKeys, ...root.timestampKeys]);
  const roles: Record<TopLevelRole, TufRole> = {
    root: tufRole(root.rootKeys, root.rootThreshold),
    targets: tufRole(root.targetsKeys, root.targetsThreshold),
    snapshot: tufRole(root.snapshotKeys, 1),
    timestamp: tufRole(root.timestampKeys, root.timestampThreshold),
  };
  for (const [name, role] of Object.entries(roles)) checkReachable(name, role, keys);
  const signed = { ...commonFields('root', root), consistent_snapshot: true, keys, roles };
  return new Map([[metadataFile('root', root.version), await sign(MetadataKind.Root, signed, root.signers)]]);
}

/** Who may sign a member's part. */
export interface DelegationKeys {
  readonly keys: readonly PublicKeyHolder[];
  readonly threshold: number;
}

export interface NewTargets extends Signing {
  readonly members: MembersFile;
  /** For each member of the list, and no other. */
  readonly delegations: Readonly<Partial<Record<ListedId, Readonly<Record<Part, DelegationKeys>>>>>;
}

/**
 * The governing offices' own file: the member list and the delegation of its two parts to each member.
 *
 * @throws directory.malformed-members, directory.wrong-delegation, directory.duplicate-key, directory.threshold-out-of-reach
 */
export async function createTargets(targets: NewTargets): Promise<DirectoryFiles> {
  const list = bytesOf(targets.members);
  const ids = listedIdsOf(readMembersFile(list));
  const plans = (Object.keys(targets.delegations) as ListedId[]).flatMap((member) =>
    (['offline', 'online'] as const).map((part) => ({ member, part, delegation: delegationOf(targets, member, part) })),
  );
  const signed = {
    ...commonFields('targets', targets),
    targets: { [MEMBERS_PATH]: fileInfo(list) },
    delegations: {
      keys: keyTable(plans.flatMap(({ delegation }) => delegation.keys)),
      roles: plans.map(({ member, part, delegation }) => ({
        ...tufRole(delegation.keys, delegation.threshold),
        name: roleOf(member, part),
        terminating: true,
        paths: [targetPathOf(member, part)],
      })),
    },
  };
  checkDelegations(verified('targets', () => metadataOf(MetadataKind.Targets, signed).signed) as Targets, ids);
  return new Map([
    [metadataFile('targets', targets.version), await sign(MetadataKind.Targets, signed, targets.signers)],
    [targetFile(MEMBERS_PATH, sha256Hex(list)), list],
  ]);
}

function delegationOf({ delegations }: NewTargets, member: ListedId, part: Part): DelegationKeys {
  return (delegations[member] as Readonly<Record<Part, DelegationKeys>>)[part];
}

export type NewPart = Signing & { readonly env: MembersFile['env'] } & (
    | { readonly part: 'offline'; readonly content: OfflineFile }
    | { readonly part: 'online'; readonly content: OnlineFile }
  );

/**
 * A member's part with its file: offline for years, online for 48 hours at most.
 *
 * @throws directory.malformed-offline, directory.malformed-online, directory.wrong-member
 */
export async function createDelegatedTargets(delegated: NewPart): Promise<DirectoryFiles> {
  const { part, content, version, signers } = delegated;
  const bytes = bytesOf(content);
  const expected = { member: content.member, env: delegated.env };
  if (part === 'offline') readOfflineFile(bytes, expected);
  else readOnlineFile(bytes, expected);
  const path = targetPathOf(content.member, part);
  const signed = { ...commonFields('targets', delegated), targets: { [path]: fileInfo(bytes) } };
  return new Map([
    [metadataFile(roleOf(content.member, part), version), await sign(MetadataKind.Targets, signed, signers)],
    [targetFile(path, sha256Hex(bytes)), bytes],
  ]);
}

export interface NewSnapshot extends Signing {
  /** The snapshot before this one: what it names stays named (TUF 5.5.5). */
  readonly previous?: Uint8Array;
  /** New metadata of targets and delegations, as the functions above return it; other files are passed over. */
  readonly files: DirectoryFiles;
}

/** The snapshot: which version of every targets file belongs together. */
export async function createSnapshot(snapshot: NewSnapshot): Promise<DirectoryFiles> {
  const before = snapshot.previous && readSnapshot(snapshot.previous).toJSON()['signed'];
  const meta = { ...(before as { meta?: object } | undefined)?.meta };
  for (const [path, bytes] of snapshot.files) {
    const [, version, role] = /^(\d+)\.([A-Za-z-]+)\.json$/.exec(path) ?? [];
    if (role === undefined || ['root', 'snapshot', 'timestamp'].includes(role)) continue;
    Object.assign(meta, { [`${role}.json`]: { version: Number(version), ...fileInfo(bytes) } });
  }
  const signed = { ...commonFields('snapshot', snapshot), meta };
  const bytes = await sign(MetadataKind.Snapshot, signed, snapshot.signers);
  return new Map([[metadataFile('snapshot', snapshot.version), bytes]]);
}

/** The timestamp of a snapshot, 24 hours at most; with a threshold above one the others add their signatures. */
export async function createTimestamp(timestamp: Signing & { readonly snapshot: Uint8Array }): Promise<DirectoryFiles> {
  const { version } = readSnapshot(timestamp.snapshot).signed;
  const meta = { 'snapshot.json': { version, ...fileInfo(timestamp.snapshot) } };
  const signed = { ...commonFields('timestamp', timestamp), meta };
  return new Map([['timestamp.json', await sign(MetadataKind.Timestamp, signed, timestamp.signers)]]);
}

/**
 * The same metadata with one more signature: how offices sign one after the other, each on its own machine.
 *
 * @throws directory.malformed-metadata
 */
export async function addSignature(metadata: Uint8Array, signer: MetadataSigner): Promise<Uint8Array> {
  const json = parseMetadata(metadata, MAX_METADATA_BYTES.targets, 'metadata') as { signed?: { _type?: unknown } };
  const kind = Object.values(MetadataKind).find((each) => each === json.signed?._type);
  if (kind === undefined) throw refusal('directory.malformed-metadata', 'not TUF metadata');
  const parsed = verified(kind, () => Metadata.fromJSON(kind as MetadataKind.Root, json as never));
  await addSignatureTo(parsed, signer);
  return bytesOf(parsed.toJSON());
}

type AnyMetadata = Metadata<Root | Timestamp | Snapshot | Targets>;

async function sign(kind: MetadataKind, signed: object, signers: readonly MetadataSigner[]): Promise<Uint8Array> {
  const metadata = metadataOf(kind, signed);
  for (const signer of signers) await addSignatureTo(metadata, signer);
  return bytesOf(metadata.toJSON());
}

async function addSignatureTo(metadata: AnyMetadata, signer: MetadataSigner): Promise<void> {
  const keyID = keyIdOf(tufKey(signer));
  const sig = Buffer.from(await signer.sign(bytesToSign(metadata))).toString('hex');
  metadata.signatures[keyID] = new Signature({ keyID, sig });
}

/** The library's `sign` wants an answer at once; a device takes its time. So we ask it for the bytes alone. */
function bytesToSign(metadata: AnyMetadata): Uint8Array {
  let bytes: Uint8Array = new Uint8Array();
  const signatures = { ...metadata.signatures };
  metadata.sign((data) => {
    bytes = data;
    return new Signature({ keyID: '', sig: '' });
  });
  metadata.signatures = signatures;
  return bytes;
}

function metadataOf(kind: MetadataKind, signed: object): AnyMetadata {
  return Metadata.fromJSON(kind as MetadataKind.Root, { signed, signatures: [] } as never);
}

function commonFields(type: string, { version, expires }: Signing): object {
  const seconds = new Date(expires * 1000).toISOString().slice(0, 19);
  return { _type: type, spec_version: '1.0.31', version, expires: `${seconds}Z` };
}

function fileInfo(bytes: Uint8Array): { length: number; hashes: { sha256: string } } {
  return { length: bytes.byteLength, hashes: { sha256: sha256Hex(bytes) } };
}

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8');
}
