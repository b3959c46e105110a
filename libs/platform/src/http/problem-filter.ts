import { randomUUID } from 'node:crypto';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { PROBLEM_TYPE, problemOf, type Problem } from './problem.js';
import type { StatusMap } from './status-of-code.js';

/** Turns whatever is thrown on the way of a request into problem details, and logs it under the id that it answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly statuses: StatusMap,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getRequest(), host.switchToHttp().getResponse());
  }

  /** Also for what the router refuses before Nest hears of it. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const errorId = randomUUID();
    const { problem, unexpected } = problemOf(error, errorId, this.statuses);
    const fields = { errorId, requestId: request.id, code: problem.code, status: problem.status };
    if (unexpected) this.logger.error({ ...fields, err: error }, 'request failed');
    else this.logger.info(fields, 'request refused');
    if (reply.sent) return; // the answer had begun: nothing can be added to it
    this.send(problem, request, reply);
  }

  /** An app may answer in another form (the broker signs what it refuses). */
  protected send(problem: Problem, _request: FastifyRequest, reply: FastifyReply): void {
    // as bytes: to a text Fastify would add a charset, which JSON types do not have (RFC 8259 §11)
    const body = Buffer.from(JSON.stringify(problem));
    const headers = { 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' };
    void reply.status(problem.status).headers(headers).send(body);
  }
}
