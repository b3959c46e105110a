// The door for programs that only judge an entry and its proof: without tables, without keys. A browser goes through it.
export { encodeLeaf, leafHashOf, readLeaf } from './leaf.js';
export type { Leaf } from './leaf.js';
export { checkInclusion } from './tlog/tree.js';
export { formatLogProof, readLogProof } from './tlog/log-proof.js';
export { openWitnessed, quorumTimes } from './tlog/witnessed-checkpoint.js';
export type { ListedLogKeys, MemberCosignature } from './tlog/witnessed-checkpoint.js';
