import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetadataSigner } from '#libs/pki';
import type { CountryCode, MemberId } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { logKey } from '../../apps/log-signer/src/log-key.js';
import { openSigner, type Signer } from '../../apps/log-signer/src/signer.js';
import { BrokerConnection } from '../../apps/national-node/src/courier/broker-connection.js';
import { pem, type TestBroker } from '../broker/test-broker.js';
import { TestNode } from '../hostile/test-node.js';

export type { Signer };

/** A national node with its real verbs and database, the real signer of its log, and real TLS to a broker. */
export class LogParty {
  private constructor(
    readonly node: TestNode,
    readonly signer: Signer,
    private readonly folder: string,
    private readonly connection: BrokerConnection,
  ) {}

  static async start(broker: TestBroker, country: CountryCode): Promise<LogParty> {
    const { alliance } = broker;
    const connection = connect(broker, country);
    const clock = fixedClock(broker.clock.nowMs());
    const node = await TestNode.start({ alliance, country, clock, broker: { connectionOf: () => connection } });
    const folder = await mkdtemp(join(tmpdir(), 'crex-log-signer-'));
    const signer = await signerOf(
      { ...node.database, origin: node.base.config.logOrigin, folder, member: country },
      alliance.member(country).logSigner,
    );
    return new LogParty(node, signer, folder, connection);
  }

  get origin(): string {
    return this.node.base.config.logOrigin;
  }

  /** So many entries, in the signed tree in the end. */
  async grow(count: number): Promise<bigint> {
    await this.append(count);
    return this.sign();
  }

  /** So many entries that wait for their places in the tree. */
  async append(count: number): Promise<void> {
    const { log } = this.node.base;
    const digest = () => randomBytes(32).toString('base64url');
    const entry = { type: 'TAKEN', messageId: 'AR-BR-1-000000000007', by: 'BR' } as const;
    const entries = Array.from({ length: count }, () => ({
      eventId: randomUUID(),
      entry: { ...entry, slipDigest: digest(), contentDigest: digest() },
    }));
    await this.node.database.transaction((sql) => log.append(sql, entries));
  }

  /** One round of the signer. */
  async sign(): Promise<bigint> {
    return (await this.signer.signLog.run()).size;
  }

  async close(): Promise<void> {
    await this.signer.close();
    await this.node.close();
    await this.connection.close();
    await rm(this.folder, { recursive: true });
  }
}

function connect(broker: TestBroker, country: CountryCode): BrokerConnection {
  const { tls } = broker.alliance.member(country).keys;
  return new BrokerConnection({
    url: new URL(broker.running.url),
    key: tls.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: pem(tls.certificate),
    authorities: pem(broker.alliance.member('BROKER').keys.ca.certificate),
    checkBroker: () => undefined,
  });
}

/** Whose log is signed, and where. */
interface SignedLog {
  readonly member: MemberId;
  readonly origin: string;
  /** Connection string of the signer's role. */
  readonly logUrl: string;
  /** Empty, for its state. */
  readonly folder: string;
}

/** The signer of a log as its process has it, with a key of the test. */
export function signerOf({ member, origin, logUrl, folder }: SignedLog, key: MetadataSigner): Promise<Signer> {
  return openSigner(
    {
      ...{ env: 'test', member, logLevel: 'silent', operationsPort: 0, stateFolder: folder },
      ...{ logOrigin: origin, databaseUrl: logUrl, keysFolder: '', passphrase: '' },
    },
    { keyOf: (name) => logKey(name, key) },
  );
}
