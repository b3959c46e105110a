import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readLogPath } from '#libs/audit';
import type { Official } from '../context.js';
import { CurrentOfficial, Roles } from '../staff/access-token.guard.js';
import { DescribeLogFiles } from './describe-log-files.js';
import { LogFiles } from './log-files.js';
import { NOTE_TYPE, TILE_TYPE } from './log-route.js';
import { notThere, ReadEntries } from './read-entries.js';

/**
 * This country's log for its auditors, in the layout that stock clients of transparency logs read. Checkpoints and hashes
 * say nothing about anybody; every bundle of entries that is read is an entry itself.
 */
@Controller('api/v1/logs')
@Roles('auditor')
export class LogController {
  constructor(
    private readonly files: LogFiles,
    private readonly readEntries: ReadEntries,
  ) {}

  @Get('*')
  @DescribeLogFiles()
  async read(
    @CurrentOfficial() official: Official,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { origin, object } = readLogPath((request.params as { '*': string })['*']) ?? nothing;
    if (object === 'checkpoint') return send(reply, NOTE_TYPE, await this.files.checkpoint(origin));
    if (typeof object === 'string') throw notThere();
    const { level, ...where } = object;
    if (level !== 'entries') return send(reply, TILE_TYPE, await this.files.tile(origin, { level, ...where }));
    return send(reply, TILE_TYPE, await this.readEntries.run(official, { origin, ...where }));
  }
}

const nothing = { origin: '', object: 'cosignature' } as const;

function send(reply: FastifyReply, type: string, content: string | Uint8Array | undefined): Buffer {
  if (content === undefined) throw notThere();
  void reply.headers({ 'content-type': type, 'cache-control': 'no-store' });
  return Buffer.from(content);
}
