import { CrexError } from './error.js';

/** The 18 members, ISO 3166-1 alpha-2. */
export const COUNTRIES = [
  'AR', 'BB', 'BR', 'BS', 'BZ', 'CL', 'CR', 'DO', 'EC', 'GT', 'GY', 'HN', 'JM', 'PA', 'PE', 'PY', 'SR', 'UY',
] as const; // prettier-ignore

export type CountryCode = (typeof COUNTRIES)[number];

/** A party that holds keys: a country, or the broker (which is never a country). */
export type MemberId = CountryCode | 'BROKER';

export const BROKER = 'BROKER' satisfies MemberId;

/** The environment stands in certificates, directory and messages; nothing crosses from one to another. */
export const ENVIRONMENTS = ['production', 'test', 'demo'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export function isCountryCode(value: unknown): value is CountryCode {
  return typeof value === 'string' && (COUNTRIES as readonly string[]).includes(value);
}

export function isEnvironment(value: unknown): value is Environment {
  return typeof value === 'string' && (ENVIRONMENTS as readonly string[]).includes(value);
}

/** @throws protocol.unknown-country */
export function countryCode(value: unknown): CountryCode {
  if (!isCountryCode(value)) {
    throw new CrexError('protocol.unknown-country', 'not the code of a member country', {
      nextStep: `use one of ${COUNTRIES.join(' ')}`,
    });
  }
  return value;
}
