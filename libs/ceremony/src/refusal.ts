import { CrexError, type CrexErrorOptions } from '#libs/protocol';

/** Why a ceremony is not held, or its result not read. */
export type CeremonyCode =
  | 'ceremony.production-refused' // production keys are made by people on machines of their own
  | 'ceremony.no-members'
  | 'ceremony.unknown-member'
  | 'ceremony.not-revocable'
  | 'ceremony.folder-busy' // another command is changing the folder, or died while it was
  | 'ceremony.folder-in-use' // keys that exist are never overwritten
  | 'ceremony.unreadable-folder' // not what a ceremony writes
  | 'ceremony.unreadable-publication'; // not the directory of this Alliance

/** A {@link CrexError} with a code of this lib. */
export function refusal(code: CeremonyCode, detail: string, options?: CrexErrorOptions): CrexError {
  return new CrexError(code, detail, options);
}
