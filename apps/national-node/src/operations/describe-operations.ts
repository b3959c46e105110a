import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CrexError, faultsOf, type JsonSchema, type Outage } from '#libs/protocol';
import { DescribeProblems } from '../staff/describe-problems.js';
import { keysSchema, logStateSchema, operationsSchema, outageSchema, outagesSchema } from './operations-schemas.js';

const NOBODY = 'Counts, states and times; nothing about anybody, so reading it is no entry of the log.';
const BODY_PROBLEMS = { 400: ['platform.invalid-json'], 413: ['platform.too-large'] };

/** What the OpenAPI document says of `GET /api/v1/operations/state`. */
export const DescribeState = () =>
  describe('viewOperations', 'How this node is: checks, loops, queues, deadlines, alarms', operationsSchema, {});

/** What the OpenAPI document says of `GET /api/v1/operations/keys`. */
export const DescribeKeys = () =>
  describe(
    'viewKeys',
    'The keys and certificates of this country, and until when what it publishes lasts',
    keysSchema,
    {},
  );

/** What the OpenAPI document says of `GET /api/v1/operations/log`. */
export const DescribeLogState = () =>
  describe('viewLogState', 'The own log: placed, signed, cosigned, checked; and the logs of others', logStateSchema, {
    409: ['log.not-listed'],
    503: ['directory.expired', 'directory.none'],
  });

/** What the OpenAPI document says of `GET /api/v1/operations/outages`. */
export const DescribeOutages = () =>
  describe('listOutages', 'The outages of this node that are announced and not over', outagesSchema, {});

/** What the OpenAPI document says of `POST /api/v1/operations/outages`. */
export const DescribePlanning = () =>
  applyDecorators(
    ApiBody({ required: true, schema: outageSchema }),
    describe('planOutage', 'Announce an outage of this node to all members', outagesSchema, {
      ...BODY_PROBLEMS,
      409: ['node.too-many-outages'],
      422: ['operations.invalid-input', 'node.invalid-outage'],
    }),
  );

/** What the OpenAPI document says of `POST /api/v1/operations/outages/end`. */
export const DescribeEnding = () =>
  applyDecorators(
    ApiBody({ required: true, schema: outageSchema }),
    describe('endOutage', 'Take an outage back, or end the one that is under way', outagesSchema, {
      ...BODY_PROBLEMS,
      404: ['node.no-such-outage'],
      422: ['operations.invalid-input', 'node.invalid-outage'],
    }),
  );

/** @throws operations.invalid-input */
export function readOutage(body: unknown): Outage {
  const pointers = faultsOf(outageSchema, body);
  if (pointers.length > 0) {
    throw new CrexError('operations.invalid-input', 'an outage has two times in UTC, in whole minutes', { pointers });
  }
  const { from, until } = body as Record<keyof Outage, string>;
  return { from: Date.parse(from) / 1000, until: Date.parse(until) / 1000 };
}

function describe(
  operationId: string,
  summary: string,
  schema: JsonSchema,
  problems: Readonly<Record<number, readonly string[]>>,
): MethodDecorator {
  return applyDecorators(
    ApiTags('operations'),
    ApiOperation({ operationId, summary, description: NOBODY }),
    ApiResponse({ status: 200, description: summary, content: { 'application/json': { schema: schema } } }),
    DescribeProblems(problems),
  );
}
