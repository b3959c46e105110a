import { countrySchema, identitySchemas, lineSchema, partialDateSchema } from './subject.js';
import type { BirthPlace, IdentityDocument, PersonName, Sex, YesNoUnknown } from './subject.js';

/** A text in one language; `translated: 'Y'` marks a translation, the original is always kept beside it. */
export interface Text {
  readonly language: 'es' | 'en' | 'pt' | 'nl';
  readonly value: string;
  readonly translated?: 'Y' | 'N';
}

/** "Antecedentes" means different things: what kind of record this is decides whether it may travel at all. */
export type RecordKind =
  'FINAL_CONVICTION' | 'NON_FINAL' | 'PENDING_CASE' | 'POLICE_ENTRY' | 'ACQUITTAL' | 'ADMINISTRATIVE';

/** A court or other authority: its national code and its name. */
export interface Authority {
  readonly code: string;
  readonly name: readonly Text[];
}

/** What happened after the first judgment (rehabilitation, parole, pardon ...), with ECRIS `DCH-00-x` change types. */
export interface Decision {
  readonly id: string;
  readonly changeTypes: readonly string[];
  readonly date: string;
  readonly finalDate?: string;
  readonly authority?: Authority;
  readonly deleteConvictionFromRegister: YesNoUnknown;
  readonly remarks?: readonly Text[];
}

/** One offence of a conviction: the common codes and always the national article and title, never a code alone. */
export interface Offence {
  readonly id: string;
  /** ICCS code, level 2 or deeper. */
  readonly iccsCode: string;
  /** Six-digit ECRIS category derived from it. */
  readonly ecrisCode?: string;
  readonly nationalCode: string;
  readonly nationalTitle: readonly Text[];
  readonly legalProvisions: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly place?: BirthPlace;
  readonly occurrences?: number;
  readonly isContinuous?: YesNoUnknown;
  /** C completed, A attempt or preparation, U not told. */
  readonly completion: 'C' | 'A' | 'U';
  /** M perpetrator, H aider, abettor, instigator, organiser or conspirator, U not told. */
  readonly participation: 'M' | 'H' | 'U';
  /** S insanity or diminished responsibility, N none. */
  readonly exemptionFromResponsibility?: 'S' | 'N';
  /** R recidivist, N not. */
  readonly recidivism?: 'R' | 'N';
  readonly formOfGuilt?: 'INTENTIONAL' | 'NEGLIGENT';
}

/** A stretch of time: start and end as dates, duration as ISO 8601 (`P2Y6M`). */
export interface Period {
  readonly start?: string;
  readonly duration?: string;
  readonly end?: string;
  readonly exact?: YesNoUnknown;
}

/** An amount in minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** One penalty or measure: the common code and always the national title. */
export interface Sanction {
  readonly id: string;
  readonly nationalCode: string;
  readonly nationalTitle: readonly Text[];
  readonly remarks?: readonly Text[];
  /** P penalty, M measure. */
  readonly nature: 'P' | 'M';
  /** Four or five digits, ECRIS sanction table. */
  readonly commonCategory: string;
  readonly alternativeType?: 'NONE' | 'PRINCIPAL' | 'NON_RESPECT';
  readonly multiplier?: number;
  readonly specificToMinor: YesNoUnknown;
  readonly sentencedPeriod?: Period;
  readonly executionPeriod?: Period;
  /** `count` is the number of day fines. */
  readonly fine?: Money & { readonly count?: number };
  readonly suspension?: {
    readonly type: 'FULL' | 'PARTIAL' | 'FULL_WITH_PROBATION' | 'PARTIAL_WITH_PROBATION';
    readonly start?: string;
    readonly duration?: string;
    readonly end?: string;
    readonly probationDuration?: string;
    readonly suspendedPartDuration?: string;
    readonly suspendedAmount?: Money;
    readonly remarks?: readonly Text[];
  };
  readonly interruptions?: readonly (Omit<Period, 'exact'> & { readonly remarks?: readonly Text[] })[];
}

/** A link between parts of a conviction, by their ids; `type` says how two sanctions relate. */
export interface Relationship {
  readonly kind:
    'DECISION_SANCTIONS' | 'DECISION_OFFENCES' | 'SANCTION_SANCTIONS' | 'SANCTION_OFFENCES' | 'CONVICTION_CONVICTIONS';
  readonly from: string;
  readonly to: readonly string[];
  readonly type?: string;
}

/** One file of one court. Dates are `YYYY-MM-DD`; `sourceUpdatedAt` is UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
export interface Conviction {
  /** Global id, `CC:authority:file:year` and what makes it unique. */
  readonly id: string;
  readonly convictingCountry: string;
  readonly recordKind: RecordKind;
  readonly fileNumber?: string;
  readonly decisionDate: string;
  readonly finalDate: string;
  readonly decidingAuthority: Authority;
  readonly isNonCriminalRuling?: YesNoUnknown;
  readonly retentionEndDate?: string;
  readonly transmittable: { readonly criminal: YesNoUnknown; readonly other: YesNoUnknown };
  readonly minorAtOffence: YesNoUnknown;
  readonly decisions: readonly Decision[];
  readonly offences: readonly Offence[];
  readonly sanctions: readonly Sanction[];
  readonly relationships?: readonly Relationship[];
  readonly version: number;
  readonly sourceUpdatedAt: string;
}

/** A person as the register holds them. */
export interface Person {
  /** The register's own stable id. */
  readonly personId: string;
  readonly names: readonly PersonName[];
  readonly sex: Sex;
  readonly birthDate: string;
  readonly birthPlace: BirthPlace;
  readonly nationalities: readonly string[];
  readonly mother?: PersonName;
  readonly father?: PersonName;
  readonly documents: readonly IdentityDocument[];
  /** Date of death. */
  readonly deceased?: string;
  readonly convictions: readonly Conviction[];
}

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
  ['personId', 'names', 'sex', 'birthDate', 'birthPlace', 'nationalities', 'documents', 'convictions'] as const,
  { personId: code(100), ...identitySchemas, deceased: partialDateSchema, convictions: list(convictionSchema, 0, 500) },
);
