/** Yes, no or unknown, told apart everywhere; never a nullable boolean (the wire carries only strings, integers, arrays, objects). */
export type YesNoUnknown = 'Y' | 'N' | 'U';

/** What a name is to its bearer. Only civil names (legal, birth, former) can carry an identification. */
export type NameKind = 'legal' | 'former' | 'birth' | 'alias' | 'nickname' | 'religious';

/** One name of a person: `full` as written on the source document, and its parts where the source tells them apart. */
export interface PersonName {
  readonly full: string;
  readonly given?: readonly string[];
  readonly surname1?: string;
  readonly surname2?: string;
  /** de, da, dos, van der: written before the surname. */
  readonly prefix?: string;
  /** Júnior, Filho, Neto: significant, tells father from son. */
  readonly suffix?: string;
  /** `de Pérez`: a spouse's name, never a second surname. */
  readonly marriedName?: string;
  readonly kind: NameKind;
}

/** An identity number, unique only within country (ISO 3166-1 alpha-2) and type (such as `AR_DNI`). */
export interface IdentityDocument {
  readonly country: string;
  readonly type: string;
  readonly number: string;
}

/** Where somebody was born: country (ISO 3166-1 alpha-2, `ZZ` unknown) and town as written. */
export interface BirthPlace {
  readonly country: string;
  readonly town?: string;
}

/** Sex as in ISO/IEC 5218: 0 not known, 1 male, 2 female, 9 not applicable. */
export type Sex = 0 | 1 | 2 | 9;

/** The person a question is about, as the asker describes them. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface Subject {
  readonly names: readonly PersonName[];
  readonly birthDate?: string;
  readonly sex?: Sex;
  readonly birthPlace?: BirthPlace;
  /** ISO 3166-1 alpha-2, or `XXA` stateless, `XXX` unknown (ICAO 9303-3). */
  readonly nationalities?: readonly string[];
  readonly documents?: readonly IdentityDocument[];
  readonly mother?: PersonName;
  readonly father?: PersonName;
}

/** JSON Schema of one line of text: no control characters, does not start with white space. */
export const lineSchema = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\s][^\\p{Cc}]*$' }) as const;

/** JSON Schema of `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (form only, 30 February passes). */
export const partialDateSchema = {
  type: 'string',
  pattern: '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$',
} as const;

/** JSON Schema of an ISO 3166-1 alpha-2 code (form only; `ZZ` stands for unknown). */
export const countrySchema = { type: 'string', pattern: '^[A-Z]{2}$' } as const;
const personNameSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['full', 'kind'],
  properties: {
    full: lineSchema(400),
    given: { type: 'array', minItems: 1, maxItems: 10, items: lineSchema(100) },
    surname1: lineSchema(100),
    surname2: lineSchema(100),
    prefix: lineSchema(50),
    suffix: lineSchema(50),
    marriedName: lineSchema(100),
    kind: { enum: ['legal', 'former', 'birth', 'alias', 'nickname', 'religious'] },
  },
} as const;

/** The members that say who somebody is, shared by {@link subjectSchema} and the register's person. */
export const identitySchemas = {
  names: { type: 'array', minItems: 1, maxItems: 10, items: personNameSchema },
  birthDate: partialDateSchema,
  sex: { enum: [0, 1, 2, 9] },
  birthPlace: {
    type: 'object',
    additionalProperties: false,
    required: ['country'],
    properties: { country: countrySchema, town: lineSchema(200) },
  },
  nationalities: {
    type: 'array',
    maxItems: 10,
    uniqueItems: true,
    items: { type: 'string', pattern: '^([A-Z]{2}|XXA|XXX)$' },
  },
  documents: {
    type: 'array',
    maxItems: 10,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['country', 'type', 'number'],
      properties: {
        country: countrySchema,
        type: { type: 'string', maxLength: 40, pattern: '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$' },
        number: lineSchema(50),
      },
    },
  },
  mother: personNameSchema,
  father: personNameSchema,
} as const;

/** JSON Schema (2020-12) of a {@link Subject}; closed, every length and count limited. */
export const subjectSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['names'],
  properties: identitySchemas,
} as const;
