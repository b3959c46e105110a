import { CrexError } from './error.js';

/** The 18 members, ISO 3166-1 alpha-2. */
export const COUNTRIES = [
  'AR', 'BB', 'BR', 'BS', 'BZ', 'CL', 'CR', 'DO', 'EC', 'GT', 'GY', 'HN', 'JM', 'PA', 'PE', 'PY', 'SR', 'UY',
] as const; // prettier-ignore

export type CountryCode = (typeof COUNTRIES)[number];

/** A party that holds keys: a country, or the broker (which is never a country). */
export type MemberId = CountryCode | 'BROKER';

export const BROKER = 'BROKER' satisfies MemberId;

declare const partner: unique symbol;
/**
 * A partner organisation, as `INTERPOL`: it has keys in the directory and reads statistics, but takes no part in the
 * exchange. So it is no member: what takes a {@link MemberId} can never be given one.
 */
export type PartnerId = string & { readonly [partner]: true };

/** Whoever the directory lists. */
export type ListedId = MemberId | PartnerId;

/** Three letters at least: no partner can be taken for a country. */
export const PARTNER_ID_PATTERN = '^(?!BROKER$)[A-Z]{3,16}$';
const PARTNER_ID = new RegExp(PARTNER_ID_PATTERN);
/** The shape of a {@link ListedId} (JSON Schema 2020-12). */
export const LISTED_ID = {
  anyOf: [{ enum: [...COUNTRIES, BROKER] }, { type: 'string', pattern: PARTNER_ID_PATTERN }],
} as const;

/** The environment stands in certificates, directory and messages; nothing crosses from one to another. */
export const ENVIRONMENTS = ['production', 'test', 'demo'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export function isCountryCode(value: unknown): value is CountryCode {
  return typeof value === 'string' && (COUNTRIES as readonly string[]).includes(value);
}

export function isMemberId(value: unknown): value is MemberId {
  return value === BROKER || isCountryCode(value);
}

export function isPartnerId(value: unknown): value is PartnerId {
  return typeof value === 'string' && PARTNER_ID.test(value);
}

export function isListedId(value: unknown): value is ListedId {
  return isMemberId(value) || isPartnerId(value);
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
