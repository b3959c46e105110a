import { Controller, Get, Header, HttpCode, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { MemberView } from '#libs/directory';
import { CrexError, MAX_STATUS_BYTES } from '#libs/protocol';
import { checkActive } from '../directory/trust.js';
import { bodyOf } from '../http/body-of.js';
import { Peer } from '../http/peer.js';
import { PutStatus } from './put-status.js';
import { StatusStore } from './status.store.js';

export const STATUS_TYPE = 'application/jose';

/** How the members' nodes are, over HTTP (docs/protocol/status.md). */
@Controller('v1')
export class StatusController {
  constructor(
    private readonly putStatus: PutStatus,
    private readonly statuses: StatusStore,
  ) {}

  @Put('status')
  @HttpCode(204)
  put(@Peer() peer: MemberView, @Req() request: FastifyRequest): Promise<void> {
    const body = bodyOf(request, STATUS_TYPE);
    checkLength(body);
    return this.putStatus.run(peer, body.toString('latin1'));
  }

  @Get('statuses')
  @Header('cache-control', 'no-store')
  async all(@Peer() peer: MemberView): Promise<{ statuses: readonly string[] }> {
    checkActive(peer, 'sender');
    return { statuses: await this.statuses.all() };
  }
}

function checkLength(body: Buffer): void {
  if (body.length > MAX_STATUS_BYTES) throw new CrexError('message.too-large', 'a status has at most 8192 bytes');
}
