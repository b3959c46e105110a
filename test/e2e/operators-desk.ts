import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encryptKeyFile } from '#libs/pki';
import { createTestAlliance } from '#libs/testing';
import { inherited } from '../../apps/demo/src/child-process.js';
import { pem } from '../broker/test-broker.js';

const run = promisify(execFile);
const CREX = 'dist/apps/cli/src/main.js';
const WITHOUT_WARNING = '--disable-warning=ExperimentalWarning';
const PASSPHRASE = 'a passphrase for the test alone';
const COUNTRIES = ['AR', 'BR'] as const;
type Country = (typeof COUNTRIES)[number];

/** Where operators of two countries in production work with `crex`: their signing keys, and the settings of their nodes. */
export class OperatorsDesk implements AsyncDisposable {
  private constructor(private readonly folder: string) {}

  static async prepare(): Promise<OperatorsDesk> {
    const desk = new OperatorsDesk(await mkdtemp(join(tmpdir(), 'crex-operator-')));
    // only `test` lets one machine make the keys of all; each file says for which environment it was written
    const alliance = await createTestAlliance({ members: COUNTRIES });
    for (const country of COUNTRIES) {
      const { signing } = alliance.member(country).keys;
      await mkdir(join(desk.file(country), 'keys'), { recursive: true });
      await mkdir(join(desk.file(country), 'certificates'));
      const owner = { role: 'signing', env: 'production', member: country } as const;
      await writeFile(
        join(desk.file(country), 'keys', 'signing.jwe'),
        await encryptKeyFile(signing, owner, PASSPHRASE),
      );
      await writeFile(join(desk.file(country), 'certificates', 'signing.pem'), pem(signing.certificate));
    }
    await writeFile(desk.file('secret'), PASSPHRASE);
    await writeFile(desk.file('key'), randomBytes(32).toString('base64url'));
    await writeFile(desk.file('anchor'), '');
    return desk;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Runs `crex` as the operator of a country starts it; its answer is JSON. */
  async crex(
    country: Country,
    words: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const command = [WITHOUT_WARNING, CREX, ...words, '--settings', await this.settings(country, more)];
    const { stdout } = await run(process.execPath, command, { env: inherited() });
    return JSON.parse(stdout) as unknown;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  /** The settings of a country's node, in a file; the database is none, and nothing asks for it. */
  private async settings(country: Country, more: Readonly<Record<string, string>>): Promise<string> {
    await writeFile(this.file('url'), 'postgres://nobody@127.0.0.1:1/nothing');
    const lines = {
      ...{ CREX_ENV: 'production', CREX_COUNTRY: country, CREX_ZONE: 'America/Argentina/Buenos_Aires' },
      ...{ CREX_DATABASE_URL_FILE: this.file('url'), CREX_STATE_FOLDER: this.folder },
      CREX_BROKER_URL: 'https://localhost:1',
      ...{ CREX_KEYS_FOLDER: this.file(country), CREX_KEYS_PASSPHRASE_FILE: this.file('secret') },
      ...{ CREX_AUDIT_KEK_FILE: this.file('key'), CREX_AUDIT_PSEUDONYM_KEY_FILE: this.file('key') },
      ...{ CREX_BROKER_CA_FILE: this.file('anchor'), CREX_DIRECTORY_ROOT_FILE: this.file('anchor') },
      CREX_LOG_ORIGIN: 'log.example/audit/1',
      ...{ CREX_OIDC_ISSUER: 'https://localhost:1', CREX_OIDC_AUDIENCE: `urn:crex:production:${country}` },
      ...more,
    };
    const path = this.file(`${country}-${randomBytes(4).toString('hex')}.env`);
    await writeFile(path, Object.entries(lines).map(([name, value]) => `${name}=${value}\n`).join('')); // prettier-ignore
    return path;
  }
}
