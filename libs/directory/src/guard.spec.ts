import fc from 'fast-check';
import { BROKER } from '#libs/protocol';
import { Alliance, MemoryClient } from './alliance.jest.js';
import { bend, DAY, newSigner, NOW_SECONDS, signRaw, type Bend, type BentRole, type Signed } from './metadata.jest.js';
import { keyIdOf, keyTable, tufKey, type TufKey } from './keys.js';
import { sha256Hex } from './role-names.js';
import { MAX_METADATA_BYTES, MAX_TARGET_BYTES } from './limits.js';
import { codeOfAsync } from '../../../test/code-of.js';

/** What a new client says to an Alliance whose root was bent, and signed again by the offices. */
async function withRoot(how: Bend, signers?: Parameters<typeof signRaw>[1]): Promise<string> {
  const alliance = await Alliance.founded();
  await alliance.bendFile('1.root.json', how, signers ?? alliance.rootKeys);
  return codeOfAsync(new MemoryClient(alliance).refresh());
}

async function withTargets(how: Bend): Promise<string> {
  const alliance = await Alliance.founded();
  await alliance.bendFile('1.targets.json', how, alliance.targetsKeys);
  await alliance.publish();
  return codeOfAsync(new MemoryClient(alliance).refresh());
}
/** The same Ed25519 key under a second id: an unknown field changes the id, not the key. */
function twin(key: TufKey): [string, TufKey] {
  const copy = { ...key, note: 'the same key' };
  return [keyIdOf(copy), copy];
}

describe('signatures', () => {
  it('of one office are not enough for the targets', async () => {
    const alliance = await Alliance.founded();
    await alliance.addTargets({ signers: alliance.targetsKeys.slice(0, 1) });
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
  });

  it('of one office are not enough for the root', async () => {
    const alliance = await Alliance.founded();
    await alliance.addRoot({ signers: alliance.rootKeys.slice(0, 1) });
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
  });

  it('of a stranger are none, for the snapshot and for the timestamp', async () => {
    for (const who of ['snapshotSigners', 'timestampSigners']) {
      const alliance = await Alliance.founded();
      await alliance.publish({ [who]: [newSigner()] });
      expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
    }
  });

  it('of a delegation count up to its threshold', async () => {
    const alliance = new Alliance(['AR', BROKER]);
    await alliance.addRoot();
    const second = newSigner();
    const { AR, ...others } = alliance.targetsInput.delegations;
    const both = { keys: [alliance.keyOf('AR', 'online'), second], threshold: 2 };
    await alliance.addTargets({ delegations: { ...others, AR: { ...AR!, online: both } } });
    await Promise.all(alliance.ids.flatMap((id) => [alliance.addOffline(id), alliance.addOnline(id)]));
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
  });

  it('of one country do not count for the file of another', async () => {
    const alliance = await Alliance.founded();
    await alliance.bendFile('1.BR-online.json', () => undefined, [alliance.keyOf('AR', 'online')]);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
  });
});

describe('keys', () => {
  it('count once in the root: the library alone would take one key under two ids for two', async () => {
    const code = await withRoot((signed) => {
      const { root } = signed.roles;
      const [id, copy] = twin(signed.keys[root.keyids[0]!]!);
      signed.keys[id] = copy;
      root.keyids.push(id);
    });
    expect(code).toBe('directory.duplicate-key');
  });

  it('count once in the delegations', async () => {
    const code = await withTargets(({ delegations }) => {
      const [first] = Object.values(delegations!.keys);
      const [id, copy] = twin(first!);
      delegations!.keys[id] = copy;
    });
    expect(code).toBe('directory.duplicate-key');
  });

  it('have the id that follows from them', async () => {
    const stranger = tufKey(newSigner());
    expect(await withRoot((signed) => (signed.keys['0'.repeat(64)] = stranger))).toBe('directory.wrong-key-id');
    expect(await withTargets(({ delegations }) => (delegations!.keys['made-up'] = stranger))).toBe(
      'directory.wrong-key-id',
    );
  });

  it.each([
    { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval: { public: '00' } },
    { keytype: 'ed25519', scheme: 'ed25519ph', keyval: { public: 'ab'.repeat(32) } },
    { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'AB'.repeat(32) } },
    { keytype: 'ed25519', scheme: 'ed25519', keyval: {} },
  ])('are Ed25519: not $keytype $scheme $keyval', async (key) => {
    const id = keyIdOf(key as TufKey);
    expect(await withRoot((signed) => (signed.keys[id] = key as TufKey))).toBe('directory.wrong-key-type');
  });

  it('belong to one delegation', async () => {
    const code = await withTargets(({ delegations }) => {
      delegations!.roles[1]!.keyids = delegations!.roles[0]!.keyids;
    });
    expect(code).toBe('directory.duplicate-key');
  });

  it('are as many as the threshold asks for, in the root and in each delegation', async () => {
    expect(await withRoot((signed) => (signed.roles.timestamp.threshold = 2))).toBe('directory.threshold-out-of-reach');
    expect(await withTargets(({ delegations }) => (delegations!.roles[0]!.threshold = 2))).toBe(
      'directory.threshold-out-of-reach',
    );
  });
});

