import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ENTRY_TYPES } from '#libs/audit';
import type { JsonSchema } from '#libs/protocol';
import { DescribeProblems } from '../staff/describe-problems.js';
import { MAX_EXPORT_DAYS, MAX_EXPORTED } from './export-log.js';
import { MAX_REPORTED } from './gather-disclosures.js';
import { entrySchema, pageSchema, reportSchema, statisticsSchema } from './log-schemas.js';
import { alarmsSchema, reconciliationsSchema } from './oversight-schemas.js';
import { MAX_STATISTICS_DAYS } from './log-statistics.js';
import { MAX_SEARCH_DAYS } from './search-log.js';
import { unusualSchema } from './unusual-response.js';
import { MAX_ACTS, MAX_UNUSUAL_DAYS } from './view-unusual.js';

const BODY_PROBLEMS = {
  400: ['log.mandate-missing', 'platform.invalid-json'],
  413: ['platform.too-large'],
  415: ['platform.unsupported-media-type'],
  500: ['log.inconsistent'],
  503: ['log.unavailable'],
};
const PERIOD_PROBLEMS = ['platform.invalid-input', 'log.invalid-input', 'log.too-much'];
export const LOGGED = 'Written into the log as ACCESS_TO_LOG before its first byte.';

/** What the OpenAPI document says of `POST /api/v1/log/entries`. */
export const DescribeSearching = (): MethodDecorator =>
  describeOperation({
    operationId: 'searchLog',
    summary: 'Search the log, newest first',
    description:
      'All that is given must match; of a list, any. Persons, officials and cases are found by keyed pseudonyms, as long as ' +
      `their part is not erased. At most ${MAX_SEARCH_DAYS} days. Parts stay closed. ${LOGGED}`,
    response: okResponse(pageSchema, 'A page of entries'),
    problems: { ...BODY_PROBLEMS, 422: ['platform.invalid-input', 'log.invalid-input'] },
  });

/** What the OpenAPI document says of `GET /api/v1/log/entries/{eventId}/{type}`. */
export const DescribeReading = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'eventId', schema: { type: 'string', format: 'uuid' } }),
    ApiParam({ name: 'type', schema: { type: 'string', enum: Object.keys(ENTRY_TYPES) } }),
    describeOperation({
      operationId: 'readLogEntry',
      summary: 'Read one entry, its parts opened, with its proof',
      description: `The proof is a file that stock transparency-log tools read. ${LOGGED}`,
      response: okResponse(entrySchema, 'The entry'),
      problems: {
        400: ['log.mandate-missing'],
        404: ['log.not-found'],
        500: ['log.inconsistent'],
        503: ['log.unavailable'],
      },
    }),
  );

/** What the OpenAPI document says of `POST /api/v1/log/disclosure-reports`. */
export const DescribeReporting = (): MethodDecorator =>
  describeOperation({
    operationId: 'reportDisclosures',
    summary: 'Report to a person who saw their record, when, why, for whom and by what right',
    description: `At most ${MAX_SEARCH_DAYS} days and ${MAX_REPORTED} entries. ${LOGGED}`,
    response: okResponse(reportSchema, 'The report'),
    problems: { ...BODY_PROBLEMS, 422: PERIOD_PROBLEMS },
  });

/** What the OpenAPI document says of `POST /api/v1/log/disclosure-reports/pdf`. */
export const DescribePrinting = (): MethodDecorator =>
  describeOperation({
    operationId: 'printDisclosures',
    summary: 'The same report as PDF/A, to be handed to the person',
    description: `Names authorities and no official; unsealed: the proof is the log. ${LOGGED}`,
    response: ApiResponse({
      ...{ status: 200, description: 'The PDF' },
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    }),
    problems: { ...BODY_PROBLEMS, 422: [...PERIOD_PROBLEMS, 'log.not-printable'] },
  });

