import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { PROBLEM_TYPE } from '#libs/platform/http';
import type { JsonSchema } from '#libs/protocol';

/** JSON Schema of every error answer. @see RFC 9457 */
export const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: '`urn:crex:problem:` and the code' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', description: 'stable: programs decide by it', examples: ['ask.not-allowed'] },
    detail: { type: 'string', description: 'what is wrong, without personal data' },
    nextStep: { type: 'string', description: 'what to do about it' },
    pointers: {
      type: 'array',
      description: 'each element at fault (JSON pointer, RFC 6901) and the rule that it breaks, never its value',
      items: {
        type: 'object',
        required: ['pointer', 'rule'],
        properties: { pointer: { type: 'string' }, rule: { type: 'string' } },
      },
    },
    instance: { type: 'string', description: 'names this one failure; the operator finds it in the log by it' },
  },
};

type CodesByStatus = Readonly<Record<number, readonly string[]>>;

/** Every endpoint asks for a sign-in first, and may fail. */
const OF_EVERY_ENDPOINT: CodesByStatus = {
  401: ['staff.unauthenticated', 'staff.wrong-audience', 'auth.step-up-needed'],
  403: ['staff.no-role', 'auth.csrf'],
  500: ['platform.internal'],
  503: ['staff.issuer-unreachable'],
};

/** Says in the OpenAPI document which errors an endpoint answers, those of the sign-in included. */
export function DescribeProblems(own: CodesByStatus): MethodDecorator {
  const statuses = [...new Set([...Object.keys(OF_EVERY_ENDPOINT), ...Object.keys(own)])].map(Number);
  return applyDecorators(
    ApiBearerAuth('accessToken'),
    ...statuses.map((status) =>
      problemResponse(status, [...(OF_EVERY_ENDPOINT[status] ?? []), ...(own[status] ?? [])]),
    ),
  );
}

/** The same for an endpoint without sign-in. */
export function DescribePublicProblems(own: CodesByStatus): MethodDecorator {
  const all: CodesByStatus = { ...own, 500: ['platform.internal'] };
  return applyDecorators(...Object.entries(all).map(([status, codes]) => problemResponse(Number(status), codes)));
}

function problemResponse(status: number, codes: readonly string[]): MethodDecorator {
  const examples = codes.map((code) => [code, { value: exampleOf(status, code) }] as const);
  return ApiResponse({
    ...{ status, description: codes.map((code) => `\`${code}\``).join(', ') },
    content: {
      [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' }, examples: Object.fromEntries(examples) },
    },
  });
}

function exampleOf(status: number, code: string) {
  const words = (code.split('.').at(-1) ?? '').replaceAll('-', ' ');
  return {
    ...{ type: `urn:crex:problem:${code}`, title: words.charAt(0).toUpperCase() + words.slice(1), status, code },
    ...{ detail: 'what is wrong, in a sentence', instance: 'urn:uuid:5f1c7a52-6a0e-4c86-9a53-1d9b4f0e8a11' },
  };
}