describe('the root', () => {
  it.each(['root', 'targets'] as const)(
    'wants two signatures for %s at least, unless fewer are asked for',
    async (role) => {
      const lower: Bend = (signed) => (signed.roles[role].threshold = 1);
      expect(await withRoot(lower)).toBe('directory.threshold-too-low');
      const alliance = await Alliance.founded();
      await alliance.bendFile('1.root.json', lower, alliance.rootKeys);
      expect(await codeOfAsync(new MemoryClient(alliance).refresh({ minThreshold: 1 }))).toBe('accepted');
      expect(await codeOfAsync(new MemoryClient(await Alliance.founded()).refresh({ minThreshold: 3 }))).toBe(
        'directory.threshold-too-low',
      );
    },
  );

  it('that follows is held to the same', async () => {
    const alliance = await Alliance.founded();
    await alliance.addRoot({ version: 2, targetsThreshold: 1 });
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.threshold-too-low');
  });

  it('demands consistent snapshots', async () => {
    expect(await withRoot((signed) => (signed.consistent_snapshot = false))).toBe('directory.malformed-metadata');
  });
});

describe('the delegations', () => {
  it.each<[string, (roles: BentRole[]) => void]>([
    ['one is missing', (roles) => roles.pop()],
    ['one has another name', (roles) => (roles[0]!.name = 'AR-of-old')],
    ['there is one more', (roles) => roles.push({ ...roles[0]!, name: 'UY-online', keyids: [], threshold: 1 })],
    ['one covers more paths', (roles) => roles[0]!.paths.push('members/BR/online.json')],
    ['one covers another path', (roles) => (roles[0]!.paths = ['members/*/offline.json'])],
    ['one is not terminating', (roles) => (roles[0]!.terminating = false)],
  ])('are two for each member and no others: %s', async (_, how) => {
    expect(await withTargets(({ delegations }) => how(delegations!.roles))).toBe('directory.wrong-delegation');
  });

  it('are there', async () => {
    expect(await withTargets((signed) => delete signed.delegations)).toBe('directory.wrong-delegation');
  });

  it.each<[string, Bend]>([
    ['the path of another', (signed) => (signed.targets['members/BR/online.json'] = info(signed))],
    ['only the path of another', (signed) => (signed.targets = { 'members/BR/online.json': info(signed) })],
    ['no path', (signed) => (signed.targets = {})],
    ['further delegations', (signed) => (signed.delegations = { keys: {}, roles: [] })],
  ])('sign their own path alone: not %s', async (_, how) => {
    const alliance = await Alliance.founded();
    await alliance.bendFile('1.AR-online.json', how, [alliance.keyOf('AR', 'online')]);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.foreign-path');
  });
  const info = (signed: Signed) => signed.targets['members/AR/online.json']!;

  it('name their file with its SHA-256', async () => {
    const alliance = await Alliance.founded();
    const weak: Bend = (signed) => (signed.targets['members/AR/online.json']!.hashes = { md5: '00' });
    await alliance.bendFile('1.AR-online.json', weak, [alliance.keyOf('AR', 'online')]);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.malformed-metadata');
  });
});

describe('a life', () => {
  const limits = { root: 732, timestamp: 1, snapshot: 7, targets: 366, 'AR-offline': 1830, 'AR-online': 2 };

  it.each(Object.entries(limits))('of %s metadata ends within %d days', async (role, days) => {
    const expires = (seconds: number): Bend => {
      const text = new Date((NOW_SECONDS + days * DAY + seconds) * 1000).toISOString().replace('.000', '');
      return (signed) => (signed.expires = text);
    };
    for (const [seconds, code] of [
      [60, 'accepted'],
      [61, 'directory.expires-too-late'],
    ] as const) {
      const alliance = await Alliance.founded();
      const path = `1.${role}.json`;
      if (role === 'root') await alliance.bendFile(path, expires(seconds), alliance.rootKeys);
      if (role === 'targets') await alliance.bendFile(path, expires(seconds), alliance.targetsKeys);
      const key = alliance.partKeys.get(role);
      if (key) await alliance.bendFile(path, expires(seconds), [key]);
      await alliance.publish({ [role]: expires(seconds) });
      expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe(code);
    }
  });
});

describe('versions and times', () => {
  it.each<[string, Bend]>([
    ['a version with no exact value', (signed) => (signed.version = 2 ** 53)],
    ['fractions of a second', (signed) => (signed.expires = '2026-11-23T10:00:00.5Z')],
    ['a zone', (signed) => (signed.expires = '2026-11-23T10:00:00+01:00')],
  ])('of metadata are written as TUF says: not with %s', async (_, how) => {
    expect(await withRoot(how)).toBe('directory.malformed-metadata');
    for (const role of ['timestamp', 'snapshot', 'targets', 'AR-online']) {
      const alliance = await Alliance.founded();
      const path = `1.${role}.json`;
      if (role === 'targets') await alliance.bendFile(path, how, alliance.targetsKeys);
      if (role === 'AR-online') await alliance.bendFile(path, how, [alliance.keyOf('AR', 'online')]);
      await alliance.publish({ [role]: how });
      const code = await codeOfAsync(new MemoryClient(alliance).refresh());
      // a version is also compared with the announced one, which may come first
      expect(['directory.malformed-metadata', 'directory.mismatch', 'directory.rollback']).toContain(code);
      if (signedTimes.test(String(how))) expect(code).toBe('directory.malformed-metadata');
    }
  });
  const signedTimes = /expires/;
});

