import { CrexError, type CrexErrorOptions } from '#libs/protocol';

/** Why a directory, or a part of it, is not accepted. */
export type DirectoryCode =
  | 'directory.already-initialised' // there is an anchor, and it is another root
  | 'directory.already-published' // a published file would get other bytes
  | 'directory.duplicate-key' // one key under two ids, or one key for two delegations
  | 'directory.expired' // freeze: what is served is no longer valid
  | 'directory.expires-too-late' // valid for longer than its role may be
  | 'directory.foreign-path' // a delegation that speaks of another file than its own
  | 'directory.malformed-members' // members.json
  | 'directory.malformed-metadata' // not TUF metadata
  | 'directory.malformed-offline' // members/<CC>/offline.json
  | 'directory.malformed-online' // members/<CC>/online.json
  | 'directory.mismatch' // mix-and-match: another version, hash or length than announced
  | 'directory.missing-file' // announced, but not served
  | 'directory.not-initialised' // no anchor yet
  | 'directory.not-next-version' // a pushed part that does not follow the present one
  | 'directory.rollback' // a version below the one held, or not the one announced
  | 'directory.threshold-out-of-reach' // a role wants more signatures than it has keys
  | 'directory.threshold-too-low' // root or targets want fewer signatures than we demand
  | 'directory.too-large'
  | 'directory.under-signed' // fewer good signatures than the threshold
  | 'directory.unknown-member' // a part pushed for a member without a delegation
  | 'directory.unreachable' // the caller's fetch failed
  | 'directory.wrong-delegation' // delegations that are not exactly two per member
  | 'directory.wrong-environment'
  | 'directory.wrong-key-id' // a key id that is not the SHA-256 of the key
  | 'directory.wrong-key-type' // not Ed25519
  | 'directory.wrong-member'; // a part that speaks for another member

/** A {@link CrexError} with a code of this lib. */
export function refusal(code: DirectoryCode, detail: string, options?: CrexErrorOptions): CrexError {
  return new CrexError(code, detail, options);
}
