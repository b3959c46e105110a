import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { JsonSchema } from '#libs/protocol';
import { DescribeProblems } from '../staff/describe-problems.js';
import { unsentSchemas } from './unsent-input.js';
import {
  decidedSchema,
  draftSchema,
  draftsSchema,
  keptSchema,
  submittedSchema,
  waitingListSchema,
  waitingSchema,
} from './unsent-response.js';

interface Described {
  readonly tag: 'drafts' | 'approvals';
  readonly summary: string;
  readonly description: string;
  readonly status: number;
  readonly isOfOne: boolean;
  readonly body?: JsonSchema;
  readonly response?: JsonSchema;
  readonly problems: Readonly<Record<number, readonly string[]>>;
}

const BODY = {
  ...{ 400: ['platform.invalid-json'], 413: ['platform.too-large'] },
  ...{ 415: ['platform.unsupported-media-type'], 422: ['ask.invalid-input'] },
};
const NOT_FOUND = { 404: ['ask.not-found'] };
const OVER = { 409: ['ask.not-a-draft'] };
const LATER = { 503: ['ask.unavailable'] };

const ENDPOINTS = {
  keepDraft: {
    ...{ tag: 'drafts', status: 201, isOfOne: false, summary: 'Keep a request that is not finished' },
    description:
      'Nothing of it is executed, and nobody else sees it. It is stored encrypted, and lapses when it is not changed for a ' +
      'time that the operator sets (30 days).',
    ...{ body: unsentSchemas.draft, response: keptSchema, problems: { ...BODY, 409: ['ask.too-many-drafts'] } },
  },
  listDrafts: {
    ...{ tag: 'drafts', status: 200, isOfOne: false, summary: 'Your requests that are not sent' },
    description: 'The last changed first. It names nobody and no case, so it is no entry of the log.',
    ...{ response: draftsSchema, problems: {} },
  },
  viewDraft: {
    ...{
      tag: 'drafts',
      status: 200,
      isOfOne: true,
      summary: 'See a draft of yours, or what of yours waits for approval',
    },
    description: 'Written into the log as VIEW before the first byte.',
    ...{ response: draftSchema, problems: { ...NOT_FOUND, ...LATER } },
  },
  changeDraft: {
    ...{ tag: 'drafts', status: 204, isOfOne: true, summary: 'Change a draft' },
    description: 'The whole request takes the place of what was written.',
    ...{ body: unsentSchemas.change, problems: { ...BODY, ...NOT_FOUND, ...OVER } },
  },
  discardDraft: {
    ...{ tag: 'drafts', status: 204, isOfOne: true, summary: 'Discard a draft, or take back what waits for approval' },
    ...{ description: 'What was written is gone.', problems: { ...NOT_FOUND, ...OVER } },
  },
  submitDraft: {
    ...{ tag: 'drafts', status: 202, isOfOne: true, summary: 'Submit a draft' },
    description:
      'Checked in full and asked as `POST /api/v1/requests` (or queries) does, under the id of the draft; where the policy ' +
      'wants a second person it waits for one.',
    response: submittedSchema,
    problems: {
      ...{ 403: ['ask.not-allowed'], ...NOT_FOUND, 409: ['ask.not-a-draft', 'ask.draft-changed'] },
      ...{ 422: ['ask.invalid-input', 'ask.own-country'], 429: ['ask.over-budget'] },
    },
  },
  listApprovals: {
    ...{
      tag: 'approvals',
      status: 200,
      isOfOne: false,
      summary: 'Requests and queries that wait for you to approve them',
    },
    description:
      'Asked by others of your authority, for what your role may ask itself; what lapses first at first. It names no person ' +
      'who is asked about, and no case.',
    ...{ response: waitingListSchema, problems: {} },
  },
  viewApproval: {
    ...{ tag: 'approvals', status: 200, isOfOne: true, summary: 'See what waits for you to approve it' },
    description: 'Written into the log as VIEW before the first byte; the person is found by it.',
    ...{ response: waitingSchema, problems: { ...NOT_FOUND, ...LATER } },
  },
  decideOnRequest: {
    ...{ tag: 'approvals', status: 200, isOfOne: true, summary: 'Approve or reject what waits for a second person' },
    description:
      'Of a request or a query. APPROVE: it is sent, if the policy, as it is now, still allows it; who approved stands in ' +
      'the log entries of its questions. REJECT: it is a draft of its author again, with your reason. Whoever asks does ' +
      'not decide, and nobody of another authority.',
    ...{ body: unsentSchemas.approval, response: decidedSchema },
    problems: { ...BODY, 403: ['ask.same-official', 'ask.not-allowed'], ...NOT_FOUND },
  },
} as const satisfies Record<string, Described>;

/** What the OpenAPI document says of an endpoint for what is not sent. */
export function DescribeUnsent(operationId: keyof typeof ENDPOINTS): MethodDecorator {
  const { tag, summary, description, status, isOfOne, body, response, problems }: Described = ENDPOINTS[operationId];
  const schema = response as (JsonSchema & object) | undefined;
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ operationId, summary, description }),
    ...(isOfOne ? [ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })] : []),
    ...(body === undefined ? [] : [ApiBody({ required: true, schema: body })]),
    ApiResponse({
      ...{ status, description: 'Done' },
      ...(schema === undefined ? {} : { content: { 'application/json': { schema } } }),
    }),
    DescribeProblems(problems),
  );
}