/** What the OpenAPI document says of `POST /api/v1/log/unusual`. */
export const DescribeUnusual = (): MethodDecorator =>
  describeOperation({
    operationId: 'viewUnusual',
    summary: 'See what is unusual in what officials did',
    description:
      `At most ${MAX_UNUSUAL_DAYS} days and ${MAX_ACTS} acts: questions, searches, looks, refused sign-ins. By fixed rules: ` +
      'far more on a day than is usual; at night or on days off; one person looked for again and again; refused sign-ins. ' +
      `It opens who did it, never whom it was about. ${LOGGED}`,
    response: okResponse(unusualSchema, 'What calls for a look'),
    problems: { ...BODY_PROBLEMS, 422: PERIOD_PROBLEMS },
  });

/** What the OpenAPI document says of `POST /api/v1/log/statistics`. */
export const DescribeCounting = (): MethodDecorator =>
  describeOperation({
    operationId: 'countLog',
    summary: 'Count entries by day, type, country, purpose, legal basis and outcome',
    description:
      `At most ${MAX_STATISTICS_DAYS} days. Small cells stay as they are: who may call this may read every entry. ` +
      `What a country gives to others suppresses cells under 10. ${LOGGED}`,
    response: okResponse(statisticsSchema, 'The cells that are not empty'),
    problems: { ...BODY_PROBLEMS, 422: PERIOD_PROBLEMS },
  });

/** What the OpenAPI document says of `POST /api/v1/log/exports`. */
export const DescribeExporting = (): MethodDecorator =>
  describeOperation({
    operationId: 'exportLog',
    summary: 'Take entries out as one file that verifies offline',
    description:
      `Format: docs/protocol/log-export.md. At most ${MAX_EXPORTED} entries of ${MAX_EXPORT_DAYS} days; a file without ` +
      `its end line was cut off. ${LOGGED}`,
    response: ApiResponse({
      ...{ status: 200, description: 'The file' },
      content: { 'application/x-ndjson': { schema: { type: 'string', format: 'binary' } } },
    }),
    problems: { ...BODY_PROBLEMS, 422: PERIOD_PROBLEMS },
  });

const PLAIN_PROBLEMS = { 400: ['log.mandate-missing'], 503: ['log.unavailable'] };

/** What the OpenAPI document says of `GET /api/v1/log/alarms`. */
export const DescribeAlarms = (): MethodDecorator =>
  describeOperation({
    operationId: 'viewAlarms',
    summary: 'See what the operator is called for, and when the log was checked last',
    description: `What is open first, then what was, newest first. docs/operate.md says what each kind means. ${LOGGED}`,
    response: okResponse(alarmsSchema, 'The alarms of this country’s node'),
    problems: PLAIN_PROBLEMS,
  });

/** What the OpenAPI document says of `GET /api/v1/log/reconciliations`. */
export const DescribeReconciliations = (): MethodDecorator =>
  describeOperation({
    operationId: 'viewReconciliations',
    summary: 'See how far the messages with each country are reconciled, and what differed',
    description: `Of each pair and numbering epoch the last run that was compared, and one that still waits. ${LOGGED}`,
    response: okResponse(reconciliationsSchema, 'The last reconciliation of each pair'),
    problems: PLAIN_PROBLEMS,
  });

interface Description {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly response: MethodDecorator;
  readonly problems: Readonly<Record<number, readonly string[]>>;
}

/** What the OpenAPI document says of an endpoint for auditors. */
export function describeOperation({
  operationId,
  summary,
  description,
  response,
  problems,
}: Description): MethodDecorator {
  return applyDecorators(
    ApiTags('log'),
    ApiOperation({ operationId, summary, description }),
    ApiHeader({
      ...{ name: 'CREX-Mandate', required: true, example: 'AUD-2026-017' },
      description: 'file number of the order under which the auditor looks into the log',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,98}[\\x21-\\x7e])?$' },
    }),
    response,
    DescribeProblems(problems),
  );
}

export function okResponse(schema: JsonSchema, description: string): MethodDecorator {
  return ApiResponse({
    status: 200,
    description,
    content: { 'application/json': { schema } },
  });
}
