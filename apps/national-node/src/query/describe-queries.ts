import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  commonHeaders,
  idempotencyKeyHeader,
  location,
  requestProblems,
  resourceResponse,
} from '../ask/describe-requests.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import { newQueryExample, newQuerySchema } from './new-query.js';
import { querySchema } from './query-response.js';

const queryResponse = resourceResponse(querySchema);

/** What the OpenAPI document says of `POST /api/v1/queries`. */
export function DescribeQuerying(): MethodDecorator {
  return applyDecorators(
    ApiTags('queries'),
    ApiOperation({
      operationId: 'queryCountries',
      summary: 'Ask other countries whether they hold something about a person',
      description:
        'One answer a country: a hit, no hit, more information needed, or refused. A hit says that a question for the ' +
        'same purpose would tell something; what it is, only a question tells. Where the policy wants a second ' +
        'person it waits for one (`unsent`). The same query under the same key is ' +
        'put once, however often it is sent.',
    }),
    idempotencyKeyHeader,
    ...commonHeaders,
    ApiBody({ required: true, schema: newQuerySchema, examples: { everywhere: { value: newQueryExample } } }),
    queryResponse(202, 'Kept; the messages are on their way', location),
    queryResponse(200, 'With `Prefer: wait`: every country has its result', location),
    DescribeProblems(requestProblems),
  );
}

/** What the OpenAPI document says of `GET /api/v1/queries/{id}`. */
export function DescribeViewingQuery(): MethodDecorator {
  return applyDecorators(
    ApiTags('queries'),
    ApiOperation({
      operationId: 'viewQuery',
      summary: 'See what the countries said to a query of yours',
      description: 'A hit is logged as an access (VIEW), before its first byte.',
    }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ...commonHeaders,
    queryResponse(200, 'The query; with `Prefer: wait`: every country has its result'),
    queryResponse(202, 'With `Prefer: wait`: the time is over and a country has not answered'),
    DescribeProblems({ 404: ['ask.not-found'], 503: ['ask.unavailable'] }),
  );
}
