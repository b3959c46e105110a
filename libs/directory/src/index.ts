export {
  addSignature,
  createDelegatedTargets,
  createRoot,
  createSnapshot,
  createTargets,
  createTimestamp,
} from './publish.js';
export type { DelegationKeys, DirectoryFiles, NewPart, NewRoot, NewSnapshot, NewTargets, Signing } from './publish.js';
export type { MetadataSigner, PublicKeyHolder } from './keys.js';
export { acceptOnline } from './accept-online.js';
export type { AcceptedPart, CurrentPublication, PushedPart } from './accept-online.js';

export { directoryAt, initialiseDirectory, lastOnlinePart, loadDirectory, refreshDirectory } from './directory.js';
export type { LastOnlinePart, Refresh, TrustOptions } from './directory.js';
export type { FetchFile } from './advance.js';
export { viewFromFiles } from './view-from-files.js';
export type { GivenDirectory } from './view-from-files.js';
export { directoryFilesAt } from './files-at.js';
export { snapshotVersionBy } from './postgres/accepted-state.js';
export type { FilesAt } from './files-at.js';
export { logKeysOf, sealingKeyByKid, sealingKeyFor } from './view.js';
export type {
  DirectoryView,
  ListedCertificate,
  ListedSealingKey,
  ListedView,
  LogKeys,
  MemberView,
  PartnerView,
  SealingTimes,
} from './view.js';

export { membersSchema } from './members-file.js';
export type { ListedLog, MemberEntry, MembersFile, MemberStatus, PartnerEntry } from './members-file.js';
export { offlineSchema, onlineSchema } from './country-files.js';
export type { CertificateRole, OfflineFile, OnlineFile } from './country-files.js';
export type { DirectoryCode } from './refusal.js';

export { currentPublication, publish, readFile, servedFrom } from './postgres/repository.js';
export { snapshotHashAt } from './postgres/accepted-state.js';
export { directoryMigrations } from './postgres/migrations.js';
