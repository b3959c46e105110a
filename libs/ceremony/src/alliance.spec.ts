import { KeyObject } from 'node:crypto';
import type { KeyPair, SealingKeyPair } from '#libs/pki';
import { COUNTRIES } from '#libs/protocol';
import { Alliance } from './alliance.js';
import { codeOfAsync } from '../../../test/code-of.js';
import { KEY_ROLES } from './folder-layout.js';
import { OFFICES } from './offices.js';
import { readPublication } from './publication.js';

const nowMs = Date.UTC(2026, 10, 22, 12);

describe('the ceremony', () => {
  it('makes an Alliance of all 18 countries within 5 seconds of CPU', async () => {
    const before = process.cpuUsage();
    const alliance = await Alliance.create({ env: 'demo', members: COUNTRIES, nowMs });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(alliance.members.map(({ id }) => id)).toEqual([...COUNTRIES, 'BROKER']);
  });

  it('refuses production', async () => {
    const made = Alliance.create({ env: 'production', members: ['AR'], nowMs });
    expect(await codeOfAsync(made)).toBe('ceremony.production-refused');
  });

  it('refuses an Alliance of nobody, and the suspension of a stranger', async () => {
    expect(await codeOfAsync(Alliance.create({ env: 'test', members: [], nowMs }))).toBe('ceremony.no-members');
    const made = Alliance.create({ env: 'test', members: ['AR'], nowMs, suspended: ['GY'] });
    expect(await codeOfAsync(made)).toBe('ceremony.unknown-member');
  });

  it('gives each member and role a key of its own', async () => {
    const { members, offices, publisher } = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs });
    const pairs: readonly (KeyPair | SealingKeyPair)[] = [
      ...members.flatMap(({ keys }) => KEY_ROLES.map((role) => keys[role])),
      ...OFFICES.flatMap((office) => [offices[office].root, offices[office].targets]),
      ...[publisher.snapshot, publisher.timestamp],
    ];
    const spelled = pairs.map(({ publicKey }) =>
      publicKey instanceof KeyObject
        ? publicKey.export({ format: 'der', type: 'spki' }).toString('hex')
        : Buffer.from(publicKey).toString('hex'),
    );
    expect(new Set(spelled).size).toBe(3 * 9 + 6 + 2);
    const secrets = members.flatMap(({ auditKek, auditPseudonym }) => [auditKek, auditPseudonym]);
    expect(new Set(secrets.map((each) => Buffer.from(each).toString('hex'))).size).toBe(6);
    expect(secrets.every(({ length }) => length === 32)).toBe(true);
  });

  it('knows its members only', async () => {
    const alliance = await Alliance.create({ env: 'test', members: ['AR'], nowMs });
    expect(() => alliance.member('BR')).toThrow('BR is not in this Alliance');
    expect(await codeOfAsync(alliance.suspend('BR'))).toBe('ceremony.unknown-member');
  });
});

describe('a publication that is followed', () => {
  it('is refused when a file is missing or is none', async () => {
    const { files } = await Alliance.create({ env: 'test', members: ['AR'], nowMs });
    for (const lost of files.keys()) {
      if (lost === '1.root.json') continue;
      const missing = readPublication((path) => Promise.resolve(path === lost ? undefined : files.get(path)));
      expect([lost, await codeOfAsync(missing)]).toEqual([lost, 'ceremony.unreadable-publication']);
      const garbled = readPublication((path) => Promise.resolve(path === lost ? Buffer.from('{}{') : files.get(path)));
      expect([lost, await codeOfAsync(garbled)]).toEqual([lost, 'ceremony.unreadable-publication']);
    }
  });
});
