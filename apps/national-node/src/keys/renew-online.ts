import { canonicalJson } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { OnlinePart } from './online-part.js';

/** How long before its end a part is signed anew (seconds). */
const RENEW_BEFORE_SECONDS = 36 * 3600;

/**
 * Keeps this country's online part of the directory alive and true: it is signed anew for 48 hours and pushed every 12
 * hours, and as soon as it has something else to say (a new sealing key, one that is over). A part that is not renewed
 * shows nothing, so a country that falls silent drops out by itself; a node that wakes up again pushes the next part with
 * what it published last, which the broker takes from a TLS certificate of the country's own CA.
 */
export class RenewOnline {
  constructor(
    private readonly part: OnlinePart,
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerConnection,
    private readonly home: Home,
  ) {}

  /**
   * @returns whether it was due; the first part of all is published with the member's enrolment
   * @throws courier.broker-*
   */
  async run(): Promise<boolean> {
    const last = await this.part.last();
    if (last === undefined) return false;
    const content = await this.part.next(last.file);
    const isChanged = canonicalJson(content) !== canonicalJson(last.file);
    if (!isChanged && last.expiresAt > this.home.nowSeconds() + RENEW_BEFORE_SECONDS) return false;
    const { metadata, target } = await this.part.sign(content, last.version + 1);
    await this.broker.pushOnline(metadata, target);
    await this.directory.refresh();
    return true;
  }
}
