import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { COUNTRIES, type JsonSchema } from '#libs/protocol';
import { closed, listOf, text, time } from '../log/log-schemas.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import type { MemberState } from './view-members.js';

const count = { type: 'integer', minimum: 0 } as const;

const membersSchema: JsonSchema = closed({
  members: listOf(
    closed(
      {
        country: { type: 'string', enum: COUNTRIES },
        state: {
          ...{ type: 'string', enum: ['ACTIVE', 'SILENT', 'OUT', 'SUSPENDED', 'ABSENT'] },
          description: 'SILENT: not heard for ten minutes. OUT: in an outage that it has announced.',
        },
        heardAt: time,
        outages: listOf(closed({ from: time, until: time })),
        lacks: { ...listOf(text), description: 'kinds of message that it does not understand yet' },
        waiting: { ...count, description: 'questions of all countries that wait there for an answer' },
        oldest: { ...count, description: 'seconds that the oldest of them has waited' },
      },
      ['heardAt', 'waiting', 'oldest'],
    ),
  ),
});

/** What the OpenAPI document says of `GET /api/v1/members`. */
export const DescribeMembers = (): MethodDecorator =>
  applyDecorators(
    ApiTags('members'),
    ApiOperation({
      operationId: 'listMembers',
      summary: 'How the other countries are',
      description: 'By the directory and by each country’s own signed word. Nothing about anybody.',
    }),
    ApiResponse({ status: 200, description: 'Every other country', schema: membersSchema }),
    DescribeProblems({ 503: ['directory.expired'] }),
  );

/** Times as the API writes them. */
export function membersResponse(members: readonly MemberState[]) {
  return {
    members: members.map(({ heardAt, outages, ...member }) => ({
      ...member,
      ...(heardAt === undefined ? {} : { heardAt: timeOf(heardAt) }),
      outages: outages.map(({ from, until }) => ({ from: timeOf(from), until: timeOf(until) })),
    })),
  };
}

/** UTC, whole seconds. */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
