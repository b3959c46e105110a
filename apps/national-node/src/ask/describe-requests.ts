import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { JsonSchema } from '#libs/protocol';
import { DescribeProblems } from '../staff/describe-problems.js';
import { MAX_LISTED } from './list-requests.js';
import { newRequestExample, newRequestSchema } from './new-request.js';
import { requestListSchema, requestSchema } from './request-response.js';

const requestResponse = (...given: Parameters<ReturnType<typeof resourceResponse>>) =>
  resourceResponse(requestSchema)(...given);

/** What the OpenAPI document says of `POST /api/v1/requests`. */
export function DescribeAsking(): MethodDecorator {
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({
      operationId: 'askCountries',
      summary: 'Ask other countries about a person',
      description:
        'Writes the question, its log entries and the messages in one transaction and answers; the messages leave ' +
        'afterwards. Where the policy wants a second person it waits for one (`unsent`), and nothing leaves before. The same ' +
        'question under the same key is asked once, however often it is sent.',
    }),
    idempotencyKeyHeader,
    ...commonHeaders,
    ApiBody({ required: true, schema: newRequestSchema, examples: { investigation: { value: newRequestExample } } }),
    requestResponse(202, 'Kept; the questions are on their way', location),
    requestResponse(200, 'With `Prefer: wait`: every country has its outcome', location),
    DescribeProblems(requestProblems),
  );
}

/** What the OpenAPI document says of `GET /api/v1/requests/{id}`. */
export function DescribeViewing(): MethodDecorator {
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({
      operationId: 'viewRequest',
      summary: 'See what became of a request of yours',
      description: 'An answer with records is logged as an access (VIEW), before its first byte.',
    }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ...commonHeaders,
    requestResponse(200, 'The request; with `Prefer: wait`: every country has its outcome'),
    requestResponse(202, 'With `Prefer: wait`: the time is over and a country has not answered'),
    DescribeProblems({ 404: ['ask.not-found'], 503: ['ask.unavailable'] }),
  );
}

/** What the OpenAPI document says of `GET /api/v1/requests`. */
export function DescribeListing(): MethodDecorator {
  return applyDecorators(
    ApiTags('requests'),
    ApiOperation({
      operationId: 'listRequests',
      summary: 'Your requests, and the answers that you have not looked at',
      description:
        `The newest first, at most ${MAX_LISTED}. What for, states and times: it names nobody, and is no entry of the log. ` +
        'You are reminded of an answer that you have not looked at for five working days.',
    }),
    ApiQuery({
      ...{ name: 'unread', required: false, description: 'only those with an answer that you have not looked at' },
      schema: { type: 'boolean' },
    }),
    ApiQuery({
      ...{
        name: 'kind',
        required: false,
        description: 'for the record (REQ, if nothing is said), or queries, or both',
      },
      schema: { type: 'string', enum: ['REQ', 'QUERY', 'ALL'] },
    }),
    resourceResponse(requestListSchema)(200, 'The list'),
    DescribeProblems({ 422: ['ask.invalid-input'] }),
  );
}

export const idempotencyKeyHeader = ApiHeader({
  name: 'Idempotency-Key',
  ...{
    required: true,
    description: 'a fresh random key, such as a UUID; the same only to repeat the same question',
  },
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
  example: '0e7c3d1c-94a5-4a6f-9f39-5cf1d3c1b6a0',
});

/** How putting a question may fail. */
export const requestProblems = {
  400: ['ask.idempotency-key-missing', 'platform.invalid-json'],
  403: ['ask.not-allowed'],
  409: ['ask.key-reused'],
  413: ['platform.too-large'],
  415: ['platform.unsupported-media-type'],
  422: ['ask.invalid-input', 'ask.own-country'],
  429: ['ask.over-budget'],
  503: ['ask.unavailable'],
} as const;

export const commonHeaders = [
  ApiHeader({
    name: 'Prefer',
    ...{
      required: false,
      description: '`wait=30`: wait up to so many seconds (60 at most) for the outcomes (RFC 7240)',
    },
    schema: { type: 'string' },
  }),
  ApiHeader({
    name: 'CREX-Role',
    ...{ required: false, description: 'the role to act in, for who has several' },
    schema: { type: 'string', enum: ['investigator', 'prosecutor', 'registrar', 'clerk'] },
  }),
];

const preference = { 'Preference-Applied': { description: '`wait`, if it was preferred', schema: { type: 'string' } } };
export const location = { Location: { description: 'where the request is', schema: { type: 'string' } } };

/** Answers that carry a resource of this form. */
export function resourceResponse(schema: JsonSchema) {
  return (status: number, description: string, headers: object = {}): MethodDecorator => {
    const content = { 'application/json': { schema: schema as JsonSchema & object } };
    return ApiResponse({ status, description, headers: { ...preference, ...headers }, content });
  };
}
