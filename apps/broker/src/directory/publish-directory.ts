import { createHash } from 'node:crypto';
import { initialiseDirectory, readFile, type DirectoryFiles, type DirectoryView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import { signedPart, type Publisher } from './publisher.js';

const ANCHOR = '1.root.json';

/**
 * Publishes what the governing offices and members have signed: the first publication, whose root becomes the anchor,
 * and every later one. Snapshot and timestamp are added when they do not come with it.
 */
export class PublishDirectory {
  constructor(
    private readonly database: Database,
    private readonly publisher: Publisher,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @param fingerprint SHA-256 of the root (hexadecimal) that a person has compared; production asks for it
   * @throws directory.* when our own client would refuse it; then nothing is published
   */
  async run(files: DirectoryFiles, fingerprint: string | undefined): Promise<DirectoryView> {
    return inTransaction(this.database, async (tx) => {
      const current = await this.publisher.begin(tx);
      if (current === undefined) {
        const root = rootOf(files);
        this.checkFingerprint(root, fingerprint);
        await initialiseDirectory(sqlOf(tx), root);
      }
      const fresh = await unpublished(tx, files);
      return fresh.size === 0 || fresh.has('timestamp.json')
        ? this.publisher.publishFiles(tx, fresh)
        : this.publisher.publishSnapshot(tx, current, fresh);
    });
  }

  /** All trust starts from these bytes, and the folder that holds them proves nothing. */
  private checkFingerprint(root: Uint8Array, fingerprint: string | undefined): void {
    const actual = createHash('sha256').update(root).digest('hex');
    const given = fingerprint?.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
    if (given === undefined ? this.broker.env === 'production' : given !== actual) {
      throw new CrexError('directory.wrong-fingerprint', `the root has the fingerprint ${actual}`, {
        nextStep: 'compare it with the one that the offices have published, and give that one as --fingerprint',
      });
    }
  }
}

function rootOf(files: DirectoryFiles): Uint8Array {
  const root = files.get(ANCHOR);
  if (root === undefined) throw new CrexError('directory.missing-file', `the first publication holds ${ANCHOR}`);
  return root;
}

/** What is new, so that a command that is run again does nothing; publishing refuses a file that has changed. */
async function unpublished(tx: Transaction, files: DirectoryFiles): Promise<Map<string, Uint8Array>> {
  const fresh = new Map<string, Uint8Array>();
  for (const [path, bytes] of files) {
    const published = await readFile(sqlOf(tx), path === 'timestamp.json' ? timestampFile(bytes) : path);
    if (published === undefined || Buffer.compare(published, bytes) !== 0) fresh.set(path, bytes);
  }
  return fresh;
}

/** The name under which a timestamp stays when the next one takes its place. */
function timestampFile(bytes: Uint8Array): string {
  const { version } = signedPart(bytes);
  return `${version}.timestamp.json`;
}
