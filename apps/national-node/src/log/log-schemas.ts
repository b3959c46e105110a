import { ENTRY_TYPES } from '#libs/audit';
import { COUNTRIES, DIGEST_PATTERN, type JsonSchema } from '#libs/protocol';

export const time = { type: 'string', pattern: '^[0-9-]{10}T[0-9:]{8}Z$', description: 'UTC, ISO 8601' } as const;
export const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
export const text = { type: 'string' } as const;
export const country = { type: 'string', enum: COUNTRIES } as const;

export function closed(properties: Record<string, object>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

export const listOf = (items: object) => ({ type: 'array', items }) as const;

const partSchema = {
  oneOf: [
    closed({ status: { const: 'closed', description: 'there, and not opened here' } }),
    closed({ status: { const: 'open' }, value: { type: 'object', description: 'the part as it was written' } }),
    closed({
      status: { const: 'erased' },
      by: closed({ eventId: uuid, type: { enum: ['ERASURE', 'PERIOD_ERASURE'] }, at: time, ground: text }),
      note: {
        ...text,
        examples: [
          'erased by entry 5b0f8f5e-52a5-4c39-8a77-0a5b0d1f8a3c/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER',
        ],
      },
    }),
    closed({ status: { const: 'missing', description: 'gone, and no entry says that it was erased' }, note: text }),
  ],
};

const told = {
  eventId: uuid,
  type: { type: 'string', enum: Object.keys(ENTRY_TYPES) },
  at: time,
  leafHash: { type: 'string', pattern: DIGEST_PATTERN, description: 'by which the tree knows the entry (RFC 9162)' },
  leaf: { type: 'object', description: 'what the log says for ever (docs/protocol/log-entries.md)' },
} as const;
const parts = {
  ...{ type: 'object', additionalProperties: false },
  properties: { subject: partSchema, actor: partSchema, detail: partSchema },
} as const;

/** JSON Schema of a page of a search. */
export const pageSchema: JsonSchema = closed(
  {
    entries: listOf(closed({ ...told, parts })),
    next: { ...text, description: 'send it as `after` for the next page; absent on the last' },
  },
  ['next'],
);

/** JSON Schema of one entry with what belongs to it. */
export const entrySchema: JsonSchema = closed({
  ...{ ...told, parts },
  leafBytes: { ...text, description: 'the bytes of the leaf, base64' },
  proof: {
    oneOf: [
      closed({ status: { const: 'pending', description: 'no signed checkpoint covers it yet' } }),
      closed({
        status: { const: 'proven' },
        index: { type: 'integer', minimum: 0 },
        file: { ...text, description: 'a tlog-proof file (C2SP)' },
      }),
    ],
  },
  related: {
    ...listOf(closed(told)),
    description: 'the other entries of the event, and the entries that name it: views, erasures',
  },
});

const listed = {
  ...{ at: time, eventId: uuid, type: text },
  by: closed({ authority: text, official: text, role: text }, ['authority', 'official', 'role']),
  caseReference: text,
  foundBy: listOf({
    oneOf: [
      closed({ by: { const: 'document' }, country: text, type: text, number: text }),
      closed({ by: { const: 'name' }, name: text, birthDate: text }),
    ],
  }),
  erased: { ...listOf(text), description: 'which part is gone, and by which entry' },
};
const absent = ['by', 'caseReference'];
const why = { purpose: text, legalBasis: text };
const ended = closed({ outcome: text, at: time });

/** JSON Schema of a disclosure report. */
export const reportSchema: JsonSchema = closed({
  ...{ v: { const: 1 }, country, madeAt: time, from: time, to: time, references: listed.foundBy },
  partners: listOf(
    closed({
      country,
      told: {
        ...listOf(
          closed({ ...listed, ...why, outcome: text, records: listOf({ type: 'object' }) }, [...absent, 'records']),
        ),
        description: 'it asked us, and was told this',
      },
      asked: {
        ...listOf(
          closed({ ...listed, ...why, outcome: ended, late: listOf(ended), seen: listOf(closed(listed, absent)) }, [
            ...[...absent, 'outcome'],
          ]),
        ),
        description: 'we asked it; `seen`: who of ours was shown the answer, and when',
      },
    }),
  ),
  others: listOf(closed({ ...listed, mandate: text, purpose: text }, [...absent, 'mandate', 'purpose'])),
  summary: { ...text, description: 'for the person; names authorities, no official' },
});

const word = { type: ['string', 'null'] } as const;

/** JSON Schema of statistics. */
export const statisticsSchema: JsonSchema = closed({
  cells: listOf(
    closed(
      {
        ...{ day: { ...text, examples: ['2026-11-22'] }, type: text, country: word, purpose: word },
        ...{ legalBasis: word, outcome: word, count: { type: 'integer', minimum: 1 } },
      },
      ['day', 'type', 'country', 'purpose', 'legalBasis', 'outcome'],
    ),
  ),
});
