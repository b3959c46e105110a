import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListedView } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import { Caller } from '../http/peer.js';
import { AcceptOnline } from './accept-online.js';
import { CurrentDirectory } from './current-directory.js';
import { readPushedPart } from './part-file.js';

const LONGEST_PATH = 200;

/** The trust list over HTTP: TUF files as they were published, and a member's own part of it. */
@Controller()
export class DirectoryController {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly acceptOnline: AcceptOnline,
  ) {}

  @Get('directory/*')
  async file(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const path = (request.params as { '*': string })['*'];
    const bytes = path.length > LONGEST_PATH ? undefined : await this.directory.file(path);
    checkFound(bytes);
    // every other name carries a version or a digest, and never gets other bytes
    const cache = path === 'timestamp.json' ? 'no-store' : 'private, max-age=31536000, immutable';
    void reply.headers({ 'content-type': 'application/json', 'cache-control': cache });
    return Buffer.from(bytes);
  }

  @Post('v1/directory/online')
  @HttpCode(200)
  async online(@Caller() peer: ListedView, @Body() body: unknown): Promise<{ version: number }> {
    return { version: await this.acceptOnline.run(peer, readPushedPart(body)) };
  }
}

function checkFound(bytes: Uint8Array | undefined): asserts bytes is Uint8Array {
  if (bytes === undefined) throw new CrexError('directory.not-found', 'nothing is published under this path');
}
