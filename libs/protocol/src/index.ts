export { CrexError, isCrexError } from './error.js';
export type { CrexErrorOptions, Pointer } from './error.js';
export { BROKER, COUNTRIES, ENVIRONMENTS, countryCode, isCountryCode, isEnvironment } from './country.js';
export type { CountryCode, Environment, MemberId } from './country.js';
export { nowSeconds } from './clock.js';
export type { Clock } from './clock.js';
export { subjectSchema } from './subject.js';
export type { BirthPlace, IdentityDocument, NameKind, PersonName, Sex, Subject, YesNoUnknown } from './subject.js';
export { convictionSchema, personSchema } from './conviction.js';
export type {
  Authority,
  Conviction,
  Decision,
  Money,
  Offence,
  Period,
  Person,
  RecordKind,
  Relationship,
  Sanction,
  Text,
} from './conviction.js';
