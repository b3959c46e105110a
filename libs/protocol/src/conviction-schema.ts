import { countrySchema, identitySchemas, lineSchema, partialDateSchema } from './subject.js';

const closed = <R extends readonly string[], P extends object>(required: R, properties: P) =>
  ({ type: 'object', additionalProperties: false, required, properties }) as const;
const list = <T extends object>(items: T, minItems: number, maxItems: number) =>
  ({ type: 'array', minItems, maxItems, items }) as const;
const code = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\s]+$' }) as const;
const integer = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum }) as const;

const yesNoUnknown = { enum: ['Y', 'N', 'U'] } as const;
const date = { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' } as const;
const instant = {
  type: 'string',
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$',
} as const;
// ISO 8601 duration in whole units; at least one component.
const duration = {
  type: 'string',
  maxLength: 40,
  pattern: '^P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,5}H)?)?$',
} as const;
// Free text may hold line breaks and tabs, no other control character (PostgreSQL refuses U+0000).
const texts = (minItems: number, maxLength: number) =>
  list(
    closed(['language', 'value'] as const, {
      language: { enum: ['es', 'en', 'pt', 'nl'] },
      value: { type: 'string', minLength: 1, maxLength, pattern: '^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F]+$' },
      translated: { enum: ['Y', 'N'] },
    }),
    minItems,
    8,
  );
const authority = closed(['code', 'name'] as const, { code: code(50), name: texts(1, 400) });
const remarks = texts(1, 4000);
const moneyMembers = {
  amountMinor: integer(0, Number.MAX_SAFE_INTEGER),
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
} as const;
const periodMembers = { start: date, duration, end: date } as const;
const period = closed([] as const, { ...periodMembers, exact: yesNoUnknown });

const decision = closed(['id', 'changeTypes', 'date', 'deleteConvictionFromRegister'] as const, {
  id: code(100),
  changeTypes: list({ type: 'string', pattern: '^DCH-[0-9]{2}-[A-Z]$' } as const, 1, 20),
  date,
  finalDate: date,
  authority,
  deleteConvictionFromRegister: yesNoUnknown,
  remarks,
});

const offence = closed(
  [
    'id',
    'iccsCode',
    'nationalCode',
    'nationalTitle',
    'legalProvisions',
    'startDate',
    'endDate',
    'completion',
    'participation',
  ] as const,
  {
    id: code(100),
    iccsCode: { type: 'string', pattern: '^[0-9]{4,6}$' },
    ecrisCode: { type: 'string', pattern: '^[0-9]{6}$' },
    nationalCode: lineSchema(100),
    nationalTitle: texts(1, 400),
    legalProvisions: lineSchema(400),
    startDate: partialDateSchema,
    endDate: partialDateSchema,
    place: identitySchemas.birthPlace,
    occurrences: integer(1, 100_000),
    isContinuous: yesNoUnknown,
    completion: { enum: ['C', 'A', 'U'] },
    participation: { enum: ['M', 'H', 'U'] },
    exemptionFromResponsibility: { enum: ['S', 'N'] },
    recidivism: { enum: ['R', 'N'] },
    formOfGuilt: { enum: ['INTENTIONAL', 'NEGLIGENT'] },
  },
);

const sanction = closed(
  ['id', 'nationalCode', 'nationalTitle', 'nature', 'commonCategory', 'specificToMinor'] as const,
  {
    id: code(100),
    nationalCode: lineSchema(100),
    nationalTitle: texts(1, 400),
    remarks,
    nature: { enum: ['P', 'M'] },
    commonCategory: { type: 'string', pattern: '^[0-9]{4,5}$' },
    alternativeType: { enum: ['NONE', 'PRINCIPAL', 'NON_RESPECT'] },
    multiplier: integer(1, 1000),
    specificToMinor: yesNoUnknown,
    sentencedPeriod: period,
    executionPeriod: period,
    fine: closed(['amountMinor', 'currency'] as const, { ...moneyMembers, count: integer(1, 100_000) }),
    suspension: closed(['type'] as const, {
      type: { enum: ['FULL', 'PARTIAL', 'FULL_WITH_PROBATION', 'PARTIAL_WITH_PROBATION'] },
      ...periodMembers,
      probationDuration: duration,
      suspendedPartDuration: duration,
      suspendedAmount: closed(['amountMinor', 'currency'] as const, moneyMembers),
      remarks,
    }),
    interruptions: list(closed([] as const, { ...periodMembers, remarks }), 1, 50),
  },
);

const relationship = closed(['kind', 'from', 'to'] as const, {
  kind: {
    enum: [
      'DECISION_SANCTIONS',
      'DECISION_OFFENCES',
      'SANCTION_SANCTIONS',
      'SANCTION_OFFENCES',
      'CONVICTION_CONVICTIONS',
    ],
  },
  from: code(200),
  to: list(code(200), 1, 200),
  type: code(40),
});

/** JSON Schema (2020-12) of a {@link Conviction}; closed, every length and count limited. */
export const convictionSchema = closed(
  [
    'id',
    'convictingCountry',
    'recordKind',
    'decisionDate',
    'finalDate',
    'decidingAuthority',
    'transmittable',
    'minorAtOffence',
    'decisions',
    'offences',
    'sanctions',
    'version',
    'sourceUpdatedAt',
  ] as const,
  {
    id: code(200),
    convictingCountry: countrySchema,
    recordKind: {
      enum: ['FINAL_CONVICTION', 'NON_FINAL', 'PENDING_CASE', 'POLICE_ENTRY', 'ACQUITTAL', 'ADMINISTRATIVE'],
    },
    fileNumber: lineSchema(50),
    decisionDate: date,
    finalDate: date,
    decidingAuthority: authority,
    isNonCriminalRuling: yesNoUnknown,
    retentionEndDate: date,
    transmittable: closed(['criminal', 'other'] as const, { criminal: yesNoUnknown, other: yesNoUnknown }),
    minorAtOffence: yesNoUnknown,
    decisions: list(decision, 0, 100),
    offences: list(offence, 0, 100),
    sanctions: list(sanction, 0, 100),
    relationships: list(relationship, 0, 200),
    version: integer(1, 1_000_000_000),
    sourceUpdatedAt: instant,
  },
);

/** JSON Schema (2020-12) of a {@link Person} with convictions; closed, every length and count limited. */
export const personSchema = closed(
  ['personId', 'names', 'sex', 'birthPlace', 'nationalities', 'documents', 'convictions'] as const,
  { personId: code(100), ...identitySchemas, deceased: partialDateSchema, convictions: list(convictionSchema, 0, 500) },
);
