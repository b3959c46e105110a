export { EXTRACT_CODES } from './error.js';
export type { ExtractCode } from './error.js';
export { extractSchema, LABEL_SCHEMES } from './content.js';
export type { ExtractContent, ExtractLabel, ExtractLanguage, ExtractVariant, LabelScheme } from './content.js';
export { labelsOf } from './labels.js';
export type { LabelSource } from './labels.js';
export { checkCodeOf, typedCheckCode } from './check-code.js';
export { extractHeaderSchema, readExtractJws, signExtract } from './extract-jws.js';
export type { ReadExtract } from './extract-jws.js';
export { checkUrl, pageOf, spacedCode } from './page.js';
export type { ExtractPage } from './page-model.js';
export { ATTACHMENT_NAME } from './attachment.js';
export { DOCUMENT_FONTS } from './document-fonts.js';
export { ExtractPrinter } from './extract-printer.js';
export { answerTimeStampQuery, developmentAuthority } from './development-authority.js';
export type { DevelopmentAuthority } from './development-authority.js';
export { remoteTimeStampAuthority } from './time-stamp.js';
export type { RemoteAuthority, TimeStampAuthority } from './time-stamp.js';
export { renewArchive, sealExtract } from './seal-extract.js';
export type { Sealing, SealLevel } from './seal-extract.js';
export { claimsOf, verifyExtract } from './verify-extract.js';
export type {
  CertificateChecks,
  ExtractCheck,
  ExtractFinding,
  ExtractTrust,
  ExtractVerdict,
  LoggedExtract,
} from './verdict.js';
