export { ENTRY_TYPES, GROUPS, isEntryType } from './entry-types.js';
export type { Entry, EntryOf, EntryType, Group } from './entry-types.js';
export { encodeLeaf, leafHashOf, MAX_LEAF_BYTES, promiseOf, readLeaf } from './leaf.js';
export type { Commitments, Leaf, LeafOf } from './leaf.js';
export type { JsonObject, JsonValue } from './json-value.js';
export { commitmentTo, opensTo, SALT_BYTES } from './commitment.js';
export { partsErasedBy } from './erasure.js';
export type { ErasureLeaf } from './erasure.js';
export { auditManifest } from './manifest.js';
export type { ErasureManifest, PersonalColumn } from './manifest.js';
export type { SealedBeside } from './beside.js';
export { localKek } from './key-encryption.js';
export type { Kek } from './key-encryption.js';
export type { OpenPart, PseudonymKind } from './part.js';

export { openLog } from './postgres/audit-log.js';
export type { AuditLog, AuditLogOptions, ErasureOrder, PartReading } from './postgres/audit-log.js';
export { backupContents } from './postgres/backup.js';
export type { BackupContents } from './postgres/backup.js';
export type { LogEntry, NewEntry } from './postgres/append.js';
export { dueKeyEvents } from './key-life.js';
export type { KeyEvent, LoggedKeyRole, SeenKey, SeenKeys } from './key-life.js';
export { certificateKey, directoryKey, sealingKey, secretKeys, seenKeys } from './listed-keys.js';
export type { CertificateJudge, ListedEntry } from './listed-keys.js';
export { keyEvents, recordKeyEvents, recordSettings, SETTINGS } from './postgres/own-affairs.js';
export type { SettingNow } from './postgres/own-affairs.js';
export { publishTree, type LogShelf } from './postgres/publish-tree.js';
export type { EntryParts, PartState } from './postgres/parts.js';
export type { EntryFacets, EntryPosition, EntrySearch, FoundEntry } from './postgres/search.js';
export { countEntries } from './postgres/statistics.js';
export type { CountBy, EntryCount } from './postgres/statistics.js';
export { proofCheckpoint } from './postgres/proof-checkpoint.js';
export {
  entriesNaming,
  entriesOfEvent,
  entriesOfEvents,
  entriesOfReference,
  entryOf,
  sharedSubjects,
} from './postgres/entries.js';
export { auditMigrations } from './postgres/migrations.js';
export { checkLogTables } from './postgres/check-log-tables.js';
export type { CheckedEpoch, LogCheck, LogCheckOptions } from './postgres/check-log-tables.js';
export { LOG_FAULTS } from './postgres/log-faults.js';
export type { LogFault, LogFaultCode } from './postgres/log-faults.js';
export { openEpoch } from './postgres/open-epoch.js';
export { integratePending, MAX_INTEGRATED } from './postgres/sequence.js';
export type { Integrated } from './postgres/sequence.js';
export {
  checkpointCovering,
  checkpointOfSize,
  cosignaturesOf,
  latestCheckpoint,
  leavesBetween,
  leavesOfBundle,
  logEpochs,
  placeOf,
  proveEntry,
  storeCosignature,
  tableTiles,
  treeHead,
} from './postgres/tree-store.js';
export type {
  EntryProof,
  LeafPlace,
  LogEpoch,
  StoredCheckpoint,
  StoredCosignature,
  TreeHead,
} from './postgres/tree-store.js';
export {
  keepOwnCosignature,
  knownLog,
  knownLogOfId,
  knownLogs,
  replaceKnown,
  type KnownLog,
  type OwnCosignature,
} from './postgres/witness-log.js';
export { watchLog, type Watched } from './postgres/watch-log.js';
export type { Sql } from './postgres/sql.js';

