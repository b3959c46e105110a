import { createDelegatedTargets, readFile, type OnlineFile } from '#libs/directory';
import { withNewerCrl } from '#libs/pki';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { BROKER, CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { BrokerKeys } from '../keys.js';
import type { CurrentDirectory } from './current-directory.js';
import { checkPublished, expiryOf, signedPart, type Published, type Publisher } from './publisher.js';

/** Longest life of an online part, and how long before its end it is signed anew (seconds). */
const LIFE_SECONDS = 48 * 3600;
const RENEW_BEFORE_SECONDS = 36 * 3600;
const TARGET = `members/${BROKER}/online.json`;

/**
 * Keeps the broker's own online part alive and true: what it listed last, and the certificates of the keys in use, signed
 * anew for 48 hours, every 12 hours. A broker that slept for longer comes back by itself, since it needs nobody's leave to
 * publish.
 */
export class RenewOwnPart {
  constructor(
    private readonly database: Database,
    private readonly publisher: Publisher,
    private readonly directory: CurrentDirectory,
    private readonly keys: BrokerKeys,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @param crl a new revocation list of the broker's CA (DER), which is published at once
   * @returns whether it was due
   * @throws directory.none; pki.crl-*, pki.not-issued-by-member for a list that nobody would accept
   */
  async run(crl?: Uint8Array): Promise<boolean> {
    const renewed = await inTransaction(this.database, async (tx) => {
      const current = await this.publisher.begin(tx);
      checkPublished(current);
      const { version, expires, content } = await presentPart(tx, current);
      const now = this.broker.nowSeconds();
      const next = this.nextContent(content, crl);
      if (next === content && expires > now + RENEW_BEFORE_SECONDS) return false;
      const files = await createDelegatedTargets({
        ...{ part: 'online', env: this.broker.env, content: next },
        ...{ version: version + 1, expires: now + LIFE_SECONDS, signers: [this.keys.publisher.ownPart] },
      });
      await this.publisher.publishSnapshot(tx, current, files);
      return true;
    });
    if (renewed) await this.directory.refresh();
    return renewed;
  }

  /** What was listed, the certificates of the keys in use, and the new list if there is one. */
  private nextContent(content: OnlineFile, crl: Uint8Array | undefined): OnlineFile {
    const listed = new Set(content.certificates.map(({ der }) => der));
    const held = this.keys.certificates.map(({ role, der }) => ({ role, der: base64(der) }));
    const added = held.filter(({ der }) => !listed.has(der));
    if (added.length === 0 && crl === undefined) return content;
    return {
      ...content,
      certificates: [...content.certificates, ...added],
      crls: crl === undefined ? content.crls : this.withList(content, crl),
    };
  }

  private withList({ crls }: OnlineFile, newer: Uint8Array): string[] {
    const caCertificates = this.directory.last()?.member(BROKER)?.caCertificates ?? [];
    const present = crls.map((der) => Buffer.from(der, 'base64'));
    return withNewerCrl(present, newer, { caCertificates, atMs: this.broker.clock.nowMs() }).map(base64);
  }
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}

async function presentPart(tx: Transaction, { snapshot }: Published) {
  const version = signedPart(snapshot).meta?.[`${BROKER}-online.json`]?.version ?? 0;
  const metadata = await published(tx, `${version}.${BROKER}-online.json`);
  const digest = signedPart(metadata).targets?.[TARGET]?.hashes.sha256 ?? '';
  const target = await published(tx, `targets/members/${BROKER}/${digest}.online.json`);
  const content = JSON.parse(Buffer.from(target).toString('utf8')) as OnlineFile;
  return { version, expires: expiryOf(metadata), content };
}

async function published(tx: Transaction, path: string): Promise<Uint8Array> {
  const bytes = await readFile(sqlOf(tx), path);
  if (bytes === undefined) {
    throw new CrexError('directory.missing-file', `${path} is not published`, {
      nextStep: 'publish the broker’s online part once, with the command publish-directory',
    });
  }
  return bytes;
}
