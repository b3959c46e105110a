import { Body, Controller, Get, Headers, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { localDate } from '../calendar.js';
import { Home, type Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { AskCountry } from './ask-country.js';
import { AwaitAnswers } from './await-answers.js';
import { DescribeAsking, DescribeListing, DescribeViewing } from './describe-requests.js';
import { ListRequests, readListing } from './list-requests.js';
import { readNewRequest } from './new-request.js';
import { idempotencyKeyOf, waitAsPreferred } from './request-headers.js';
import { requestListResponse, requestResponse } from './request-response.js';
import { requestIdOf, ViewRequest } from './view-request.js';

const PATH = 'api/v1/requests';

/** Questions to other countries, over HTTP. Which purposes a role may use is the policy's decision, in AskCountry. */
@Controller(PATH)
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class RequestController {
  constructor(
    private readonly askCountry: AskCountry,
    private readonly awaitAnswers: AwaitAnswers,
    private readonly viewRequest: ViewRequest,
    private readonly listRequests: ListRequests,
    private readonly home: Home,
  ) {}

  @Post()
  @DescribeAsking()
  async ask(
    @CurrentOfficial() official: Official,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const key = idempotencyKeyOf(idempotencyKey);
    const input = readNewRequest(body, localDate(this.home));
    const { requestId } = await this.askCountry.run(official, key, input);
    void reply.header('location', `/${PATH}/${requestId}`);
    const isSettled = await waitAsPreferred(this.awaitAnswers, official, requestId, prefer, reply);
    void reply.status(isSettled === true ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return requestResponse(await this.viewRequest.run(official, requestId), this.home.nowSeconds());
  }

  @Get()
  @DescribeListing()
  async list(@CurrentOfficial() official: Official, @Query('unread') unread: unknown, @Query('kind') kind: unknown) {
    return requestListResponse(await this.listRequests.run(official, readListing(unread, kind)));
  }

  @Get(':id')
  @DescribeViewing()
  async view(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const requestId = requestIdOf(id);
    const isSettled = await waitAsPreferred(this.awaitAnswers, official, requestId, prefer, reply);
    void reply.status(isSettled === false ? HttpStatus.ACCEPTED : HttpStatus.OK);
    return requestResponse(await this.viewRequest.run(official, requestId), this.home.nowSeconds());
  }
}
