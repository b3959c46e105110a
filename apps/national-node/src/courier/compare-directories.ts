import type { Logger } from '#libs/platform';
import { CrexError, type Content, type CountryCode } from '#libs/protocol';
import { Counter, type Registry } from 'prom-client';
import type { CurrentDirectory } from '../current-directory.js';

/**
 * Compares the directory that a verified peer names in its content with the one that this node holds. One version with
 * two hashes means that whoever publishes it shows two lists (or that the peer lies): what one of them says about keys
 * and revocations is not what the other says, so nothing is decided on such a message.
 */
export class CompareDirectories {
  private readonly counter: Counter<'country'>;
  /** Differences that the operator's log has. */
  private readonly told = new Set<string>();

  constructor(
    private readonly directory: CurrentDirectory,
    private readonly logger: Logger,
    registry: Registry,
  ) {
    this.counter = new Counter({
      name: 'crex_directory_differs_total',
      help: 'Messages whose sender holds another directory under a version that this node holds too, by sender',
      labelNames: ['country'],
      registers: [registry],
    });
  }

  /** @throws message.directory-differs */
  async checkSame(peer: CountryCode, theirs: Content['dir']): Promise<void> {
    const { version, hash } = theirs;
    const ours = await this.directory.hashOf(version);
    if (ours === undefined || ours === hash) return;
    this.counter.inc({ country: peer });
    this.tellOnce({ code: 'message.directory-differs', peer, version, ours, theirs: hash });
    throw new CrexError('message.directory-differs', `version ${version} of the directory is another one here`, {
      nextStep: `tell the operators of both countries: each compares its ${version}.snapshot.json with the other's`,
    });
  }

  private tellOnce(difference: object): void {
    const name = JSON.stringify(difference);
    if (this.told.has(name)) return;
    this.told.add(name);
    this.logger.error(difference, 'a country holds another directory under the same version');
  }
}
