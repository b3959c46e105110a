import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CrexError, faultsOf, lineSchema, NOTIFICATION_REFUSALS, recordSchema, type JsonSchema } from '#libs/protocol';
import { closed, country, listOf, time } from '../log/log-schemas.js';
import { candidateOf, candidateSchema } from '../register/search-response.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import type { NotificationDecision, WaitingNotification } from './waiting-notifications.js';

const { identity, convictions } = recordSchema.properties;

const waitingSchema: JsonSchema = closed({
  notifications: listOf(
    closed({
      notificationId: { type: 'string', format: 'uuid' },
      country: { ...country, description: 'where the person was convicted' },
      receivedAt: time,
      person: { ...identity, description: 'who was convicted, as that country writes them' },
      conviction: { ...convictions.items, description: 'with what may be told of it to others' },
      candidates: { ...listOf(candidateSchema), description: 'of the own register, most probable first' },
    }),
  ),
});

const decisionSchema: JsonSchema = {
  oneOf: [
    closed({ result: { const: 'STORED' }, personId: { ...lineSchema(200), description: 'whose conviction it is' } }),
    closed({ result: { const: 'REFUSED' }, reason: { enum: NOTIFICATION_REFUSALS } }),
  ],
};

/** A clerk's decision, read. @throws clerk.invalid-input with a pointer to each element at fault, never a value */
export function readNotificationDecision(input: unknown): NotificationDecision {
  const pointers = faultsOf(decisionSchema, input);
  if (pointers.length > 0) {
    throw new CrexError('clerk.invalid-input', 'the input does not have the form that it must have', {
      ...{ pointers, nextStep: 'correct the elements that the pointers name' },
    });
  }
  return input as NotificationDecision;
}

/** Field by field, so that nothing leaves which nobody has named here. */
export function waitingResponse(waiting: readonly WaitingNotification[]) {
  return {
    notifications: waiting.flatMap(({ notificationId, sender, receivedAt, record, candidates }) => {
      if (record === null) return []; // erased since
      const { subject: person, conviction } = record;
      const at = `${receivedAt.toISOString().slice(0, 19)}Z`;
      return [
        {
          notificationId,
          country: sender,
          receivedAt: at,
          person,
          conviction,
          candidates: candidates.map(candidateOf),
        },
      ];
    }),
  };
}

/** What the OpenAPI document says of `GET /api/v1/clerk/notifications`. */
export const DescribeWaiting = (): MethodDecorator =>
  applyDecorators(
    ApiTags('clerk'),
    ApiOperation({
      operationId: 'clerkNotifications',
      summary: 'Convictions of nationals elsewhere that no machine may place',
      description:
        'Oldest first, at most 50, each with those of the register who may be the person, weighed line by line. Written ' +
        'into the log as VIEW before the first byte.',
    }),
    ApiResponse({ status: 200, description: 'What waits', schema: waitingSchema }),
    DescribeProblems({}),
  );

/** What it says of `GET /api/v1/clerk/notifications/count`. */
export const DescribeCount = (): MethodDecorator =>
  applyDecorators(
    ApiTags('clerk'),
    ApiOperation({
      operationId: 'clerkNotificationCount',
      summary: 'How many notifications wait',
      description: 'A number alone, so it is no entry of the log: a page that shows it looks at nobody.',
    }),
    ApiResponse({
      ...{ status: 200, description: 'How many', schema: closed({ waiting: { type: 'integer', minimum: 0 } }) },
    }),
    DescribeProblems({}),
  );

/** What it says of `POST /api/v1/clerk/notifications/{id}/decision`. */
export const DescribeDecision = (): MethodDecorator =>
  applyDecorators(
    ApiTags('clerk'),
    ApiOperation({
      operationId: 'clerkDecideNotification',
      summary: 'Say whose conviction it is, or why it is nobody’s',
      description: 'STORED or REFUSED is said to the other country, and stands in both logs.',
    }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiBody({ required: true, schema: decisionSchema }),
    ApiResponse({ status: 204, description: 'Done' }),
    DescribeProblems({
      ...{ 400: ['platform.invalid-json'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] },
      ...{
        404: ['clerk.not-found'],
        409: ['notify.not-waiting'],
        422: ['clerk.invalid-input', 'notify.unknown-person'],
      },
    }),
  );
