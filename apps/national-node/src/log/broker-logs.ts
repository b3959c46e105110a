import { tilePath, type TileCoordinates, type TileReader } from '#libs/audit';
import { checkShape, CrexError, parseJson } from '#libs/protocol';
import type { BrokerConnection } from '../courier/broker-connection.js';

/** The most bytes of the list of newest checkpoints: 16 with up to 64 cosignatures each. */
const LIST_LIMITS = { maxBytes: 524_288, maxDepth: 2, maxValues: 64, integersAndStringsOnly: true } as const;
const TILE = 'application/octet-stream';
const NOTE = 'text/plain';

const listSchema = {
  type: 'object',
  properties: { checkpoints: { type: 'array', items: { type: 'string', maxLength: 65_536 }, maxItems: 16 } },
  required: ['checkpoints'],
  additionalProperties: false,
} as const;

/**
 * All logs as the broker shows them (docs/protocol/logs.md). Nothing that comes from here is believed by itself: a
 * checkpoint is opened with the keys of the directory, and tiles are held against a checkpoint.
 */
export class BrokerLogs {
  constructor(private readonly broker: Pick<BrokerConnection, 'readLog' | 'writeLog'>) {}

  /** The newest checkpoint with the cosignatures that it has so far; `undefined` when the log has none there. */
  async newest(origin: string): Promise<string | undefined> {
    const note = await this.broker.readLog(`${origin}/checkpoint`);
    return note === undefined ? undefined : Buffer.from(note).toString('utf8');
  }

  /**
   * The newest checkpoints with their cosignatures, the newest first, 16 at most. The first often has few cosignatures
   * yet: whoever needs a quorum looks further down.
   *
   * @throws log.broker-answer
   */
  async recent(origin: string): Promise<readonly string[]> {
    const body = await this.broker.readLog(`${origin}/checkpoints`);
    return body === undefined ? [] : readList(body);
  }

  /** The tiles of a log; a tile that is not shown is an error. */
  tiles(origin: string): TileReader {
    return {
      tile: async (level, index, width) => {
        const hashes = await this.broker.readLog(`${origin}/${tilePath(level, index, width)}`);
        if (hashes === undefined) throw new CrexError('log.tile-not-shown', 'the broker does not show a tile of a log');
        return hashes;
      },
    };
  }

  putTile(origin: string, { level, index, width }: TileCoordinates, hashes: Uint8Array): Promise<void> {
    return this.broker.writeLog('PUT', `${origin}/${tilePath(level, index, width)}`, hashes, TILE);
  }

  putCheckpoint(origin: string, note: string): Promise<void> {
    return this.broker.writeLog('PUT', `${origin}/checkpoint`, Buffer.from(note), NOTE);
  }

  /** @param line one signature line with its newline, for one of the newest checkpoints */
  putCosignature(origin: string, line: string): Promise<void> {
    return this.broker.writeLog('POST', `${origin}/cosignature`, Buffer.from(line), NOTE);
  }
}

function readList(body: Uint8Array): readonly string[] {
  try {
    const list = parseJson(body, LIST_LIMITS);
    checkShape(listSchema, list, 'log.broker-answer', 'the list of checkpoints');
    return (list as { checkpoints: readonly string[] }).checkpoints;
  } catch (cause) {
    throw new CrexError('log.broker-answer', 'the broker’s list of checkpoints is none', { cause });
  }
}
