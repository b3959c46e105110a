export { Alliance } from './alliance.js';
export type { NewAlliance } from './alliance.js';
export type { AllianceMember, OnlineChange } from './alliance-member.js';
export type { CeremonyCode } from './refusal.js';
export type { AllianceIndex } from './folder-layout.js';
export { saveAlliance } from './save-alliance.js';
export { loadAlliance } from './load-alliance.js';
export { issueRevocations } from './issue-revocations.js';
export type { IssuedList, Revocation } from './issue-revocations.js';
