import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MemberView } from '#libs/directory';
import type { Transaction } from '#libs/platform';
import { checkActive } from '../directory/trust.js';
import { bodyOf } from '../http/body-of.js';
import { Peer } from '../http/peer.js';
import { FetchMailbox } from './fetch-mailbox.js';
import type { Mailbox, SeenNumbers } from './mailbox.js';
import { PostgresMailbox } from './mailbox.store.js';
import { MemberLimits } from './member-limits.js';
import { PutMessages, type PutAnswer } from './put-messages.js';
import { readLines, readTaken, readWait, writeMailbox } from './read-call.js';
import { TakeMessages } from './take-messages.js';

export const MESSAGES_TYPE = 'application/crex-messages+jsonl';
export const MAILBOX_TYPE = 'application/crex-mailbox+jsonl';

/** The mailbox over HTTP (docs/protocol/transport.md). */
@Controller('v1')
export class MailboxController {
  constructor(
    @Inject(PostgresMailbox) private readonly mailbox: Mailbox<Transaction>,
    private readonly putMessages: PutMessages,
    private readonly fetchMailbox: FetchMailbox,
    private readonly takeMessages: TakeMessages,
    private readonly limits: MemberLimits,
  ) {}

  @Post('messages')
  @HttpCode(200)
  put(@Peer() peer: MemberView, @Req() request: FastifyRequest): Promise<PutAnswer> {
    const lines = readLines(bodyOf(request, MESSAGES_TYPE));
    this.limits.countMessages(peer.id, lines.length);
    return this.putMessages.run(peer, lines);
  }

  @Get('mailbox')
  @Header('content-type', MAILBOX_TYPE)
  async fetch(
    @Peer() peer: MemberView,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const { lines, statements } = await this.fetchMailbox.run(peer, readWait(query), gone.signal);
    return writeMailbox(lines, statements);
  }

  @Post('mailbox/taken')
  @HttpCode(204)
  take(@Peer() peer: MemberView, @Body() body: unknown): Promise<void> {
    const { taken, statements } = readTaken(body);
    return this.takeMessages.run(peer, taken, statements);
  }

  @Get('numbers')
  numbers(@Peer() peer: MemberView): Promise<SeenNumbers> {
    checkActive(peer, 'sender');
    return this.mailbox.seenNumbers(peer.id);
  }
}
