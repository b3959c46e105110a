import { Controller, Get, Header, HttpCode, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ListedView, MemberView } from '#libs/directory';
import { CrexError, MAX_STATISTICS_BYTES, MONTH_PATTERN } from '#libs/protocol';
import { bodyOf } from '../http/body-of.js';
import { Caller, Peer } from '../http/peer.js';
import { STATUS_TYPE } from '../status/status.controller.js';
import { PutStatistics } from './put-statistics.js';
import { StatisticsStore } from './statistics.store.js';

const MONTH = new RegExp(MONTH_PATTERN);

/** What the members publish, over HTTP (docs/protocol/statistics.md). */
@Controller('v1/statistics')
export class StatisticsController {
  constructor(
    private readonly putStatistics: PutStatistics,
    private readonly statistics: StatisticsStore,
  ) {}

  @Put()
  @HttpCode(204)
  put(@Peer() peer: MemberView, @Req() request: FastifyRequest): Promise<void> {
    const body = bodyOf(request, STATUS_TYPE);
    checkLength(body);
    return this.putStatistics.run(peer, body.toString('latin1'));
  }

  @Get()
  @Header('cache-control', 'no-store')
  async ofMonth(
    @Caller() peer: ListedView,
    @Query('month') month: unknown,
  ): Promise<{ statistics: readonly string[] }> {
    checkReader(peer);
    checkMonth(month);
    return { statistics: await this.statistics.ofMonth(month) };
  }
}

/** Who exchanges, and whoever has the role of a reader. */
function checkReader({ status, roles }: ListedView): void {
  if (status !== 'active' || !roles.some((role) => role === 'exchange' || role === 'statistics')) {
    throw new CrexError('message.sender-suspended', 'the sender may not read statistics now');
  }
}

function checkMonth(month: unknown): asserts month is string {
  if (typeof month !== 'string' || !MONTH.test(month)) {
    throw new CrexError('message.malformed', 'a month is asked for as ?month=2026-10');
  }
}

function checkLength(body: Buffer): void {
  if (body.length > MAX_STATISTICS_BYTES) throw new CrexError('message.too-large', 'statistics have at most 64 KiB');
}
