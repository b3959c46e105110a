import {
  COUNTRIES,
  convictionSchema,
  DIGEST_PATTERN,
  ENVIRONMENTS,
  lineSchema,
  PURPOSES,
  recordSchema,
  type Conviction,
  type CountryCode,
  type Digest,
  type DisclosedIdentity,
  type Environment,
  type LogPromise,
  type MessageId,
  type Purpose,
  type Subject,
  type Text,
} from '#libs/protocol';

/** What an extract says: there are records, there are none, or only a part of them may be told for this purpose. */
export type ExtractVariant = 'RECORDS' | 'NO_RECORD' | 'PARTIAL';
export type ExtractLanguage = Text['language'];

/** The tables that the codes of an extract come from. */
export const LABEL_SCHEMES = [
  'COUNTRY',
  'PURPOSE',
  'LEGAL_BASIS',
  'DOCUMENT',
  'ICCS',
  'ECRIS_OFFENCE',
  'ECRIS_SANCTION',
] as const;
export type LabelScheme = (typeof LABEL_SCHEMES)[number];

/** What a code of the extract is called in one of its languages; signed with it, so that no table is needed to read it. */
export interface ExtractLabel {
  readonly scheme: LabelScheme;
  readonly code: string;
  readonly language: ExtractLanguage;
  readonly value: string;
}

/** All that an extract says. The page and the signed JSON are both made from it, and from nothing else. */
export interface ExtractContent {
  readonly v: 1;
  readonly env: Environment;
  /** `AR-2026-000001`: the issuing country, the year, its own count. */
  readonly number: string;
  readonly variant: ExtractVariant;
  /** Of the page: one, or two side by side. */
  readonly languages: readonly ExtractLanguage[];
  readonly issuer: { readonly country: CountryCode; readonly authority: string };
  readonly recipient: {
    readonly country: CountryCode;
    readonly authority: string;
    readonly purpose: Purpose;
    readonly legalBasis: string;
    readonly caseReference: string;
    /** The question that this extract answers. */
    readonly request: { readonly id: MessageId; readonly contentDigest: Digest };
  };
  /** As the register writes them; where it holds nobody (NO_RECORD), as the question describes them. */
  readonly person: Subject | DisclosedIdentity;
  /** None in NO_RECORD. */
  readonly convictions: readonly Conviction[];
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly validUntil: number;
  /** The number of the extract whose place this one takes. */
  readonly supersedes?: string;
  /** Where a printed extract is checked, and the 128 bits that it is checked with. */
  readonly verification: { readonly address: string; readonly code: string };
  /** The rules that it was decided by. */
  readonly policy: { readonly version: string; readonly digest: Digest };
  readonly matching: { readonly version: string; readonly digest: Digest };
  /** The entry of the issuing country's disclosure log. */
  readonly log: LogPromise;
  readonly labels: readonly ExtractLabel[];
}

/** Convictions that one extract holds at most: as many as an answer. */
const MAX_CONVICTIONS = 500;

const closed = <R extends readonly string[], P extends object>(required: R, properties: P) =>
  ({ type: 'object', additionalProperties: false, required, properties }) as const;
const digest = { type: 'string', pattern: DIGEST_PATTERN } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;
const country = { enum: COUNTRIES } as const;
const language = { enum: ['es', 'en', 'pt', 'nl'] } as const;
const number = { type: 'string', pattern: '^[A-Z]{2}-[0-9]{4}-[0-9]{6,9}$' } as const;
const code = { type: 'string', maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' } as const;
const rules = closed(['version', 'digest'] as const, { version: lineSchema(80), digest });
const { identity } = recordSchema.properties;

/** JSON Schema (2020-12) of an {@link ExtractContent}; closed, every length and count limited. */
export const extractSchema = {
  ...closed(
    [
      'v',
      'env',
      'number',
      'variant',
      'languages',
      'issuer',
      'recipient',
      'person',
      'convictions',
      'issuedAt',
      'validUntil',
      'verification',
      'policy',
      'matching',
      'log',
      'labels',
    ] as const,
    {
      v: { type: 'integer' },
      env: { enum: ENVIRONMENTS },
      number,
      variant: { enum: ['RECORDS', 'NO_RECORD', 'PARTIAL'] },
      languages: { type: 'array', minItems: 1, maxItems: 2, uniqueItems: true, items: language },
      issuer: closed(['country', 'authority'] as const, { country, authority: lineSchema(400) }),
      recipient: closed(['country', 'authority', 'purpose', 'legalBasis', 'caseReference', 'request'] as const, {
        country,
        authority: lineSchema(400),
        purpose: { enum: PURPOSES },
        legalBasis: code,
        caseReference: lineSchema(50),
        request: closed(['id', 'contentDigest'] as const, {
          id: { type: 'string', pattern: '^[A-Z]{2}-[A-Z]{2}-[1-9][0-9]{0,5}-[0-9]{12}$' },
          contentDigest: digest,
        }),
      }),
      person: { ...identity, required: ['names'] },
      convictions: { type: 'array', maxItems: MAX_CONVICTIONS, items: convictionSchema },
      issuedAt: seconds,
      validUntil: seconds,
      supersedes: number,
      verification: closed(['address', 'code'] as const, {
        address: {
          type: 'string',
          maxLength: 200,
          pattern: '^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*/?$',
        },
        code: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$' },
      }),
      policy: rules,
      matching: rules,
      log: closed(['eventId', 'origin', 'leafHash', 'time'] as const, {
        eventId: { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' },
        origin: lineSchema(200),
        leafHash: digest,
        time: seconds,
      }),
      labels: {
        type: 'array',
        maxItems: 10_000,
        items: closed(['scheme', 'code', 'language', 'value'] as const, {
          scheme: { enum: LABEL_SCHEMES },
          code,
          language,
          value: lineSchema(400),
        }),
      },
    },
  ),
  if: { properties: { variant: { const: 'NO_RECORD' } } },
  then: { properties: { convictions: { type: 'array', maxItems: 0 } } },
  else: {
    properties: {
      convictions: { type: 'array', minItems: 1 },
      person: { type: 'object', required: identity.required },
    },
  },
} as const;
