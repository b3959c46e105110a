import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { isCrexError, monthIn, monthsAfter, signStatistics, type CountryCode, type PartnerId } from '#libs/protocol';
import { partnerCommand } from '../../apps/cli/src/partner/partner.js';
import { statisticsCommand } from '../../apps/cli/src/statistics.js';
import { newBrokerDatabase, TestBroker } from './test-broker.js';

const INTERPOL = 'INTERPOL' as PartnerId;
const opened = new AsyncDisposableStack();
let folder: string;
let alliance: Alliance;
let broker: TestBroker;
beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'crex-partner-'));
  opened.defer(() => rm(parent, { recursive: true }));
  folder = join(parent, 'alliance');
  const database = opened.use(await newBrokerDatabase());
  const members: CountryCode[] = ['AR', 'BR'];
  alliance = await Alliance.create({ env: 'test', members, partners: [INTERPOL], nowMs: Date.now() });
  await saveAlliance(alliance, folder);
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url }));
  for (const by of members) {
    const time = Math.floor(Date.now() / 1000);
    const body = Buffer.from(
      await signStatistics({ env: 'test', by, time, month, pairs: [] }, alliance.member(by).signer),
    );
    await broker.client(by).call('PUT', '/v1/statistics', { body, type: 'application/jose' });
  }
});
afterAll(() => opened.disposeAsync());
afterEach(() => {
  process.exitCode = 0;
});

// the month before the last is over in every zone
const month = monthsAfter(monthIn('Etc/UTC', Math.floor(Date.now() / 1000)), -2);

/** What a command prints, or the code of its refusal. */
async function printed(command: ReturnType<typeof partnerCommand>, ...words: string[]): Promise<string> {
  const lines: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: unknown) => lines.push(String(text)) > 0;
  try {
    await command.exitOverride().parseAsync(words, { from: 'user' });
    return lines.join('');
  } catch (error) {
    if (!isCrexError(error)) throw error;
    return `${error.code}: ${error.message}`;
  } finally {
    process.stdout.write = write;
  }
}
const fetchAs = (whose: string) =>
  printed(
    partnerCommand(),
    ...['fetch', join(folder, whose), '--broker', broker.running.url, '--month', month],
    ...['--out', join(folder, 'out')],
  );
const partnerFetches = () => fetchAs('partners/interpol');

describe('crex partner fetch', () => {
  it('gets the figures of all members, which verify offline afterwards', async () => {
    expect(await partnerFetches()).toBe(`${month}: figures of AR, BR, signed as they stand\n`);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual([`${month}.jws`, 'directory']);
    const words = [
      ...['verify', join(folder, 'out', `${month}.jws`), '--directory', join(folder, 'out/directory')],
      ...['--root', join(folder, 'partners/interpol/anchor/root.json'), '--at', new Date().toISOString()],
    ];
    expect(await printed(statisticsCommand(), ...words)).toContain('VERIFIED     2 signed as they stand');
    expect(process.exitCode).toBe(0);
  });

  it('signs the part of the partner anew before it ends, and no sooner', async () => {
    expect(await broker.publishedVersion('INTERPOL-online')).toBe(1);
    const ending = await broker.onlinePart(alliance.partner(INTERPOL), 35 * 3600);
    expect((await broker.client(INTERPOL).json('/v1/directory/online', ending)).status).toBe(200);
    expect(await partnerFetches()).toContain('the online part of INTERPOL was signed anew');
    expect(await broker.publishedVersion('INTERPOL-online')).toBe(3);
    expect(await partnerFetches()).not.toContain('anew');
    expect(await broker.publishedVersion('INTERPOL-online')).toBe(3);
  });

  it('comes back with a new part when the present one has run out', async () => {
    const client = broker.client(INTERPOL);
    const ending = await broker.onlinePart(alliance.partner(INTERPOL), 5);
    expect((await client.json('/v1/directory/online', ending)).status).toBe(200);
    const version = await broker.publishedVersion('INTERPOL-online');
    const isLetIn = async () => (await client.call('GET', `/v1/statistics?month=${month}`)).status === 200;
    while (await isLetIn()) await sleep(50);
    // the directory that it may still read says which version is next, and shows nothing of what has run out
    expect(await partnerFetches()).toMatch(/^cli\.no-revocation-list:/);
    const list = Buffer.from(alliance.partner(INTERPOL).online.crls[0] ?? '', 'base64');
    const crls = join(folder, 'partners/interpol/crls');
    await mkdir(crls);
    await writeFile(join(crls, '1.crl'), list);
    expect(await partnerFetches()).toContain('was signed anew');
    expect(await broker.publishedVersion('INTERPOL-online')).toBe(version + 1);
  });

  it('is not for members, and says why the broker refuses', async () => {
    expect(await fetchAs('ar')).toMatch(/^cli\.no-partner:/);
    await broker.govern({}, { [INTERPOL]: { status: 'suspended' } });
    expect(await partnerFetches()).toMatch(
      /^cli\.broker-refused: .*403 \(broker\.sender-suspended\) to \/v1\/statistics/,
    );
  });
});
