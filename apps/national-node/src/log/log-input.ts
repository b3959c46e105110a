import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ENTRY_TYPES, GROUPS, type EntryType, type Group } from '#libs/audit';
import type { Language } from '#libs/catalogue';
import {
  ANSWER_OUTCOMES,
  BROKER,
  COUNTRIES,
  PURPOSES,
  UNANSWERED_OUTCOMES,
  type CountryCode,
  type MemberId,
} from '#libs/protocol';
import type { StatisticsBy } from './log-statistics.js';
import { MAX_PAGE } from './search-log.js';

const TYPES = Object.keys(ENTRY_TYPES) as EntryType[];
const MEMBERS = [...COUNTRIES, BROKER] as const;
const OUTCOMES = [
  ...ANSWER_OUTCOMES,
  ...UNANSWERED_OUTCOMES,
  'HIT',
  'MORE_INFORMATION',
  'JUSTIFIED',
  'NOT_JUSTIFIED',
] as const;
const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const satisfies readonly Language[];
const LINES = ['day', 'type', 'country', 'purpose', 'legalBasis', 'outcome'] as const satisfies readonly StatisticsBy[];
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const CODE = /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/;
const LINE = /^[^\p{Cc}\s][^\p{Cc}]{0,199}$/u;
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const POSITION = /^\d{1,12}\.\d{1,15}$/;
const MOST_NAMES = 10;
/** Entries on a page when the client does not say. */
export const USUAL_PAGE = 50;

/** May be left out; null is a value, and refused. */
const Optional = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

function Time(description: string, example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ description, example, type: String, pattern: UTC.source }),
    Matches(UTC),
    IsISO8601({ strict: true }),
  );
}

/** Some of a closed list of words. */
function SomeOf(words: readonly string[], description: string, example: readonly string[]): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      description,
      example,
      type: 'array',
      items: { type: 'string', enum: [...words] },
      uniqueItems: true,
    }),
    ...[IsArray(), ArrayNotEmpty(), ArrayUnique(), IsIn(words, { each: true })],
  );
}

function optionalSomeOf(words: readonly string[], description: string, example: readonly string[]): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      description,
      example,
      type: 'array',
      items: { type: 'string', enum: [...words] },
      uniqueItems: true,
    }),
    ...[Optional(), IsArray(), ArrayNotEmpty(), ArrayUnique(), IsIn(words, { each: true })],
  );
}

export class PeriodInput {
  @Time('UTC; entries of this second and later', '2026-11-01T00:00:00Z')
  from!: string;

  @Time('UTC; entries before this second', '2026-12-01T00:00:00Z')
  to!: string;
}

export class WordsInput extends PeriodInput {
  @optionalSomeOf(TYPES, 'types of entries (docs/protocol/log-entries.md)', ['ASK', 'OUTCOME'])
  types?: EntryType[];

  @optionalSomeOf(MEMBERS, 'the other country, or the broker', ['BR'])
  countries?: MemberId[];

  @optionalSomeOf(PURPOSES, 'purposes; an OUTCOME has that of its question', ['C2'])
  purposes?: string[];

  @ApiPropertyOptional({
    ...{ description: 'codes of legal bases; an OUTCOME has that of its question', example: ['NASSAU-1992'] },
    ...{ type: 'array', items: { type: 'string', pattern: CODE.source }, maxItems: 20 },
  })
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @Matches(CODE, { each: true })
  legalBases?: string[];

  @optionalSomeOf(OUTCOMES, 'outcomes, of OUTCOME, LATE and the answers', ['RECORDS', 'PARTIAL'])
  outcomes?: string[];
}

export class DocumentInput {
  @ApiProperty({ description: 'ISO 3166-1 alpha-2', example: 'AR', pattern: '^[A-Z]{2}$' })
  @Matches(/^[A-Z]{2}$/)
  country!: string;

  @ApiProperty({ description: 'type of the document', example: 'AR_DNI', pattern: '^[A-Z][A-Z_]{1,30}$' })
  @Matches(/^[A-Z][A-Z_]{1,30}$/)
  type!: string;

  @ApiProperty({ description: 'as written; spaces and dots do not matter', example: '30.123.456', maxLength: 200 })
  @Matches(LINE)
  number!: string;
}

export class SubjectInput {
  @ApiPropertyOptional({
    type: [DocumentInput],
    maxItems: MOST_NAMES,
    description: 'identity numbers: any of them is enough',
  })
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_NAMES)
  @ValidateNested({ each: true })
  @Type(() => DocumentInput)
  documents?: DocumentInput[];

  @ApiPropertyOptional({
    ...{
      description: 'full names; one is found with the very birth date that stood beside it',
      example: ['Juan Ejemplo Muñoz'],
    },
    ...{ type: 'array', items: { type: 'string', maxLength: 200 }, maxItems: MOST_NAMES },
  })
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_NAMES)
  @Matches(LINE, { each: true })
  names?: string[];

  @ApiPropertyOptional({
    description: '`YYYY`, `YYYY-MM` or `YYYY-MM-DD`',
    example: '1984-02-29',
    pattern: DATE.source,
  })
  @Optional()
  @Matches(DATE)
  birthDate?: string;
}

export class OfficialInput {
  @ApiProperty({ description: 'staff number', example: 'AR-4711', maxLength: 200 })
  @Matches(LINE)
  id!: string;

  @ApiPropertyOptional({ description: 'of which country; of this one unless said', enum: COUNTRIES, example: 'BR' })
  @Optional()
  @IsIn(COUNTRIES)
  country?: CountryCode;
}

export class QueryInput extends WordsInput {
  @ApiPropertyOptional({ type: SubjectInput, description: 'a person, by the numbers and names that stand in the log' })
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => SubjectInput)
  subject?: SubjectInput;

  @ApiPropertyOptional({ type: OfficialInput, description: 'who asked, looked or changed' })
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => OfficialInput)
  official?: OfficialInput;

  @ApiPropertyOptional({ description: 'number of a case or file', example: 'IPP-2026-004711', maxLength: 200 })
  @Optional()
  @Matches(LINE)
  caseReference?: string;
}

export class SearchInput extends QueryInput {
  @ApiPropertyOptional({
    description: 'entries on a page',
    minimum: 1,
    maximum: MAX_PAGE,
    default: USUAL_PAGE,
    type: 'integer',
  })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit?: number;

  @ApiPropertyOptional({
    description: '`next` of the page before',
    example: '1795305606.4711',
    pattern: POSITION.source,
  })
  @Optional()
  @Matches(POSITION)
  after?: string;
}

export class DisclosureReportInput extends PeriodInput {
  @ApiProperty({ type: SubjectInput })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SubjectInput)
  subject!: SubjectInput;

  @ApiProperty({ description: 'language of the summary', enum: LANGUAGES, example: 'es' })
  @IsString()
  @IsIn(LANGUAGES)
  language!: Language;
}

export class StatisticsInput extends WordsInput {
  @SomeOf(LINES, 'along which lines to count; a day is one of this country', ['day', 'type', 'country'])
  by!: StatisticsBy[];
}

export class ExportInput extends QueryInput {
  @optionalSomeOf(GROUPS, 'parts to open, with their salts; none unless said', ['detail'])
  open?: Group[];
}
