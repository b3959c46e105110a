import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BROKER, type MemberId } from '#libs/protocol';
import { Client } from 'pg';
import { until } from '../faults/alliance-under-fire.js';
import { Exchange } from './exchange.js';

const run = promisify(execFile);
const WITHIN_MS = 30_000;

/** The worked examples of docs/operate.md, with the programs as an operator starts them. */
describe('an operator’s work on keys', () => {
  let exchange: Exchange;
  let alliance: string;

  beforeAll(async () => {
    exchange = await Exchange.prepare({
      ...{ persons: 5, databasePrefix: `k${Math.random().toString(36).slice(2, 10)}` },
      settings: { nodes: { CREX_DIRECTORY_PERIOD: '500ms' }, BROKER: { CREX_DIRECTORY_PERIOD: '500ms' } },
    });
    alliance = join(exchange.local.options.folder, 'alliance');
    await exchange.local.start();
  }, 120_000);
  afterAll(() => exchange.close());

  type Leaf = Readonly<Record<'type' | 'action' | 'keyRole' | 'keyDigest' | 'setting', string>>;
  async function logged(id: MemberId, ...types: string[]): Promise<Leaf[]> {
    const client = new Client({ connectionString: exchange.local.databaseUrls(id).app });
    await client.connect();
    try {
      const { rows } = await client.query<{ leaf: string }>(
        `SELECT convert_from(leaf, 'UTF8') AS leaf FROM audit_entry WHERE type = ANY($1) ORDER BY entry_id`,
        [types],
      );
      return rows.map(({ leaf }) => JSON.parse(leaf) as Leaf);
    } finally {
      await client.end();
    }
  }
  const says = (id: MemberId, action: string, keyRole: string) => async () =>
    (await logged(id, 'KEY_EVENT')).some((leaf) => leaf.action === action && leaf.keyRole === keyRole);
  const admin = (id: MemberId, ...words: string[]) =>
    exchange.local.admin(id, words, id === BROKER ? {} : { CREX_BROKER_URL: exchange.local.brokerAddress() });
  async function revoke(id: MemberId, ...more: string[]): Promise<string> {
    const words = ['dist/apps/cli/src/main.js', 'revocations', id, '--alliance', alliance, ...more];
    const { stdout } = await run(process.execPath, words);
    return stdout.split(': ')[0] ?? '';
  }

  it('begins with a log that knows every key and every rule', async () => {
    for (const id of ['AR', 'BR', BROKER] as const) {
      expect(await until(says(id, 'CREATED', 'sealing'), WITHIN_MS)).toBe(true);
      const roles = (await logged(id, 'KEY_EVENT')).map(({ keyRole }) => keyRole);
      expect(roles).toEqual(expect.arrayContaining(['tls', 'signing', 'log', 'witness', 'audit-kek', 'pseudonym']));
      expect((await logged(id, 'CONFIG_CHANGE')).map(({ setting }) => setting)).toContain('software');
    }
  });

  it('revokes a certificate of a country: list from its CA, and the node’s own publication', async () => {
    const certificate = join(alliance, 'ar', 'certificates', 'extract-seal.pem');
    const list = await revoke('AR', '--certificate', certificate, '--reason', 'superseded');
    expect(await admin('AR', 'publish-online', '--crl', list)).toMatchObject({ version: 2 });
    expect(await until(says('AR', 'REVOKED', 'extract-seal'), WITHIN_MS)).toBe(true);
    expect(await says('AR', 'REVOKED', 'signing')()).toBe(false);
  });

  it('carries a part to the broker in a file', async () => {
    const file = join(exchange.local.options.folder, 'ar-online-part.json');
    const signed = await admin('AR', 'publish-online', '--out', file);
    expect(signed).toMatchObject({ version: 3 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await admin(BROKER, 'accept-online', file)).toMatchObject({ member: 'AR', version: expect.any(Number) as number }); // prettier-ignore
    const again = JSON.parse(await readFile(file, 'utf8')) as { member: string };
    expect(again.member).toBe('AR');
    await expect(admin('AR', 'publish-online', '--as-version', '3')).rejects.toMatchObject({
      stderr: expect.stringContaining('broker.directory-not-next-version') as string,
    });
  });

  it('gives the broker a new list of its own CA', async () => {
    const list = await revoke(BROKER);
    expect(await admin(BROKER, 'publish-own-part', '--crl', list)).toMatchObject({ version: expect.any(Number) as number }); // prettier-ignore
    await expect(
      admin(BROKER, 'publish-own-part', '--crl', join(alliance, 'broker', 'passphrase')),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('pki.crl-malformed') as string,
    });
  });

  it('leaves nothing to say when a node starts again', async () => {
    const types = ['KEY_EVENT', 'CONFIG_CHANGE'];
    const before = await logged('AR', ...types);
    await exchange.local.process('AR').stop();
    await exchange.local.startOne('AR');
    expect(await logged('AR', ...types)).toEqual(before);
  });
});
