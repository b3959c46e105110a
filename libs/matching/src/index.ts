export { NORMALISER_VERSION, foldName, nameKeys } from './name.js';
export { KNOWN_DOCUMENT_TYPES, canonicalDocument } from './document.js';
export type { CanonicalDocument } from './document.js';
export { checkCharacters } from './check-characters.js';
export type { CheckResult } from './check-characters.js';
export { personKeys, subjectKeys } from './keys.js';
export type { SearchKeys } from './keys.js';
export { identify } from './identify.js';
export type { Identification } from './identify.js';
export type { Candidate, ExplanationLine } from './compare.js';
export { isFullBirthDate, readBirthDate } from './birth-date.js';
export type { DateFeature } from './birth-date.js';
export {
  configurationDigest,
  DEFAULT_CONFIGURATION,
  matchingConfigurationSchema,
  readMatchingConfiguration,
} from './score/configuration.js';
export type { MatchingConfiguration } from './score/configuration.js';
export { countsOf, LEAST_COUNTED_PERSONS, RegisterStatistics, STATISTIC_KINDS } from './score/statistics.js';
export type { StatisticKind, StatisticRow } from './score/statistics.js';
export type { ScoredField, ScoreLine } from './score/assessment.js';
export { identifySubject } from './decision/identify-subject.js';
export type { CandidateScore, IdentificationInput, SubjectIdentification } from './decision/identify-subject.js';
