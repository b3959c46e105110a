import {
  cosignatureLine,
  keepOwnCosignature,
  openWitnessed,
  watchLog,
  type Ed25519Signer,
  type TileReader,
  type Watched,
} from '#libs/audit';
import { logKeysOf, type DirectoryView, type MemberView } from '#libs/directory';
import { BROKER, CrexError, isCrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { Trust } from '../directory/trust.js';
import type { PutCosignature } from './put-cosignature.js';
import { wholeNote, type Alarmed } from './shelf.js';
import type { ShelfStore } from './shelf.store.js';

/** A tree that has not grown is cosigned again after this long: half of what a checkpoint stays fresh (seconds). */
const COSIGN_AGAIN_SECONDS = 1_800;

/**
 * The broker is a witness like others: of each log that the directory assigns to it, what stands on the shelf must
 * extend what it has cosigned before. It never counts as a country; a log that it cannot cosign is an alarm each time.
 */
export class WitnessLogs {
  constructor(
    private readonly shelf: ShelfStore,
    private readonly trust: Trust,
    private readonly putCosignature: PutCosignature,
    private readonly witness: Ed25519Signer,
    private readonly alarmed: Alarmed,
    private readonly broker: BrokerIdentity,
  ) {}

  /** @throws directory.*, and what kept it from looking at a log */
  async run(): Promise<void> {
    const view = this.trust.view();
    const self = view.member(BROKER);
    if (self === undefined) throw new CrexError('logs.unknown-log', 'the directory does not list the broker');
    const failures: unknown[] = [];
    for (const member of view.members.filter(({ log }) => log.witnesses.includes(BROKER))) {
      await this.look(view, self, member).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0]; // the others have been looked at all the same
  }

  private async look(view: DirectoryView, self: MemberView, member: MemberView): Promise<void> {
    const { origin } = member.log;
    const keys = logKeysOf(view, member);
    const recent = await this.shelf.recent(this.shelf.sql, origin);
    const shown = recent.map((checkpoint) => openWitnessed(wholeNote(checkpoint), keys));
    for await (const watched of watchLog(this.shelf.sql, shown, this.reader(origin))) {
      if (watched.found === 'seen') await this.cosign(self, origin, watched);
      else this.alarmed(watched.found === 'fork' ? 'fork' : 'not-an-extension', { origin, place: 'checkpoint' });
    }
  }

  private async cosign(self: MemberView, origin: string, { checkpoint, own }: Extract<Watched, { found: 'seen' }>) {
    const time = this.broker.nowSeconds();
    const isShown = checkpoint.cosigners.some(({ member }) => member === BROKER);
    if (isShown && own !== undefined && time - own.time < COSIGN_AGAIN_SECONDS) return;
    const line = await cosignatureLine(checkpoint, { name: self.witness.name, key: this.witness }, time);
    await keepOwnCosignature(this.shelf.sql, checkpoint, { time, line });
    await this.putCosignature.run(self, origin, Buffer.from(line));
  }

  /** A tile that is not there is as good as one without hashes. */
  private reader(origin: string): TileReader {
    const reader = this.shelf.reader(this.shelf.sql, origin);
    return {
      tile: (level, index, width) =>
        reader.tile(level, index, width).catch((error: unknown) => {
          if (isCrexError(error, 'logs.tiles-missing')) return new Uint8Array();
          throw error;
        }),
    };
  }
}
