import { Alliance, MemoryClient } from './alliance.jest.js';
import { bend, DAY, HOUR, newSigner, NOW, NOW_SECONDS, signedOf, type Meta } from './metadata.jest.js';
import { codeOfAsync } from '../../../test/code-of.js';

/** An Alliance and a client that has accepted what it published first. */
async function upToDate(): Promise<{ alliance: Alliance; client: MemoryClient }> {
  const alliance = await Alliance.founded();
  const client = new MemoryClient(alliance);
  await client.refresh();
  alliance.fetched.length = 0;
  return { alliance, client };
}

describe('a refresh', () => {
  it('accepts what the offices, the members and the broker have signed', async () => {
    const client = new MemoryClient(await Alliance.founded());
    const view = await client.refresh();
    expect(view).toMatchObject({ version: 1, env: 'test', expired: false, expiresAt: NOW_SECONDS + DAY });
    expect(view?.member('AR')?.certificates.size).toBe(3);
    expect([...client.files.keys()]).toContain('1.timestamp.json');
  });

  it('costs one fetch when nothing has changed', async () => {
    const { alliance, client } = await upToDate();
    expect(await client.refresh()).toBeUndefined();
    expect(alliance.fetched).toEqual(['timestamp.json']);
  });

  it('fetches only what is new', async () => {
    const { alliance, client } = await upToDate();
    await alliance.addOnline('AR', 2, NOW_SECONDS + 40 * HOUR, { crls: [] });
    await alliance.publish();
    const view = await client.refresh();
    expect(view?.member('AR')).toMatchObject({ crls: [], onlineExpiresAt: NOW_SECONDS + 40 * HOUR });
    expect(alliance.fetched).toEqual([
      ...['timestamp.json', '2.root.json', '2.snapshot.json', '2.AR-online.json'],
      alliance.targetPath('AR', 'online', 2),
    ]);
  });

  it('takes a timestamp of the same version for the one it holds, with more signatures or fewer', async () => {
    const { alliance, client } = await upToDate();
    alliance.timestampVersion = 0;
    await alliance.publishTimestamp({ timestamp: (signed) => (signed.expires = '2026-11-22T20:00:00Z') });
    expect(await client.refresh()).toBeUndefined();
  });

  it('goes on with a member whose online part has run out, and shows nothing of that part', async () => {
    const { alliance, client } = await upToDate();
    await alliance.addOnline('BR', 2, NOW_SECONDS + HOUR);
    await alliance.publish();
    const view = await client.refresh({ nowMs: NOW + 2 * HOUR * 1000 });
    expect(view?.member('BR')).toMatchObject({ crls: [], sealingKeys: [], onlineExpiresAt: NOW_SECONDS + HOUR });
    expect(view?.member('BR')?.certificates.size).toBe(0);
    expect(view?.member('BR')?.caCertificates).toHaveLength(1);
    expect(view?.member('AR')?.certificates.size).toBe(3);
  });

  it('refuses an expired part that is not signed by its member all the same', async () => {
    const alliance = await Alliance.founded();
    const stranger = newSigner();
    await alliance.bendFile('1.BR-online.json', (signed) => (signed.expires = '2026-11-22T10:00:00Z'), [stranger]);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
  });

  it('goes on without a member that has not come online yet, but not without its certificates of the authority', async () => {
    const alliance = await Alliance.founded();
    await alliance.publish({ snapshot: (signed) => delete signed.meta['AR-online.json'] });
    const view = await new MemoryClient(alliance).refresh();
    expect(view?.member('AR')).toMatchObject({ onlineExpiresAt: 0, crls: [], sealingKeys: [] });
    await alliance.publish({ snapshot: (signed) => delete signed.meta['AR-offline.json'] });
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.malformed-metadata');
  });
});

