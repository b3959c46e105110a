import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { JsonSchema } from '#libs/protocol';
import { DescribeProblems } from '../staff/describe-problems.js';
import { clerkSchemas } from './clerk-input.js';
import { orderedSchema, questionSchema, queueSchema, savedSearchesSchema } from './clerk-response.js';

interface Described {
  readonly summary: string;
  readonly description: string;
  readonly body?: JsonSchema;
  readonly response?: JsonSchema;
  readonly problems: Readonly<Record<number, readonly string[]>>;
}

const BODY = { 400: ['platform.invalid-json'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] };
const INVALID = { 422: ['clerk.invalid-input'] };
const NOT_FOUND = { 404: ['clerk.not-found'] };
const LATER = { 503: ['answer.not-now'] };
const ERASED = { 410: ['answer.question-erased'] };

const ENDPOINTS = {
  queue: {
    summary: 'Questions of other countries that wait for a clerk',
    description:
      'Urgent ones first, then by deadline; at most 200. It names nobody and no case, so it is no entry of the log. ' +
      'AMBIGUOUS: several persons may be meant. INFORMATION: too little is told, ask for more. CONFIRM_REFUSAL: the ' +
      'policy refuses by a rule that nobody has verified. RELEASE: decided, and another clerk has to agree.',
    ...{ response: queueSchema, problems: INVALID },
  },
  searches: { summary: 'Your saved searches', description: 'By name.', response: savedSearchesSchema, problems: {} },
  saveSearch: {
    ...{ summary: 'Save a search of the queue under a name', description: 'The same name replaces it.' },
    ...{ body: clerkSchemas.savedSearch, problems: { ...BODY, ...INVALID } },
  },
  forgetSearch: { summary: 'Forget a saved search', description: 'Yours alone.', problems: NOT_FOUND },
  question: {
    summary: 'See a question that waits, with the candidates of the register',
    description:
      'The candidates as the register has them now, each weighed line by line, and how many of their convictions may go for ' +
      'this purpose. Written into the log as VIEW before the first byte; each candidate is found by it.',
    ...{ response: questionSchema, problems: { ...NOT_FOUND, ...ERASED, 503: ['clerk.unavailable'] } },
  },
  assign: {
    summary: 'Assign a question to yourself, to a colleague, or to nobody',
    description: 'Whoever decides a question has it.',
    ...{ body: clerkSchemas.assignment, problems: { ...BODY, ...NOT_FOUND, ...INVALID } },
  },
  comment: {
    ...{ summary: 'Say something about a question to your colleagues', description: 'It stays in this country.' },
    ...{ body: clerkSchemas.comment, problems: { ...BODY, ...NOT_FOUND, ...INVALID } },
  },
  delay: {
    summary: 'Tell the asking country that it will take longer (RDL)',
    description: 'The legal deadline stays what it is. Without a clerk it is said when 70 % of the time has gone.',
    body: clerkSchemas.delay,
    problems: { ...BODY, ...NOT_FOUND, 409: ['clerk.not-assigned'], ...INVALID },
  },
  decide: {
    summary: 'Decide a question that is assigned to you',
    description:
      'PERSON: it is this candidate; what the policy lets go is sent. PARTIAL: the same, and the asker is told which archives ' +
      'could not be looked through; not where nothing may go, and not for an extract. NOBODY: none of them. CANNOT_TELL: the asker is told ' +
      'in a band how many may be meant. ASK: the asker is asked for more (RAI). What the policy refuses can only be ' +
      'refused. Of whoever has nothing that may go, NO_RECORD is said whatever is chosen.',
    ...{ body: clerkSchemas.decision, response: orderedSchema },
    problems: {
      ...{ ...BODY, ...NOT_FOUND, ...ERASED, ...INVALID, ...LATER },
      409: [
        ...['clerk.not-assigned', 'clerk.waits-for-release', 'clerk.nothing-to-ask'],
        ...['answer.policy-refuses', 'answer.no-candidate', 'answer.not-in-part'],
      ],
    },
  },
  release: {
    summary: 'Release what another clerk, or the machine, has decided; or return it',
    description:
      'Whoever has decided it does not release it. It is made anew from policy and register as they are now.',
    body: clerkSchemas.release,
    problems: {
      ...{ ...BODY, ...NOT_FOUND, ...ERASED, ...INVALID, ...LATER, 403: ['clerk.same-official'] },
      409: ['clerk.nothing-to-release', 'answer.policy-refuses', 'answer.no-candidate', 'answer.not-in-part'],
    },
  },
} as const satisfies Record<string, Described>;

/** What the OpenAPI document says of an endpoint for clerks. */
export function DescribeClerk(operationId: keyof typeof ENDPOINTS): MethodDecorator {
  const { summary, description, body, response, problems }: Described = ENDPOINTS[operationId];
  const isOfQuestion = !['queue', 'searches', 'saveSearch', 'forgetSearch'].includes(operationId);
  return applyDecorators(
    ApiTags('clerk'),
    ApiOperation({
      operationId: `clerk${operationId[0]?.toUpperCase() ?? ''}${operationId.slice(1)}`,
      summary,
      description,
    }),
    ...(isOfQuestion ? [ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })] : []),
    ...(operationId === 'queue' ? queryParameters() : []),
    ...(body === undefined ? [] : [ApiBody({ required: true, schema: body })]),
    response === undefined
      ? ApiResponse({ status: 204, description: 'Done' })
      : ApiResponse({ status: 200, description: 'Done', content: { 'application/json': { schema: response } } }),
    DescribeProblems(problems),
  );
}

function queryParameters(): MethodDecorator[] {
  const properties = clerkSchemas.query['properties'] as Record<string, object>;
  return Object.entries(properties).map(([name, schema]) => ApiQuery({ name, required: false, schema }));
}
