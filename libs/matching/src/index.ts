export { foldName } from './name.js';
export { KNOWN_DOCUMENT_TYPES, canonicalDocument } from './document.js';
export type { CanonicalDocument } from './document.js';
export { checkCharacters } from './check-characters.js';
export type { CheckResult } from './check-characters.js';
export { readBirthDate } from './birth-date.js';
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
export { Identification, identifySubject } from './decision/identify-subject.js';
export { comparePair } from './score/compare-pair.js';
export type { NameLevels, PairComparison, WordCounts } from './score/compare-pair.js';
export type { CandidateScore, IdentificationInput, SubjectIdentification } from './decision/identify-subject.js';
export { FEATURES_VERSION, describe, describeQuestion } from './features.js';
export type { DateFeature, DocumentFeature, Features, Identity } from './features.js';
export type { NameFeatures } from './names/describe-name.js';
export { alignNames } from './names/align-names.js';
export type { NameAlignment, PlacedToken, TokenPair, TokenRole } from './names/align-names.js';
export { tokenSimilarity } from './names/similarity.js';
export type { SimilarityLevel, SimilarityReason, TokenSimilarity } from './names/similarity.js';
export { phoneticCode } from './names/phonetic.js';
export { foldText } from './names/fold.js';
export { isPairKey } from './keys/key.js';
export { documentKeysOf, recordKeys } from './keys/record-keys.js';
export { HOT_OTHER, HOT_PAIR } from './keys/asked-keys.js';
export { planSearch } from './keys/plan-search.js';
export type { KeyHeat, SearchPlan } from './keys/plan-search.js';
export { planSlips } from './keys/slipped-names.js';
export { slippedDocumentKeys } from './document-repair.js';
export { SAME_NAME_SCORE, compareNames } from './compare-names.js';
export type { NameComparison } from './compare-names.js';
