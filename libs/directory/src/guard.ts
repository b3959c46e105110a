import type { Root, Snapshot, Targets, Timestamp } from '@tufjs/models';
import type { ListedId } from '#libs/protocol';
import { checkKeys, checkReachable } from './keys.js';
import { MAX_LIFE_SECONDS, MAX_SKEW_SECONDS, type Part, type TopLevelRole } from './limits.js';
import { refusal } from './refusal.js';
import { roleOf, sha256Hex, targetPathOf } from './role-names.js';

// The checks that we make beyond the TUF client workflow. The library has verified the signatures before.

/** Root and targets need the signatures of this many governing offices. */
export const DEFAULT_MIN_THRESHOLD = 2;

const ROLES: readonly TopLevelRole[] = ['root', 'timestamp', 'snapshot', 'targets'];

/**
 * @throws directory.wrong-key-type, directory.wrong-key-id, directory.duplicate-key, directory.threshold-too-low,
 *   directory.threshold-out-of-reach, directory.malformed-metadata
 */
export function checkRoot(root: Root, minThreshold: number): void {
  checkVersionAndExpiry('root', root);
  checkConsistentSnapshot(root);
  const json = root.toJSON() as unknown as { keys: Record<string, unknown>; roles: Record<string, Role> };
  checkKeys(json.keys);
  for (const name of ROLES) checkReachable(name, json.roles[name] as Role, json.keys);
  for (const name of ['root', 'targets'] as const) checkThreshold(name, json.roles[name] as Role, minThreshold);
}
interface Role {
  readonly keyids: readonly string[];
  readonly threshold: number;
}

function checkThreshold(name: string, role: Role, minThreshold: number): void {
  if (role.threshold < minThreshold) {
    throw refusal('directory.threshold-too-low', `${name} must need the signatures of ${minThreshold} offices or more`);
  }
}

function checkConsistentSnapshot(root: Root): void {
  if (!root.consistentSnapshot) throw refusal('directory.malformed-metadata', 'root must demand consistent snapshots');
}

/**
 * Exactly two delegations per member, each for its one path, terminating, with keys that no other delegation has.
 *
 * @throws directory.wrong-delegation and the codes of checkKeys, checkReachable
 */
export function checkDelegations(targets: Targets, members: readonly ListedId[]): void {
  const { delegations } = targets;
  if (delegations?.roles === undefined) throw refusal('directory.wrong-delegation', 'targets has no delegations');
  const keys = delegations.toJSON()['keys'] as Record<string, unknown>;
  checkKeys(keys);
  const wanted = new Map(
    members.flatMap((id) => (['offline', 'online'] as const).map((part) => [roleOf(id, part), targetPathOf(id, part)])),
  );
  checkRoleNames(Object.keys(delegations.roles), wanted);
  const owners = new Map<string, string>();
  for (const role of Object.values(delegations.roles)) {
    checkDelegatedPath(role, wanted.get(role.name));
    checkReachable(role.name, { keyids: role.keyIDs, threshold: role.threshold }, keys);
    for (const id of role.keyIDs) {
      checkOwner(id, role.name, owners);
      owners.set(id, role.name);
    }
  }
}

function checkRoleNames(names: readonly string[], wanted: ReadonlyMap<string, string>): void {
  if (names.length !== wanted.size || names.some((name) => !wanted.has(name))) {
    throw refusal('directory.wrong-delegation', 'the delegations are not two for each member and no others');
  }
}

function checkDelegatedPath(role: DelegatedRole, path: string | undefined): void {
  const alone = role.paths?.length === 1 && role.paths[0] === path && role.terminating;
  if (!alone) throw refusal('directory.wrong-delegation', `${role.name} is not delegated its one path, terminating`);
}
interface DelegatedRole {
  readonly name: string;
  readonly terminating: boolean;
  readonly paths?: readonly string[];
}

/** Each delegation is its member's own keys: a shared one would let one part sign for another. */
function checkOwner(keyId: string, role: string, owners: ReadonlyMap<string, string>): void {
  if (owners.has(keyId)) {
    throw refusal('directory.duplicate-key', `${role} and ${String(owners.get(keyId))} have a key in common`);
  }
}

/** A delegated file speaks of its own path and nothing else, and delegates no further. @throws directory.foreign-path */
export function checkDelegatedTargets(targets: Targets, member: ListedId, part: Part): void {
  const paths = Object.keys(targets.targets);
  if (targets.delegations !== undefined || paths.length !== 1 || paths[0] !== targetPathOf(member, part)) {
    throw refusal('directory.foreign-path', `${roleOf(member, part)} may sign ${targetPathOf(member, part)} alone`);
  }
}

/**
 * The version is a positive safe integer and `expires` is written as TUF says (no fractions, Z).
 *
 * @throws directory.malformed-metadata
 */
export function checkVersionAndExpiry(role: string, signed: Root | Timestamp | Snapshot | Targets): void {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(signed.expires);
  if (!time || !Number.isSafeInteger(signed.version) || signed.version < 1) {
    throw refusal('directory.malformed-metadata', `${role} has no version or no time of expiry as TUF writes them`);
  }
}

/** @throws directory.expires-too-late */
export function checkLife(role: TopLevelRole | Part, expires: number, nowMs: number): void {
  const most = MAX_LIFE_SECONDS[role];
  if (expires > nowMs / 1000 + most + MAX_SKEW_SECONDS) {
    throw refusal('directory.expires-too-late', `${role} metadata may not be valid for more than ${most} seconds`);
  }
}

/** Metadata is named with version, length and hash: TUF lets the last two be left out. @throws directory.malformed-metadata */
export function checkFullyNamed(file: string, meta: Meta | undefined): asserts meta is Meta {
  if (meta?.hashes?.['sha256'] === undefined || meta.length === undefined || !Number.isSafeInteger(meta.version)) {
    throw refusal('directory.malformed-metadata', `${file} is not named with version, length and SHA-256`);
  }
}
interface Meta {
  readonly version: number;
  readonly length?: number;
  readonly hashes?: Record<string, string>;
}

/** @throws directory.mismatch */
export function checkTarget(
  path: string,
  bytes: Uint8Array,
  info: { length: number; hashes: Record<string, string> },
): void {
  if (bytes.byteLength !== info.length || sha256Hex(bytes) !== info.hashes['sha256']) {
    throw refusal('directory.mismatch', `${path} is not the file that was signed`);
  }
}

/** The library knows no lower bound once the local timestamp or snapshot is lost; we do. @throws directory.rollback */
export function checkFloor(role: 'timestamp' | 'snapshot', version: number, floor: number): void {
  if (version < floor)
    throw refusal('directory.rollback', `${role} ${version} is older than ${floor}, which we have seen`);
}

/** `expires` in seconds since 1970. */
export function expirySeconds(signed: { readonly expires: string }): number {
  return Date.parse(signed.expires) / 1000;
}
