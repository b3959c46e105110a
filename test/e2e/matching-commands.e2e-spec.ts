import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { configurationDigest, DEFAULT_CONFIGURATION } from '#libs/matching';
import { encryptKeyFile } from '#libs/pki';
import { createTestAlliance } from '#libs/testing';
import { inherited } from '../../apps/demo/src/child-process.js';
import { pem } from '../broker/test-broker.js';

const run = promisify(execFile);
const CREX = 'dist/apps/cli/src/main.js';
const WITHOUT_WARNING = '--disable-warning=ExperimentalWarning';
const PASSPHRASE = 'a passphrase for the test alone';

interface Shown {
  readonly digest: string;
  readonly isBuiltIn: boolean;
  readonly configuration: typeof DEFAULT_CONFIGURATION;
}

/** The worked example of docs/operate.md, in production: `crex` as an operator starts it, with the settings of a node. */
describe('an operator’s work on the rules of identification', () => {
  let state: string;
  const opened = new AsyncDisposableStack();
  const file = (name: string) => join(state, name);

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'crex-matching-'));
    opened.defer(() => rm(state, { recursive: true }));
    // only `test` lets one machine make the keys of all; each file says for which environment it was written
    const alliance = await createTestAlliance({ members: ['AR', 'BR'] });
    for (const country of ['AR', 'BR'] as const) {
      const { signing } = alliance.member(country).keys;
      await mkdir(join(file(country), 'keys'), { recursive: true });
      await mkdir(join(file(country), 'certificates'));
      const owner = { role: 'signing', env: 'production', member: country } as const;
      await writeFile(join(file(country), 'keys', 'signing.jwe'), await encryptKeyFile(signing, owner, PASSPHRASE));
      await writeFile(join(file(country), 'certificates', 'signing.pem'), pem(signing.certificate));
    }
    await writeFile(file('secret'), PASSPHRASE);
    await writeFile(file('key'), randomBytes(32).toString('base64url'));
    await writeFile(file('anchor'), '');
  });
  afterAll(() => opened.disposeAsync());

  /** The settings of a country's node, in a file; the database is none, and nothing asks for it. */
  async function settings(country: 'AR' | 'BR', more: Record<string, string> = {}): Promise<string> {
    await writeFile(file('url'), 'postgres://nobody@127.0.0.1:1/nothing');
    const lines = {
      ...{ CREX_ENV: 'production', CREX_COUNTRY: country, CREX_ZONE: 'America/Argentina/Buenos_Aires' },
      ...{ CREX_DATABASE_URL_FILE: file('url'), CREX_STATE_FOLDER: state, CREX_BROKER_URL: 'https://localhost:1' },
      ...{ CREX_KEYS_FOLDER: file(country), CREX_KEYS_PASSPHRASE_FILE: file('secret') },
      ...{ CREX_AUDIT_KEK_FILE: file('key'), CREX_AUDIT_PSEUDONYM_KEY_FILE: file('key') },
      ...{ CREX_BROKER_CA_FILE: file('anchor'), CREX_DIRECTORY_ROOT_FILE: file('anchor') },
      CREX_LOG_ORIGIN: 'log.example/audit/1',
      ...{ CREX_OIDC_ISSUER: 'https://localhost:1', CREX_OIDC_AUDIENCE: `urn:crex:production:${country}` },
      ...more,
    };
    const path = file(`${country}-${Object.keys(more).length}.env`);
    await writeFile(path, Object.entries(lines).map(([name, value]) => `${name}=${value}\n`).join('')); // prettier-ignore
    return path;
  }
  const crex = async (...words: string[]) => {
    const { stdout } = await run(process.execPath, [WITHOUT_WARNING, CREX, ...words], { env: inherited() });
    return JSON.parse(stdout) as unknown;
  };
  const show = async (country: 'AR' | 'BR', more?: Record<string, string>) =>
    (await crex('matching', 'show', '--settings', await settings(country, more))) as Shown;
  const sign = async (country: 'AR' | 'BR', from: string, to: string) =>
    crex('matching', 'sign', file(from), '--out', file(to), '--settings', await settings(country));
  const refusal = (code: string) => ({ stderr: expect.stringContaining(code) as string });

  it('shows what the software decides by, signs a changed one, and shows that one as the node’s from then on', async () => {
    const before = await show('AR');
    expect(before).toMatchObject({ isBuiltIn: true, digest: configurationDigest(DEFAULT_CONFIGURATION) });
    const mine = { ...before.configuration, version: 'ar-2026-1', maxListed: 20 };
    await writeFile(file('mine.json'), JSON.stringify(mine));
    const digest = configurationDigest(mine);
    expect(await sign('AR', 'mine.json', 'ar.jws')).toEqual({ written: file('ar.jws'), version: 'ar-2026-1', digest });
    const after = await show('AR', { CREX_MATCHING_FILE: file('ar.jws') });
    expect(after).toEqual({ digest, isBuiltIn: false, configuration: mine });
  });

  it('refuses to sign what is no configuration, and writes nothing', async () => {
    await writeFile(file('none.json'), JSON.stringify({ ...DEFAULT_CONFIGURATION, maxListed: 0 }));
    await expect(sign('AR', 'none.json', 'none.jws')).rejects.toMatchObject(
      refusal('matching.malformed-configuration'),
    );
    await expect(readFile(file('none.jws'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes none in production that is not signed, or is signed by another country', async () => {
    await expect(show('AR', { CREX_MATCHING_FILE: file('mine.json') })).rejects.toMatchObject(
      refusal('register.matching-not-signed'),
    );
    await sign('BR', 'mine.json', 'br.jws');
    await expect(show('AR', { CREX_MATCHING_FILE: file('br.jws') })).rejects.toMatchObject(
      refusal('register.matching-foreign'),
    );
  });
});
