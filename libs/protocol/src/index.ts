export { CrexError, isCrexError } from './error.js';
export type { CrexErrorOptions, Pointer } from './error.js';
export { BROKER, COUNTRIES, ENVIRONMENTS, countryCode, isCountryCode, isEnvironment } from './country.js';
export type { CountryCode, Environment, MemberId } from './country.js';
export { nowSeconds } from './clock.js';
export type { Clock } from './clock.js';
