// The door for programs that only judge certificates: without keys of their own. A browser goes through it.
export { revokedAt } from './check-revocation.js';
export { verifyChain } from './verify-chain.js';
