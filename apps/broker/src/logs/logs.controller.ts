import { Controller, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readLogPath, type LogPath, type TileCoordinates, type TilePath } from '#libs/audit';
import type { MemberView } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import { bodyOf } from '../http/body-of.js';
import { Peer } from '../http/peer.js';
import { PutCheckpoint } from './put-checkpoint.js';
import { PutCosignature } from './put-cosignature.js';
import { PutTile } from './put-tile.js';
import { wholeNote } from './shelf.js';
import { ShelfStore } from './shelf.store.js';

export const TILE_TYPE = 'application/octet-stream';
export const NOTE_TYPE = 'text/plain';
/** A tile never changes; for a checkpoint whoever waits for news asks again soon. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const SHORT = 'private, max-age=1';

/** The logs of all members over HTTP (docs/protocol/logs.md): tiles and checkpoints, never entries. */
@Controller('logs')
export class LogsController {
  constructor(
    private readonly shelf: ShelfStore,
    private readonly putTile: PutTile,
    private readonly putCheckpoint: PutCheckpoint,
    private readonly putCosignature: PutCosignature,
  ) {}

  @Get('*')
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { origin, object } = pathOf(request);
    if (typeof object === 'object') return this.tile(origin, hashesOnly(object), reply);
    if (object === 'checkpoint') return this.checkpoint(origin, reply);
    if (object === 'checkpoints') return this.checkpoints(origin, reply);
    throw nothingThere();
  }

  @Put('*')
  @HttpCode(204)
  async put(@Peer() peer: MemberView, @Req() request: FastifyRequest): Promise<void> {
    const { origin, object } = pathOf(request);
    if (typeof object === 'object')
      await this.putTile.run(peer, origin, hashesOnly(object), bodyOf(request, TILE_TYPE));
    else if (object === 'checkpoint') await this.putCheckpoint.run(peer, origin, bodyOf(request, NOTE_TYPE));
    else throw nothingThere();
  }

  @Post('*')
  @HttpCode(204)
  async cosign(@Peer() peer: MemberView, @Req() request: FastifyRequest): Promise<void> {
    const { origin, object } = pathOf(request);
    if (object !== 'cosignature') throw nothingThere();
    await this.putCosignature.run(peer, origin, bodyOf(request, NOTE_TYPE));
  }

  private async tile(origin: string, tile: TileCoordinates, reply: FastifyReply): Promise<Buffer> {
    const hashes = await this.shelf.tile(this.shelf.sql, origin, tile, tile.width);
    if (hashes === undefined) throw nothingThere();
    void reply.headers({ 'content-type': TILE_TYPE, 'cache-control': FOR_EVER });
    return hashes;
  }

  private async checkpoint(origin: string, reply: FastifyReply): Promise<Buffer> {
    const [newest] = await this.shelf.recent(this.shelf.sql, origin, 1);
    if (newest === undefined) throw nothingThere();
    void reply.headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': SHORT });
    return Buffer.from(wholeNote(newest));
  }

  private async checkpoints(origin: string, reply: FastifyReply): Promise<Buffer> {
    const recent = await this.shelf.recent(this.shelf.sql, origin);
    void reply.headers({ 'content-type': 'application/json', 'cache-control': SHORT });
    return Buffer.from(JSON.stringify({ checkpoints: recent.map(wholeNote) }));
  }
}

function pathOf(request: FastifyRequest): LogPath {
  const path = readLogPath((request.params as { '*': string })['*']);
  if (path === undefined) throw nothingThere();
  return path;
}

/** Entries never leave their country this way, not even by mistake of its own node. */
function hashesOnly({ level, ...where }: TilePath): TileCoordinates {
  if (level === 'entries') throw new CrexError('logs.no-entries', 'entries of a log are not held here');
  return { level, ...where };
}

/** One answer for all that is not there, malformed paths included: stock clients expect a 404. */
function nothingThere(): CrexError {
  return new CrexError('logs.not-found', 'no log has anything at this path');
}