export {
  beginningRoot,
  checkConsistency,
  checkInclusion,
  EMPTY_ROOT,
  HASH_BYTES,
  MAX_TREE_SIZE,
  nodeHash,
  type ConsistencyClaim,
  type InclusionClaim,
} from './tlog/tree.js';
export {
  emptyFrontier,
  encodeFrontier,
  extendFrontier,
  frontierRoot,
  parseFrontier,
  type Frontier,
} from './tlog/frontier.js';
export {
  entriesPath,
  parseTilePath,
  TILE_WIDTH,
  tilePath,
  tilesOf,
  tileWidth,
  type TileCoordinates,
  type TilePath,
} from './tlog/tile.js';
export {
  emptyRightEdge,
  frontierOfEdge,
  growTiles,
  hashesOf,
  tileRoot,
  type GrownTile,
  type RightEdge,
} from './tlog/right-edge.js';
export {
  beginningProof,
  consistencyProof,
  frontierFromTiles,
  inclusionProof,
  rightEdgeFromTiles,
  rootFromTiles,
  type TileReader,
} from './tlog/tile-tree.js';
export {
  encodeNote,
  openNote,
  readNote,
  readSignatureLines,
  signatureLines,
  signatureOf,
  signNote,
  type Note,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
} from './tlog/note.js';
export { formatVerifierKey, readVerifierKey, type KeyType, type VerifierKey } from './tlog/verifier-key.js';
export type { Ed25519Signer } from './tlog/ed25519.js';
export { logSigner, logVerifier } from './tlog/log-signature.js';
export { cosignatureSigner, cosignatureVerifier, type CosignatureVerifier } from './tlog/cosignature.js';
export {
  formatCheckpoint,
  openCheckpoint,
  readCheckpointBody,
  type Checkpoint,
  type CheckpointBody,
  type Cosignature,
} from './tlog/checkpoint.js';
export { readLogPath, type LogObject, type LogPath } from './tlog/log-path.js';
export { encodeBundle, readBundle } from './tlog/entry-bundle.js';
export { formatLogProof, openLogProof, readLogProof, type LogProof } from './tlog/log-proof.js';
export {
  decideAddCheckpoint,
  formatAddCheckpoint,
  logIdOf,
  readAddCheckpoint,
  type AddCheckpointDecision,
  type AddCheckpointRequest,
  type ReadAddCheckpointRequest,
  type WitnessState,
} from './tlog/add-checkpoint.js';
export { formatPolicy, readPolicy, type Policy, type PolicyGroup } from './tlog/policy-file.js';
export { openByPolicy, policySatisfied } from './tlog/quorum-policy.js';
export { quorumPolicy, quorumReached, type MemberWitness, type QuorumRule } from './tlog/crex-quorum.js';
export { compareCheckpoints, type Comparison, type TreeClaim } from './tlog/compare-checkpoints.js';
export {
  formatForkEvidence,
  proveFork,
  readForkEvidence,
  type ForkEvidence,
  type ForkVerdict,
} from './tlog/prove-fork.js';
export {
  cosignatureLine,
  isBefore,
  openWitnessed,
  quorumTimes,
  type ListedLogKeys,
  type MemberCosignature,
  type QuorumTimes,
  type WitnessedCheckpoint,
} from './tlog/witnessed-checkpoint.js';
export { checkBrokenPromise, positionOf, type PromiseTrust, type PromiseVerdict } from './tlog/broken-promise.js';
export {
  formatPromiseEvidence,
  MAX_EVIDENCE_HASHES,
  readPromiseEvidence,
  type PromiseEvidence,
} from './tlog/promise-evidence.js';
export { cosignedNote, exportLog, newestCosigned, type LogFile } from './postgres/export-log.js';
export { openLeafProof, type OpenedProof } from './verify/open-leaf-proof.js';
export { verifyLog } from './verify/verify-log.js';
export type { FileFault, LogSource, LogVerdict } from './verify/verify-log.js';
export { verifyExport } from './verify/verify-export.js';
export type { ExportFault, ExportVerdict } from './verify/verify-export.js';
