import { cosignatureLine, keepOwnCosignature, type Checkpoint, type Ed25519Signer } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';

/** This country's witness: its key, and the name under which the directory lists it. */
export class OwnWitness {
  constructor(
    private readonly database: Database,
    private readonly trust: Trust,
    private readonly key: Ed25519Signer,
    private readonly home: Home,
  ) {}

  /**
   * Cosigns a checkpoint that is kept as the known one of its log: whoever calls this has kept it before.
   *
   * @returns the line @throws log.not-listed, directory.*
   */
  async cosign(checkpoint: Checkpoint): Promise<string> {
    const us = this.trust.view().member(this.home.country);
    if (us === undefined) throw new CrexError('log.not-listed', 'the directory does not list this country');
    const time = this.home.nowSeconds();
    const line = await cosignatureLine(checkpoint, { name: us.witness.name, key: this.key }, time);
    await keepOwnCosignature(sqlOf(this.database.manager), checkpoint, { time, line });
    return line;
  }
}
