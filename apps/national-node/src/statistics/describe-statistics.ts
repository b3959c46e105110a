import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PILLARS } from '#libs/catalogue';
import {
  COUNTRIES,
  CrexError,
  faultsOf,
  MONTH_PATTERN,
  ratesOf,
  PURPOSES,
  statisticsSchema,
  type CountryCode,
  type JsonSchema,
} from '#libs/protocol';
import { closed, country, listOf, text, time } from '../log/log-schemas.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import type { PublishedStatistics } from './view-statistics.js';

const month = { type: 'string', pattern: MONTH_PATTERN, description: 'a month, in the publishing country’s time zone' };
const share = { type: 'number', minimum: 0, maximum: 1 } as const;

const queryFields = {
  month,
  country: { type: 'string', enum: COUNTRIES, description: 'who has published' },
  format: { type: 'string', enum: ['json', 'csv'] },
} as const;
const querySchema: JsonSchema = closed(queryFields, Object.keys(queryFields));

interface StatisticsQuery {
  readonly month?: string;
  readonly country?: CountryCode;
  readonly format?: 'json' | 'csv';
}

/** @throws statistics.invalid-input */
export function readStatisticsQuery(query: unknown): StatisticsQuery {
  const pointers = faultsOf(querySchema, query);
  if (pointers.length > 0) {
    throw new CrexError('statistics.invalid-input', 'the query is not in order', { pointers });
  }
  return query as StatisticsQuery;
}

const { items } = statisticsSchema.properties.pairs;
const rates = closed({ hitsFrom: share, hitsTo: share, inTime: share, informed: share }, ['inTime', 'informed']);
const statisticsAnswerSchema: JsonSchema = closed({
  statistics: listOf(
    closed({
      ...{ by: country, month, publishedAt: time },
      pairs: listOf({ ...items, properties: { ...items.properties, rates }, required: [...items.required, 'rates'] }),
      signed: { ...text, description: 'what the country has signed (JWS): `crex statistics verify` judges it' },
    }),
  ),
});

/** What the OpenAPI document says of `GET /api/v1/statistics`. */
export const DescribeStatistics = (): MethodDecorator =>
  applyDecorators(
    ApiTags('statistics'),
    ApiOperation({
      operationId: 'readStatistics',
      summary: 'What the members have published of a month',
      description:
        'Counts of questions by pair of countries, signed by the country that counted. No number under ten is shown, ' +
        'nor one from which such a number follows: what is absent is not zero. The rules: docs/protocol/statistics.md.',
    }),
    ...Object.entries(queryFields).map(([name, { description = '', ...schema }]: [string, JsonSchema]) =>
      ApiQuery({ name, required: false, schema, description: String(description) }),
    ),
    ApiResponse({
      ...{ status: 200, description: 'Of each member that has published it; CSV with `format=csv`' },
      content: { 'application/json': { schema: statisticsAnswerSchema }, 'text/csv': { schema: text } },
    }),
    DescribeProblems({ 422: ['statistics.invalid-input'] }),
  );

const count = { type: 'integer', minimum: 10 } as const;
const counted = (codes: readonly string[]) => closed(Object.fromEntries(codes.map((each) => [each, count])), codes);
const sides = (codes: readonly string[]) => ({ asked: counted(codes), answered: counted(codes) });
const purposesSchema: JsonSchema = closed({
  ...{ month, ...sides(PURPOSES) },
  pillars: {
    ...closed(sides(PILLARS)),
    description: 'the same by pillar of the Alliance: sums of the purposes that are shown, so many at least',
  },
});

/** What the OpenAPI document says of `GET /api/v1/statistics/purposes`. */
export const DescribePurposes = (): MethodDecorator =>
  applyDecorators(
    ApiTags('statistics'),
    ApiOperation({
      operationId: 'countPurposes',
      summary: 'What this country asked and answered for in a month that is over',
      description: 'For this country alone. No number under ten is shown, nor one from which such a number follows.',
    }),
    ApiQuery({ name: 'month', required: false, schema: { ...month } }),
    ApiQuery({ name: 'format', required: false, schema: { type: 'string', enum: ['json', 'csv'] } }),
    ApiResponse({
      ...{ status: 200, description: 'Questions by purpose and pillar; CSV with `format=csv`' },
      content: { 'application/json': { schema: purposesSchema }, 'text/csv': { schema: text } },
    }),
    DescribeProblems({ 422: ['statistics.invalid-input'] }),
  );

/** Figures with the rates that follow from them. */
export function statisticsResponse(published: readonly PublishedStatistics[]) {
  return {
    statistics: published.map(({ by, month: of, time: at, pairs, signed }) => ({
      ...{ by, month: of, publishedAt: `${new Date(at * 1000).toISOString().slice(0, 19)}Z` },
      pairs: pairs.map((pair) => ({ ...pair, rates: ratesOf(pair) })),
      signed,
    })),
  };
}
