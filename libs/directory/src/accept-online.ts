import type { Metadata, TargetFile, Targets } from '@tufjs/models';
import type { Environment, ListedId } from '#libs/protocol';
import { readOnlineFile } from './country-files.js';
import { checkDelegatedTargets, checkLife, checkTarget, checkVersionAndExpiry, expirySeconds } from './guard.js';
import { checkSize } from './parse.js';
import { MAX_TARGET_BYTES } from './limits.js';
import type { DirectoryFiles } from './publish.js';
import { refusal } from './refusal.js';
import { metadataFile, roleOf, sha256Hex, targetFile, targetPathOf } from './role-names.js';
import { readSnapshot, readTargets, verified } from './trusted-set.js';

/** What is published now: the offices' targets and the snapshot, as bytes. */
export interface CurrentPublication {
  readonly targets: Uint8Array;
  readonly snapshot: Uint8Array;
}

/** A member's online part as it pushes it: the delegated metadata and the file that it names. */
export interface PushedPart {
  readonly member: ListedId;
  readonly metadata: Uint8Array;
  readonly target: Uint8Array;
}

export interface AcceptedPart {
  /** To be published with a new snapshot and timestamp. */
  readonly files: DirectoryFiles;
  /** False when just this part is published already: a push that was repeated. */
  readonly changed: boolean;
}

/**
 * The broker's check of a pushed online part, before it signs a new snapshot: it must be one that every client accepts.
 *
 * @throws directory.unknown-member, directory.under-signed, directory.not-next-version, directory.expired,
 *   directory.expires-too-late, directory.foreign-path, directory.mismatch, directory.wrong-member,
 *   directory.malformed-metadata, directory.malformed-online, directory.too-large
 */
export function acceptOnline(
  current: CurrentPublication,
  pushed: PushedPart,
  { env, nowMs }: { readonly env: Environment; readonly nowMs: number },
): AcceptedPart {
  const { member, metadata, target } = pushed;
  const role = roleOf(member, 'online');
  const path = targetPathOf(member, 'online');
  const targets = readTargets(current.targets, 'targets');
  checkDelegated(targets.signed, member);

  const part = readTargets(metadata, 'online');
  checkSigned(targets, member, part);
  checkVersionAndExpiry(role, part.signed);
  const present = readSnapshot(current.snapshot).signed.meta[`${role}.json`];
  const repeated = present?.hashes?.['sha256'] === sha256Hex(metadata);
  if (!repeated) checkFollows(part.signed.version, present?.version ?? 0);
  checkNotExpired(part.signed, nowMs);
  checkLife('online', expirySeconds(part.signed), nowMs);
  checkDelegatedTargets(part.signed, member, 'online');

  checkSize(target, MAX_TARGET_BYTES.online, path);
  checkTarget(path, target, part.signed.targets[path] as TargetFile);
  readOnlineFile(target, { member, env });
  const files = new Map([
    [metadataFile(role, part.signed.version), metadata],
    [targetFile(path, sha256Hex(target)), target],
  ]);
  return { files, changed: !repeated };
}

function checkDelegated(targets: Targets, member: ListedId): void {
  if (targets.delegations?.roles?.[roleOf(member, 'online')] === undefined) {
    throw refusal('directory.unknown-member', 'nothing is delegated to this member');
  }
}

function checkSigned(targets: Metadata<Targets>, member: ListedId, part: Metadata<Targets>): void {
  const role = roleOf(member, 'online');
  verified(role, () => targets.verifyDelegate(role, part));
}

/** Exactly the next one: a member that jumped to the last possible version could never publish again. */
function checkFollows(version: number, present: number): void {
  if (version !== present + 1) {
    throw refusal('directory.not-next-version', `version ${version} does not follow ${present}`, {
      nextStep: `sign it as version ${present + 1}`,
    });
  }
}

function checkNotExpired(part: Targets, nowMs: number): void {
  if (part.isExpired(new Date(nowMs))) throw refusal('directory.expired', 'the pushed part is no longer valid');
}
