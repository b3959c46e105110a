import { types, type CustomTypesConfig } from 'pg';
import { CrexError } from '#libs/protocol';

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TEXT_ARRAY = 1009;

// typed by an enum that lacks the array types
const standardParser = types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown;
const textArray = standardParser(TEXT_ARRAY) as (text: string) => (string | null)[];
const parsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [INT8_ARRAY, (text) => textArray(text).map((item) => (item === null ? null : safeInteger(item)))],
  [DATE, (text) => text],
  [DATE_ARRAY, textArray],
]);

/**
 * How column values become JavaScript values, for every connection of CREX: bigint (int8) is a number, and an error
 * beyond 2^53 - 1 instead of a silently wrong one; date is its text `YYYY-MM-DD`, because a calendar day has no time
 * zone; the rest is pg's default (timestamptz: Date, numeric: string, bytea: Buffer, json: parsed).
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? standardParser(oid, format),
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new CrexError('platform.integer-too-large', 'the database holds a bigint beyond 2^53 - 1', {
      nextStep: 'select it as text (column::text)',
    });
  }
  return value;
}
