export { exchangeEvidenceSchema, partsNeeded, PENDING, readExchangeEvidence } from './exchange-evidence.js';
export type { DirectoryPlace, ExchangeEvidence, ProvenEntry, SignedMessage } from './exchange-evidence.js';
export type { EvidenceTrust } from './directories.js';
export type { Finding } from './findings.js';
export { VERIFICATION_STEPS, verifyExchange } from './verify-exchange.js';
export type { ExchangeVerdict } from './verify-exchange.js';
export { isPage, PAGE_LANGUAGES, readPage, renderPage } from './page.js';
export type { PageLanguage, ReadPage } from './page.js';
