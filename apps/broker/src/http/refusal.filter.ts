import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDisconnected, type Logger } from '#libs/platform';
import { ProblemFilter, type Problem } from '#libs/platform/http';
import { CrexError, isCrexError, signStatement, wireCode } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { Trust } from '../directory/trust.js';
import { OverLimit } from '../mailbox/member-limits.js';
import { certificateOf } from './peer.js';
import { STATUSES } from './statuses.js';

/** When to come back after a failure of ours (seconds). */
const RETRY_AFTER_FAILURE = 5;

/** The framework's refusals, in the words of the wire. */
const WIRE_CODES: Readonly<Record<string, string>> = {
  'platform.bad-request': 'broker.malformed',
  'platform.invalid-json': 'broker.malformed',
  'platform.invalid-input': 'broker.malformed',
  'platform.too-large': 'broker.too-large',
  'platform.unsupported-media-type': 'broker.malformed',
  'platform.not-found': 'broker.malformed',
};

/**
 * Answers what was thrown on the way of a call of the wire with a signed refusal of the whole call, so that a member
 * can show later what it was told. A stranger gets plain problem details: there is nobody to address a statement to.
 */
@Catch()
export class RefusalFilter extends ProblemFilter {
  constructor(
    private readonly broker: BrokerIdentity,
    private readonly trust: Trust,
    private readonly counted: (code: string) => void,
    logger: Logger,
  ) {
    super(logger, STATUSES);
  }

  override answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const retryAfter = error instanceof OverLimit ? error.retryAfterSeconds : RETRY_AFTER_FAILURE;
    const known = isDisconnected(error) ? unavailable(error) : error;
    void reply.header('retry-after', retryAfter);
    super.answer(known, request, reply);
  }

  protected override send(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
    if (problem.status !== 429 && problem.status !== 503) void reply.removeHeader('retry-after');
    this.sendSigned(problem, request, reply).catch(() => super.send(problem, request, reply));
  }

  private async sendSigned(problem: Problem, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const to = request.url.startsWith('/v1/') ? this.trust.addresseeOf(certificateOf(request)) : undefined;
    if (to === undefined) {
      super.send(problem, request, reply);
      return;
    }
    const code = WIRE_CODES[problem.code] ?? wireCode('broker', problem.code);
    this.counted(code);
    const items = [{ code }];
    const token = await signStatement('refused', { ...this.broker.statementTo(to), items }, this.broker.signer);
    const body = Buffer.from(JSON.stringify({ stored: [], refused: [token] }));
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    await reply.status(problem.status).headers(headers).send(body);
  }
}

function unavailable(cause: unknown): CrexError {
  if (isCrexError(cause)) return cause;
  const nextStep = 'try again later';
  return new CrexError('platform.unavailable', 'the broker cannot reach its database', { nextStep, cause });
}
