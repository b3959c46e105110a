import { createHash } from 'node:crypto';
import type { ListedId } from '#libs/protocol';
import type { Part } from './limits.js';

/** The path of the member list as targets metadata names it. */
export const MEMBERS_PATH = 'members.json';

/** The name of a member's delegated role: `AR-online`. */
export function roleOf(member: ListedId, part: Part): string {
  return `${member}-${part}`;
}

/** The one target path that a member's delegated role may sign: `members/AR/online.json`. */
export function targetPathOf(member: ListedId, part: Part): string {
  return `members/${member}/${part}.json`;
}

/** Where a version of a role's metadata is served under consistent snapshots: `7.AR-online.json` (TUF 6.2). */
export function metadataFile(role: string, version: number): string {
  return `${version}.${role}.json`;
}

/** Where a target is served: its SHA-256 before its last path segment, below `targets/` (TUF 6.2). */
export function targetFile(targetPath: string, sha256Hex: string): string {
  const segments = targetPath.split('/');
  const name = segments.pop() ?? '';
  return ['targets', ...segments, `${sha256Hex}.${name}`].join('/');
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
