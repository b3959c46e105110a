import { COUNTRIES, CrexError, RECALL_REASONS, type JsonSchema } from '#libs/protocol';
import { closed, orNull, time, timeOf } from '../ask/request-response.js';
import type { ShownExtract } from './received-extract.store.js';
import type { CopyStatus } from './view-extract.js';

const STATUSES = [
  'VALID',
  'EXPIRED',
  'SUPERSEDED',
  'REVOKED',
  'FAULT',
  'NOT_MADE',
] as const satisfies readonly CopyStatus[];
const NUMBER = '^[A-Z]{2}-[0-9]{4}-[0-9]{6,9}$';
export const numberSchema = { type: 'string', pattern: NUMBER, examples: ['BR-2026-000417'] } as const;

const findingSchema = closed(
  {
    part: { type: 'string', description: 'file, seal, time-stamp, archive, certificate, data, page or log' },
    check: { type: 'string', description: 'the check by its name, for a page that puts it into words' },
    result: { type: 'string', enum: ['good', 'fault', 'not-made'] },
    code: { type: 'string', description: 'of a fault, and of a check that was not made' },
    says: { type: 'string' },
  },
  ['code'],
);

/** JSON Schema of the extracts of a request. */
export const extractListSchema: JsonSchema = closed({
  extracts: {
    type: 'array',
    items: closed({
      number: numberSchema,
      country: { type: 'string', enum: COUNTRIES },
      status: {
        ...{ type: 'string', enum: STATUSES },
        description: 'what the copy here is worth; FAULT and NOT_MADE are not shown',
      },
      code: { ...orNull({ type: 'string' }), description: 'of the first fault, or why the extract could not be made' },
      issuedAt: orNull(time),
      validUntil: orNull(time),
      supersedes: { ...orNull(numberSchema), description: 'the extract whose place it takes' },
      supersededBy: orNull(numberSchema),
      recalledFor: orNull({ type: 'string', enum: RECALL_REASONS }),
      arrivedAt: time,
      findings: { type: 'array', items: findingSchema, description: 'each check on arrival' },
    }),
  },
});

/** Without the document, and without a word about the person. */
export function extractListResponse(extracts: readonly (ShownExtract & { readonly status: CopyStatus })[]) {
  const orNone = (seconds: number | null) => (seconds === null ? null : timeOf(seconds));
  return {
    extracts: extracts.map((each) => ({
      ...{ number: each.number, country: each.country, status: each.status, code: each.code },
      ...{ issuedAt: orNone(each.issuedAt), validUntil: orNone(each.validUntil), supersedes: each.supersedes },
      ...{ supersededBy: each.supersededBy, recalledFor: each.recalledFor },
      ...{ arrivedAt: each.receivedAt.toISOString(), findings: each.findings },
    })),
  };
}

/** @throws ask.invalid-input */
export function readNumber(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && new RegExp(NUMBER).test(value)) return value;
  throw new CrexError('ask.invalid-input', 'not the number of an extract', {
    pointers: [{ pointer: '/number', rule: 'like BR-2026-000417' }],
  });
}
