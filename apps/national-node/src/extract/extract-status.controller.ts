import { applyDecorators, Body, Controller, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CrexError } from '#libs/protocol';
import { closed } from '../log/log-schemas.js';
import { WithoutSignIn } from '../staff/access-token.guard.js';
import { DescribePublicProblems } from '../staff/describe-problems.js';
import { TellExtractStatus } from './tell-extract-status.js';
import { LookupLimit } from './lookup-limit.js';

const lookupSchema = closed({
  number: { type: 'string', maxLength: 20, description: 'as it is printed', examples: ['BR-2026-000417'] },
  code: { type: 'string', maxLength: 64, description: 'the check code: spaces, dashes and small letters are taken' },
});
const statusSchema = closed({ status: { type: 'string', enum: ['VALID', 'SUPERSEDED', 'REVOKED', 'UNKNOWN'] } });

/** The status of a printed extract, for anybody who holds it. Needs no sign-in and tells nothing else. */
@Controller('public/v1')
@WithoutSignIn()
export class ExtractStatusController {
  constructor(
    private readonly tell: TellExtractStatus,
    private readonly limit: LookupLimit,
  ) {}

  @Post('extract-status')
  @HttpCode(HttpStatus.OK)
  @Describe()
  async status(
    @Body() body: unknown,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: string }> {
    void reply.header('cache-control', 'no-store');
    if (!this.limit.take(ip)) {
      void reply.header('retry-after', '60');
      throw new CrexError('public.rate-limited', 'too many lookups from this address', {
        nextStep: 'try again in a minute',
      });
    }
    const { number, code } = readLookup(body);
    const { typedCheckCode } = await import('#libs/extract');
    return { status: await this.tell.run(number, typedCheckCode(code)) };
  }
}

function readLookup(body: unknown): { number: string; code: string } {
  const { number, code, ...more } = (typeof body === 'object' ? (body ?? {}) : {}) as Record<string, unknown>;
  const isLookup = typeof number === 'string' && number.length <= 20 && typeof code === 'string' && code.length <= 64;
  if (!isLookup || Object.keys(more).length > 0) {
    throw new CrexError('public.invalid-input', 'a lookup has the number of an extract and its check code', {
      pointers: [{ pointer: '', rule: 'number and code, and nothing else' }],
    });
  }
  return { number: number.trim().toUpperCase(), code };
}

function Describe(): MethodDecorator {
  return applyDecorators(
    ApiTags('public'),
    ApiOperation({
      operationId: 'extractStatus',
      summary: 'Whether an extract of this country holds',
      description: 'UNKNOWN for a wrong code as for an unknown number. No sign-in; limited per address.',
    }),
    ApiBody({ required: true, schema: lookupSchema }),
    ApiResponse({
      ...{ status: 200, description: 'The status, and nothing else' },
      content: { 'application/json': { schema: statusSchema } },
    }),
    DescribePublicProblems({
      ...{ 400: ['platform.invalid-json'], 413: ['platform.too-large'], 415: ['platform.unsupported-media-type'] },
      ...{ 422: ['public.invalid-input'], 429: ['public.rate-limited'] },
    }),
  );
}