describe('bytes', () => {
  it('of a target are the ones that were signed, in length and hash', async () => {
    const alliance = await Alliance.founded();
    for (const path of [
      alliance.membersPath(),
      alliance.targetPath('AR', 'online'),
      alliance.targetPath('AR', 'offline'),
    ]) {
      const good = alliance.file(path);
      for (const bad of [Buffer.concat([good, Buffer.from(' ')]), Buffer.from(good).fill(0x20, 3, 4)]) {
        alliance.files.set(path, bad);
        expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.mismatch');
      }
      alliance.files.set(path, good);
    }
  });

  it('of a target that has the hash, but not the length that was signed, are refused', async () => {
    const alliance = await Alliance.founded();
    const longer: Bend = (signed) => (signed.targets['members/AR/online.json']!.length += 1);
    await alliance.bendFile('1.AR-online.json', longer, [alliance.keyOf('AR', 'online')]);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.mismatch');
  });

  it('are bounded, before anything reads them', async () => {
    const alliance = await Alliance.founded();
    const sizes: [string, number][] = [
      ['timestamp.json', MAX_METADATA_BYTES.timestamp],
      ['2.root.json', MAX_METADATA_BYTES.root],
      ['1.snapshot.json', MAX_METADATA_BYTES.snapshot],
      ['1.targets.json', MAX_METADATA_BYTES.targets],
      ['1.AR-online.json', MAX_METADATA_BYTES.online],
      ['1.AR-offline.json', MAX_METADATA_BYTES.offline],
      [alliance.membersPath(), MAX_TARGET_BYTES.members],
      [alliance.targetPath('AR', 'online'), MAX_TARGET_BYTES.online],
      [alliance.targetPath('AR', 'offline'), MAX_TARGET_BYTES.offline],
    ];
    for (const [path, most] of sizes) {
      const files = new Map(alliance.files).set(path, Buffer.alloc(most + 1, '{'));
      const fetch = (wanted: string) => Promise.resolve(files.get(wanted));
      expect([path, await codeOfAsync(new MemoryClient(alliance).refresh({ fetch }))]).toEqual([
        path,
        'directory.too-large',
      ]);
    }
  });

  it('that are garbage are refused with a code, wherever they stand', async () => {
    const alliance = await Alliance.founded();
    const paths = ['timestamp.json', '2.root.json', '1.snapshot.json', '1.targets.json', '1.AR-online.json'];
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json({ maxDepth: 6 }).map((text) => Buffer.from(text)),
      fc
        .constantFrom('[', '{"signed":{}}', '{"signed":{"_type":"timestamp"},"signatures":[]}')
        .map((t) => Buffer.from(t)),
      fc.integer({ min: 1, max: 9999 }).map((depth) => Buffer.from('['.repeat(depth))),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), garbage, async (path, bytes) => {
        const files = new Map(alliance.files).set(path, bytes);
        const fetch = (wanted: string) => Promise.resolve(files.get(wanted));
        expect(await codeOfAsync(new MemoryClient(alliance).refresh({ fetch }))).toMatch(
          /^directory\.(malformed-metadata|mismatch|too-large)$/,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('with one key named twice are refused, though a lenient reader would take the last', async () => {
    const twice = (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString().replace('{', '{"signatures":[],'));
    for (const path of ['timestamp.json', '1.root.json', '2.root.json', '1.targets.json', '1.AR-online.json']) {
      const alliance = await Alliance.founded();
      if (path === '2.root.json') await alliance.addRoot({ version: 2 });
      alliance.files.set(path, twice(alliance.file(path)));
      if (path !== 'timestamp.json') await alliance.publish();
      expect([path, await codeOfAsync(new MemoryClient(alliance).refresh())]).toEqual([
        path,
        'directory.malformed-metadata',
      ]);
    }
    const alliance = await Alliance.founded();
    const snapshot = twice(alliance.file('1.snapshot.json'));
    alliance.files.set('1.snapshot.json', snapshot);
    const named = { version: 1, length: snapshot.byteLength, hashes: { sha256: sha256Hex(snapshot) } };
    const renamed: Bend = (signed) => (signed.meta['snapshot.json'] = named);
    alliance.files.set('timestamp.json', await bend(alliance.file('timestamp.json'), renamed, [alliance.timestampKey]));
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.malformed-metadata');
  });
});

it('the key table of the same key twice has it once', () => {
  const signer = newSigner();
  expect(Object.keys(keyTable([signer, signer]))).toEqual([keyIdOf(tufKey(signer))]);
});