describe('going back is refused', () => {
  it('for the timestamp', async () => {
    const { alliance, client } = await upToDate();
    const old = alliance.file('timestamp.json');
    await alliance.publish();
    await client.refresh();
    alliance.files.set('timestamp.json', old);
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it('for the snapshot', async () => {
    const { alliance, client } = await upToDate();
    await alliance.publish();
    await client.refresh();
    alliance.snapshotVersion = 1;
    await alliance.publishTimestamp();
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it.each(['targets.json', 'AR-online.json', 'AR-offline.json'])('for %s under a new snapshot', async (name) => {
    const alliance = await Alliance.founded();
    const { meta } = signedOf(alliance.file('1.snapshot.json'));
    await alliance.addTargets({ version: 2 });
    await Promise.all([alliance.addOnline('AR', 2), alliance.addOffline('AR', 2)]);
    await alliance.publish();
    const client = new MemoryClient(alliance);
    await client.refresh();
    await alliance.publish({ snapshot: (signed) => (signed.meta[name] = meta[name]!) });
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it('for a snapshot that lists a file no longer', async () => {
    const { alliance, client } = await upToDate();
    await alliance.publish({ snapshot: (signed) => delete signed.meta['AR-online.json'] });
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it('for the timestamp after the local one was lost', async () => {
    const { alliance, client } = await upToDate();
    const old = alliance.file('timestamp.json');
    await alliance.publishTimestamp();
    await client.refresh();
    client.held = { ...client.held, timestamp: undefined };
    alliance.files.set('timestamp.json', old);
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it('for the snapshot after the local timestamp was lost, though it names the same files', async () => {
    const { alliance, client } = await upToDate();
    await alliance.publish();
    await client.refresh();
    client.held = { ...client.held, timestamp: undefined, timestampVersion: 0 };
    alliance.snapshotVersion = 1;
    await alliance.publishTimestamp();
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });
});

describe('a freeze is refused', () => {
  it('when the timestamp has expired', async () => {
    const { client } = await upToDate();
    client.held = { ...client.held, timestamp: undefined };
    expect(await codeOfAsync(client.refresh({ nowMs: NOW + DAY * 1000 }))).toBe('directory.expired');
  });

  it.each(['root', 'snapshot', 'targets'] as const)('when %s has expired', async (role) => {
    const alliance = await Alliance.founded();
    const ended = (signed: { expires: string }) => (signed.expires = '2026-11-22T11:59:59Z');
    if (role === 'root') await alliance.bendFile('1.root.json', ended, alliance.rootKeys.slice(0, 2));
    if (role === 'targets') await alliance.bendFile('1.targets.json', ended, alliance.targetsKeys.slice(0, 2));
    await alliance.publish(role === 'snapshot' ? { snapshot: ended } : {});
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.expired');
  });
});

describe('mix and match is refused', () => {
  it('when the snapshot is not the one that the timestamp names', async () => {
    const alliance = await Alliance.founded();
    await alliance.bendFile('1.snapshot.json', (signed) => (signed.note = 'other'), [alliance.snapshotKey]);
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.mismatch');
  });

  it('when the snapshot has another version than its name', async () => {
    const alliance = await Alliance.founded();
    await alliance.publishSnapshot({ snapshot: (signed) => (signed.version = 7) });
    await alliance.publishTimestamp({ timestamp: (signed) => (signed.meta['snapshot.json']!.version = 2) });
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.rollback');
  });

  it.each(['targets', 'AR-online', 'BR-offline'])('when %s is not the file that the snapshot names', async (role) => {
    const alliance = await Alliance.founded();
    const signers = role === 'targets' ? alliance.targetsKeys : [alliance.partKeys.get(role)!];
    await alliance.bendFile(`1.${role}.json`, (signed) => (signed.note = 'other'), signers);
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.mismatch');
  });

  it.each(['targets', 'AR-online'])('when %s has another version than the snapshot says', async (role) => {
    const alliance = await Alliance.founded();
    const signers = role === 'targets' ? alliance.targetsKeys : [alliance.partKeys.get(role)!];
    await alliance.bendFile(`1.${role}.json`, (signed) => (signed.version = 3), signers);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.mismatch');
  });

  it('when a version that is held comes back with other bytes', async () => {
    const { alliance, client } = await upToDate();
    await alliance.addOnline('AR', 1, NOW_SECONDS + HOUR);
    await alliance.publish();
    expect(await codeOfAsync(client.refresh())).toBe('directory.mismatch');
  });

  it.each<[string, (meta: Meta) => void]>([
    ['hash', (meta) => (meta.hashes = { sha512: '00' })],
    ['length', (meta) => delete meta.length],
    ['exact version', (meta) => (meta.version = 2 ** 53)],
  ])('when a file is announced without %s', async (_, how) => {
    for (const name of ['targets.json', 'AR-online.json', 'AR-offline.json']) {
      const alliance = await Alliance.founded();
      await alliance.publish({ snapshot: (signed) => how(signed.meta[name]!) });
      expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.malformed-metadata');
    }
    const alliance = await Alliance.founded();
    await alliance.publish({ timestamp: (signed) => how(signed.meta['snapshot.json']!) });
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.malformed-metadata');
  });
});

describe('roots follow each other', () => {
  async function rotated(signersOf: (alliance: Alliance, fresh: ReturnType<typeof newSigner>) => Rotation) {
    const { alliance, client } = await upToDate();
    await alliance.addRoot({ version: 2, ...signersOf(alliance, newSigner()) });
    await alliance.publishTimestamp();
    return { alliance, client };
  }
  type Rotation = Partial<Parameters<Alliance['addRoot']>[0]>;

  it('when the old and the new keys have signed', async () => {
    const { client } = await rotated(({ rootKeys: [a, b] }, fresh) => ({
      rootKeys: [a, b, fresh],
      signers: [a, b, fresh],
    }));
    expect(await client.refresh()).toBeDefined();
    expect(client.files.has('2.root.json')).toBe(true);
  });

  it('not when only the new keys have signed', async () => {
    const { client } = await rotated(({ rootKeys: [a] }, fresh) => ({ rootKeys: [a, fresh], signers: [a, fresh] }));
    expect(await codeOfAsync(client.refresh())).toBe('directory.under-signed');
  });

  it('not when only the old keys have signed', async () => {
    const { client } = await rotated(({ rootKeys: [a, b] }, fresh) => ({ rootKeys: [a, fresh], signers: [a, b] }));
    expect(await codeOfAsync(client.refresh())).toBe('directory.under-signed');
  });

  it('not when a version is left out', async () => {
    const { alliance, client } = await upToDate();
    await alliance.addRoot({ version: 3 });
    alliance.files.set('2.root.json', alliance.file('3.root.json'));
    await alliance.publishTimestamp();
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
  });

  it('through one that has expired, as long as the last one has not', async () => {
    const { alliance, client } = await rotated(() => ({ expires: NOW_SECONDS - DAY }));
    expect(await codeOfAsync(client.refresh())).toBe('directory.expired');
    await alliance.addRoot({ version: 3 });
    expect(await client.refresh()).toBeDefined();
  });

  it('to a second signer of the timestamp: both must sign, and the old bound stays', async () => {
    const { alliance, client } = await upToDate();
    await alliance.publishTimestamp();
    await client.refresh();
    const second = newSigner();
    await alliance.addRoot({ version: 2, timestampKeys: [alliance.timestampKey, second], timestampThreshold: 2 });
    await alliance.publishTimestamp();
    expect(await codeOfAsync(client.refresh())).toBe('directory.under-signed');
    const both = { timestampSigners: [alliance.timestampKey, second] };
    alliance.timestampVersion = 0;
    await alliance.publishTimestamp(both);
    expect(await codeOfAsync(client.refresh())).toBe('directory.rollback');
    alliance.timestampVersion = 4;
    await alliance.publishTimestamp(both);
    expect(await client.refresh()).toBeDefined();
  });

  it('away from a stolen key: what it signed is no bound any more (fast-forward recovery)', async () => {
    const { alliance, client } = await upToDate();
    alliance.timestampVersion = alliance.snapshotVersion = 1_000_000;
    await alliance.publish();
    await client.refresh();
    const [newTimestamp, newSnapshot] = [newSigner(), newSigner()];
    alliance.timestampVersion = alliance.snapshotVersion = 1;
    await alliance.publish({ timestampSigners: [newTimestamp], snapshotSigners: [newSnapshot] });
    expect(await codeOfAsync(client.refresh())).toBe('directory.under-signed');
    await alliance.addRoot({ version: 2, timestampKeys: [newTimestamp], snapshotKeys: [newSnapshot] });
    expect(await client.refresh()).toMatchObject({ version: 2 });
  });

  it('and a delegation key changes with the targets', async () => {
    const { alliance, client } = await upToDate();
    alliance.partKeys.set('AR-online', newSigner());
    await alliance.addOnline('AR', 2);
    await alliance.publish();
    expect(await codeOfAsync(client.refresh())).toBe('directory.under-signed');
    await alliance.addTargets({ version: 2 });
    await alliance.publish();
    expect(await client.refresh()).toBeDefined();
  });
});

describe('what is served', () => {
  it('must be there', async () => {
    for (const path of ['timestamp.json', '1.snapshot.json', '1.targets.json', '1.BR-online.json']) {
      const alliance = await Alliance.founded();
      alliance.files.delete(path);
      expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.missing-file');
    }
    const alliance = await Alliance.founded();
    await alliance.bendFile('1.targets.json', (signed) => (signed.targets = {}), alliance.targetsKeys);
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.missing-file');
  });

  it('must be reachable; a refusal of the caller keeps its code', async () => {
    const client = new MemoryClient(await Alliance.founded());
    const fetch = () => Promise.reject(new TypeError('socket hang up'));
    expect(await codeOfAsync(client.refresh({ fetch }))).toBe('directory.unreachable');
  });

  it('changes nothing when any of it is refused', async () => {
    const { alliance, client } = await upToDate();
    const before = new Map(client.files);
    await alliance.addOnline('AR', 2);
    await alliance.publish();
    alliance.files.set(
      '2.AR-online.json',
      await bend(alliance.file('2.AR-online.json'), () => undefined, [newSigner()]),
    );
    expect(await codeOfAsync(client.refresh())).toBe('directory.mismatch');
    expect(client.files).toEqual(before);
  });
});
