import { COUNTRIES, type MemberId } from '#libs/protocol';

/** What a field of a leaf may hold. Only strings and whole numbers occur: they have one canonical JSON form. */
export interface Kind<T extends string | number = string | number> {
  /** The rule in words, for error pointers and the specification. */
  readonly form: string;
  readonly holds: (value: unknown) => value is T;
}

/** A field that a type of entry may leave out. */
export interface OptionalKind<T extends string | number = string | number> extends Kind<T> {
  readonly optional: true;
}

const MEMBER = `(?:${COUNTRIES.join('|')}|BROKER)`;
const MESSAGE_ID = new RegExp(`^(${MEMBER})-(?!\\1-)(${MEMBER})-[1-9]\\d{0,5}-(?!0{12})\\d{12}$`);

function text<T extends string = string>(form: string, pattern: RegExp): Kind<T> {
  return { form, holds: (value): value is T => typeof value === 'string' && pattern.test(value) };
}

function whole(form: string, least: number, most: number): Kind<number> {
  const holds = (value: unknown): value is number =>
    Number.isSafeInteger(value) && isBetween(value as number, least, most);
  return { form, holds };
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

export function optional<T extends string | number>(kind: Kind<T>): OptionalKind<T> {
  return { ...kind, optional: true };
}

/** A word of a closed list. */
export function oneOf<const T extends string>(...words: readonly T[]): Kind<T> {
  const holds = (value: unknown): value is T => (words as readonly unknown[]).includes(value);
  return { form: `one of ${words.join(' ')}`, holds };
}

export const member = text<MemberId>(
  'a member: country code (ISO 3166-1 alpha-2) or BROKER',
  new RegExp(`^${MEMBER}$`),
);
/** SHA-256, base64url without padding; the last character carries only four bits. */
export const digest = text('a SHA-256 digest, base64url, 43 characters', /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
export const uuid = text(
  'a random UUID (version 4), lower case',
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
);
/** Words of published code lists (purpose, legal basis, refusal, setting): no space fits, so no sentence does. */
export const code = text(
  'a code of 1 to 64 letters, digits and . _ : -, beginning and ending with a letter or digit',
  /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/,
);
export const messageId = text(
  'a message id, from-to-epoch-number between two members, as AR-BR-1-000000000123',
  MESSAGE_ID,
);
/** Schema-less URL, the key name of the log (C2SP tlog-checkpoint): no space, no plus sign. */
export const origin = text(
  'a log origin: host and path, lower case, at most 200 characters',
  /^(?=.{1,200}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:\/[a-z0-9._~-]+)*$/,
);
export const month = text('a month in UTC, as 2026-11', /^[0-9]{4}-(?:0[1-9]|1[0-2])$/);
export const metadataRole = text(
  'a role of the trust list: root, targets, snapshot, timestamp, or members/<member or partner>/offline or online',
  new RegExp(`^(?:root|targets|snapshot|timestamp|members/(?:${MEMBER}|[A-Z]{3,16})/(?:offline|online))$`),
);
/** The last second of the year 9999 is the most; times on the wire are RFC 7519 NumericDate without fractions. */
export const seconds = whole('seconds since 1970-01-01T00:00:00Z, a whole number', 0, 253_402_300_799);
export const count = whole('a whole number from 0 to 2^53 - 1', 0, Number.MAX_SAFE_INTEGER);
export const epoch = whole('a whole number from 1 to 999999', 1, 999_999);
export const messageNumber = whole('a whole number from 1 to 999999999999', 1, 999_999_999_999);

/** The two parties that a message id names. */
export function partiesOf(id: string): { readonly from: string; readonly to: string } | undefined {
  const [, from, to] = MESSAGE_ID.exec(id) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}
