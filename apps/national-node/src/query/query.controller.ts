import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AwaitAnswers } from '../ask/await-answers.js';
import { idempotencyKeyOf, waitAsPreferred } from '../ask/request-headers.js';
import { requestIdOf, ViewRequest } from '../ask/view-request.js';
import { localDate } from '../calendar.js';
import { Home, type Official } from '../context.js';
import { DescribeEvents, listening, sendStates } from '../events/event-stream.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeQuerying, DescribeViewingQuery } from './describe-queries.js';
import { FollowQuery } from './follow-query.js';
import { readNewQuery } from './new-query.js';
import { QueryCountries } from './query-countries.js';
import { queryResponse } from './query-response.js';

const PATH = 'api/v1/queries';

/** Queries to other countries, over HTTP: who holds something? Which purposes a role may use is the policy's decision. */
@Controller(PATH)
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class QueryController {
  constructor(
    private readonly queryCountries: QueryCountries,
    private readonly awaitAnswers: AwaitAnswers,
    private readonly viewRequest: ViewRequest,
    private readonly followQuery: FollowQuery,
    private readonly home: Home,
  ) {}

  @Post()
  @DescribeQuerying()
  async ask(
    @CurrentOfficial() official: Official,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const key = idempotencyKeyOf(idempotencyKey);
    const input = readNewQuery(body, localDate(this.home));
    const { requestId } = await this.queryCountries.run(official, key, input);
    void reply.header('location', `/${PATH}/${requestId}`);
    const isSettled = await waitAsPreferred(this.awaitAnswers, official, requestId, prefer, reply);
    void reply.status(isSettled === true ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return queryResponse(await this.viewRequest.run(official, requestId, 'QUERY'));
  }

  @Get(':id')
  @DescribeViewingQuery()
  async view(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const requestId = requestIdOf(id);
    const isSettled = await waitAsPreferred(this.awaitAnswers, official, requestId, prefer, reply);
    void reply.status(isSettled === false ? HttpStatus.ACCEPTED : HttpStatus.OK);
    return queryResponse(await this.viewRequest.run(official, requestId, 'QUERY'));
  }

  @Get(':id/events')
  @DescribeEvents('queries', 'followQuery')
  async events(@CurrentOfficial() official: Official, @Param('id') id: string, @Res() reply: FastifyReply) {
    const changes = await this.followQuery.run(official, requestIdOf(id), listening(reply));
    return sendStates(reply, changes, this.home);
  }
}
