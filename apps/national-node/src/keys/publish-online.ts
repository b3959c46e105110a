import { derOfCrl, revokedAt, withNewerCrl, type RevocationContext } from '#libs/pki';
import { CrexError, isCrexError } from '#libs/protocol';
import type { OnlineFile } from '#libs/directory';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { NodeKeys } from './open-keys.js';
import type { OnlinePart, SignedPart } from './online-part.js';

/** What an operator wants of the next part. */
export interface PublicationOrder {
  /** A new revocation list of this country's CA, DER or PEM. */
  readonly crl?: Uint8Array | undefined;
  /** The version that the broker says is next, when this node's own copy of the directory is too old to know. */
  readonly version?: number | undefined;
  /** False: the part is only signed, for somebody to carry to the broker. */
  readonly push: boolean;
}

/**
 * An operator publishes this country's online part by hand: with a new revocation list, or when the node cannot do it
 * by itself. What is in the part and who signs it is the same as ever; the order can leave nothing out and add no key.
 */
export class PublishOnline {
  constructor(
    private readonly part: OnlinePart,
    private readonly keys: NodeKeys,
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerConnection,
    private readonly home: Home,
  ) {}

  /**
   * @throws keys.nothing-published; pki.crl-*, pki.revocation-unknown for lists that nobody would accept;
   *   courier.broker-*
   */
  async run({ crl, version, push }: PublicationOrder): Promise<SignedPart> {
    await this.lookForNewer();
    const last = await this.part.last();
    checkPublishedBefore(last);
    const next = await this.part.next(last.file);
    const content = crl === undefined ? next : { ...next, crls: this.withList(next, derOfCrl(crl)) };
    this.checkListsInOrder(content);
    const signed = await this.part.sign(content, version ?? last.version + 1);
    if (push) await this.broker.pushOnline(signed.metadata, signed.target);
    return signed;
  }

  /** A node whose certificate is over or revoked is not let in to read the directory: then what it has must do. */
  private async lookForNewer(): Promise<void> {
    try {
      await this.directory.refresh();
    } catch (error) {
      if (!isCrexError(error)) throw error;
    }
  }

  private withList({ crls }: OnlineFile, newer: Uint8Array): string[] {
    const lists = withNewerCrl(crls.map(derOf), newer, this.context());
    return lists.map((der) => Buffer.from(der).toString('base64'));
  }

  /** Others refuse this country's signatures when its list is missing or too old; whether it revokes is its own affair. */
  private checkListsInOrder({ crls }: OnlineFile): void {
    for (const { der } of this.keys.certificates) revokedAt(der, crls.map(derOf), this.context());
  }

  private context(): RevocationContext {
    const caCertificates = this.directory.last()?.member(this.home.country)?.caCertificates ?? [];
    return { caCertificates, atMs: this.home.clock.nowMs() };
  }
}

function checkPublishedBefore<P>(last: P | undefined): asserts last is P {
  if (last === undefined) {
    throw new CrexError('keys.nothing-published', 'this node knows no online part of its country', {
      nextStep: 'the first one is published with the country’s enrolment; start the node once after that',
    });
  }
}

function derOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}
