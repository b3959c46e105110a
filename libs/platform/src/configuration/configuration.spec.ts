import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { CrexError } from '#libs/protocol';
import { describeConfiguration, readConfiguration, type Configuration } from './configuration.js';
import { days, durationMs, file, flag, integer, list, oneOf, secret, text, url } from './setting.js';

const shape = {
  env: oneOf(['production', 'test', 'demo'], { name: 'CREX_ENV', meaning: 'where this runs' }),
  name: text({ name: 'CREX_NAME', meaning: 'what it is called', default: 'node' }),
  port: integer({ name: 'CREX_PORT', meaning: 'port of the API', min: 1, max: 65_535, default: 8443 }),
  batch: integer({ name: 'CREX_BATCH', meaning: 'most at once', min: 1, max: 64, unit: 'messages', default: 64 }),
  poll: durationMs({ name: 'CREX_POLL', meaning: 'pause', minMs: 10, maxMs: 60_000, default: 1000 }),
  broker: url(['https:'], { name: 'CREX_BROKER', meaning: 'the broker', default: undefined }),
  peers: list({ name: 'CREX_PEERS', meaning: 'who else', default: ['AR'] }),
  closed: days({ name: 'CREX_CLOSED', meaning: 'days off', default: [] }),
  strict: flag({ name: 'CREX_STRICT', meaning: 'refuse more', default: true }),
  key: file({ name: 'CREX_KEY', meaning: 'a key', default: undefined }),
  token: secret({ name: 'CREX_TOKEN_FILE', meaning: 'a token', default: undefined }),
};
const enough = { CREX_ENV: 'test' };

function faultsOf(environment: Record<string, string>): CrexError | undefined {
  try {
    readConfiguration(environment, shape);
  } catch (error) {
    return error as CrexError;
  }
  return undefined;
}

describe('the configuration', () => {
  it('is one frozen object whose types follow from the shape', () => {
    const configuration: Configuration<typeof shape> = readConfiguration(enough, shape);
    const env: 'production' | 'test' | 'demo' = configuration.env;
    const port: number = configuration.port;
    const broker: string | undefined = configuration.broker;
    expect([env, port, broker]).toEqual(['test', 8443, undefined]);
    expect(configuration.peers).toEqual(['AR']);
    expect(Object.isFrozen(configuration)).toBe(true);
  });

  it('reads each kind', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crex-spec-'));
    const secretFile = path.join(folder, 'secret');
    writeFileSync(secretFile, ' s3cret\n');
    const environment = {
      ...enough,
      ...{ CREX_NAME: 'ar', CREX_PORT: '80', CREX_POLL: '2s', CREX_BROKER: 'https://broker.example:1/x' },
      ...{
        CREX_PEERS: 'BR, CL',
        CREX_STRICT: 'false',
        CREX_CLOSED: '2026-11-20, 2028-02-29',
        CREX_KEY: secretFile,
        CREX_TOKEN_FILE: secretFile,
      },
      PATH: '/bin',
    };
    expect(readConfiguration(environment, shape)).toEqual({
      ...{ env: 'test', name: 'ar', port: 80, batch: 64, poll: 2000, broker: 'https://broker.example:1/x' },
      ...{ peers: ['BR', 'CL'], closed: ['2026-11-20', '2028-02-29'], strict: false, key: secretFile, token: 's3cret' },
    });
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['CREX_ENV', 'staging'],
    ['CREX_PORT', '0'],
    ['CREX_PORT', '65536'],
    ['CREX_PORT', '8e3'],
    ['CREX_POLL', '5'],
    ['CREX_POLL', '9ms'],
    ['CREX_POLL', '2min'],
    ['CREX_BROKER', 'http://broker.example'],
    ['CREX_BROKER', 'broker'],
    ['CREX_PEERS', 'BR,,CL'],
    ['CREX_CLOSED', '2026-02-29'],
    ['CREX_CLOSED', '20.11.2026'],
    ['CREX_CLOSED', '2026-11-20,'],
    ['CREX_STRICT', 'yes'],
    ['CREX_KEY', '/nowhere/at/all'],
    ['CREX_KEY', tmpdir()],
    ['CREX_TOKEN_FILE', '/dev/null'],
  ])('refuses %s=%s', (name, value) => {
    expect(faultsOf({ ...enough, [name]: value })?.pointers.map((each) => each.pointer)).toEqual([`/${name}`]);
  });

  it('names everything that is missing, wrong or unknown at once, and no value', () => {
    const environment = { CREX_PORT: 'hunter2', CREX_PROT: 'hunter3', DATABASE_URL: 'unrelated' };
    const error = faultsOf(environment);
    expect(error?.message).toBe(
      'CREX_ENV is required and must be one of: production, test, demo; ' +
        'CREX_PORT must be a whole number from 1 to 65535; CREX_PROT is not a setting of this program',
    );
    expect(JSON.stringify([error, error?.stack])).not.toMatch(/hunter/);
  });

  it('throws nothing but a coded error, whatever the environment holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.values(shape).map((each) => each.name)), fc.string()),
        (environment) => {
          expect([undefined, 'platform.configuration']).toContain(faultsOf(environment)?.code);
        },
      ),
    );
  });

  it('describes itself as a table', () => {
    const table = describeConfiguration(shape).split('\n');
    expect(table).toHaveLength(2 + Object.keys(shape).length);
    expect(table).toContain('| `CREX_BATCH` | most at once | a whole number from 1 to 64, messages | 64 messages |');
    expect(table).toContain('| `CREX_ENV` | where this runs | one of: production, test, demo | **required** |');
    expect(table).toContain('| `CREX_STRICT` | refuse more | true or false | true |');
  });
});
