import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Official } from '../context.js';
import { requestIdOf } from '../ask/view-request.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeUnsent } from './describe-unsent.js';
import { KeepDraft } from './keep-draft.js';
import { SubmitDraft } from './submit-draft.js';
import { readUnsentInput } from './unsent-input.js';
import { draftOf, draftResponse } from './unsent-response.js';
import { ViewUnsent } from './view-unsent.js';

const PATH = 'api/v1/drafts';

/** What an official has not finished, over HTTP: theirs alone. */
@Controller(PATH)
@Roles('investigator', 'prosecutor', 'registrar', 'clerk')
export class DraftController {
  constructor(
    private readonly keepDraft: KeepDraft,
    private readonly viewUnsent: ViewUnsent,
    private readonly submitDraft: SubmitDraft,
  ) {}

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @DescribeUnsent('keepDraft')
  async keep(
    @CurrentOfficial() official: Official,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { kind = 'REQ', request } = readUnsentInput('draft', body);
    const id = await this.keepDraft.keep(official, kind, request);
    void reply.header('location', `/${PATH}/${id}`);
    return { id };
  }

  @Get()
  @DescribeUnsent('listDrafts')
  async list(@CurrentOfficial() official: Official) {
    return { drafts: (await this.keepDraft.list(official)).map(draftOf) };
  }

  @Get(':id')
  @DescribeUnsent('viewDraft')
  async view(@CurrentOfficial() official: Official, @Param('id') id: string) {
    return draftResponse(await this.viewUnsent.own(official, requestIdOf(id)));
  }

  @Put(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeUnsent('changeDraft')
  change(@CurrentOfficial() official: Official, @Param('id') id: string, @Body() body: unknown): Promise<void> {
    return this.keepDraft.change(official, requestIdOf(id), readUnsentInput('change', body).request);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeUnsent('discardDraft')
  discard(@CurrentOfficial() official: Official, @Param('id') id: string): Promise<void> {
    return this.keepDraft.discard(official, requestIdOf(id));
  }

  @Post(':id/submission')
  @HttpCode(HttpStatus.ACCEPTED)
  @DescribeUnsent('submitDraft')
  async submit(
    @CurrentOfficial() official: Official,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const requestId = requestIdOf(id);
    const kind = await this.submitDraft.run(official, requestId);
    void reply.header('location', `/api/v1/${kind === 'REQ' ? 'requests' : 'queries'}/${requestId}`);
    return { id: requestId, kind };
  }
}
