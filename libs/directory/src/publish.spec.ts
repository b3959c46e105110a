import { Alliance, MemoryClient } from './alliance.jest.js';
import { DAY, HOUR, newSigner, NOW, NOW_SECONDS, onlineOf, type Signed } from './metadata.jest.js';
import { acceptOnline, type PushedPart } from './accept-online.js';
import { addSignature, createDelegatedTargets, createRoot, createSnapshot } from './publish.js';
import { codeOfAsync } from '../../../test/code-of.js';

describe('the publisher', () => {
  it('names files as consistent snapshots ask', async () => {
    const alliance = await Alliance.founded(['AR', 'BR']);
    const names = [...alliance.files.keys()].map((path) => path.replace(/[0-9a-f]{64}/, '<sha256>')).sort();
    expect(names).toEqual([
      ...['1.AR-offline.json', '1.AR-online.json', '1.BR-offline.json', '1.BR-online.json'],
      ...['1.root.json', '1.snapshot.json', '1.targets.json', 'targets/<sha256>.members.json'],
      ...['targets/members/AR/<sha256>.offline.json', 'targets/members/AR/<sha256>.online.json'],
      ...['targets/members/BR/<sha256>.offline.json', 'targets/members/BR/<sha256>.online.json', 'timestamp.json'],
    ]);
  });

  it('writes the same bytes for the same input', async () => {
    const alliance = new Alliance();
    expect(await createRoot(alliance.rootInput)).toEqual(await createRoot(alliance.rootInput));
  });

  it('lets offices sign one after the other', async () => {
    const alliance = await Alliance.founded();
    const [first, second] = alliance.targetsKeys;
    await alliance.addTargets({ version: 2, signers: [first] });
    await alliance.publish();
    expect(await codeOfAsync(new MemoryClient(alliance).refresh())).toBe('directory.under-signed');
    alliance.files.set('2.targets.json', await addSignature(alliance.file('2.targets.json'), second));
    await alliance.publish();
    expect(await new MemoryClient(alliance).refresh()).toMatchObject({ version: 3 });
    for (const path of ['1.root.json', '1.snapshot.json', 'timestamp.json', '1.AR-online.json']) {
      expect((await addSignature(alliance.file(path), newSigner())).length).toBeGreaterThan(alliance.file(path).length);
    }
    for (const wrong of ['{}', '{', '{"signed":{"_type":"root"}}']) {
      expect(await codeOfAsync(addSignature(Buffer.from(wrong), first))).toBe('directory.malformed-metadata');
    }
  });

  it('keeps in a snapshot what the one before named', async () => {
    const alliance = await Alliance.founded();
    const signers = [alliance.snapshotKey];
    const files = await alliance.addOnline('AR', 2);
    const previous = alliance.file('1.snapshot.json');
    alliance.snapshotVersion = 2;
    alliance.add(await createSnapshot({ version: 2, expires: NOW_SECONDS + DAY, signers, files, previous }));
    await alliance.publishTimestamp();
    expect(await new MemoryClient(alliance).refresh()).toMatchObject({ version: 2 });
  });

  it('refuses thresholds that its keys cannot reach', async () => {
    const { rootInput, rootKeys } = new Alliance();
    const twice = { rootKeys: [rootKeys[0], rootKeys[0]] };
    expect(await codeOfAsync(createRoot({ ...rootInput, ...twice }))).toBe('directory.threshold-out-of-reach');
    expect(await codeOfAsync(createRoot({ ...rootInput, timestampThreshold: 2 }))).toBe(
      'directory.threshold-out-of-reach',
    );
  });

  it('refuses a member list and parts that no client would take', async () => {
    const alliance = new Alliance(['AR', 'BR']);
    const { AR } = alliance.targetsInput.delegations;
    const add = (change: Parameters<Alliance['addTargets']>[0]) => codeOfAsync(alliance.addTargets(change));
    expect(await add({ delegations: { AR: AR! } })).toBe('directory.wrong-delegation');
    expect(await add({ delegations: { AR: AR!, BR: AR! } })).toBe('directory.duplicate-key');
    expect(await add({ members: { v: 1, env: 'test', members: {} } })).toBe('directory.malformed-members');
    const signing = { env: 'test', version: 1, expires: NOW_SECONDS + HOUR, signers: [] } as const;
    const offline = { v: 1, member: 'AR', caCertificates: [] } as const;
    const online = { ...(await onlineOf('AR')), crls: ['!'] };
    expect(await codeOfAsync(createDelegatedTargets({ ...signing, part: 'offline', content: offline }))).toBe(
      'directory.malformed-offline',
    );
    expect(await codeOfAsync(createDelegatedTargets({ ...signing, part: 'online', content: online }))).toBe(
      'directory.malformed-online',
    );
  });
});

describe('a pushed online part', () => {
  async function founded() {
    const alliance = await Alliance.founded();
    const current = { targets: alliance.file('1.targets.json'), snapshot: alliance.file('1.snapshot.json') };
    const push = async (...[version, expires, change]: [number?, number?, object?]): Promise<PushedPart> => {
      const made = [
        ...(await alliance.addOnline('AR', version ?? 2, expires ?? NOW_SECONDS + 48 * HOUR, change)).values(),
      ];
      return { member: 'AR', metadata: made[0] as Uint8Array, target: made[1] as Uint8Array };
    };
    const accept = (pushed: PushedPart, nowMs = NOW) => acceptOnline(current, pushed, { env: 'test', nowMs });
    return { alliance, current, push, accept };
  }

  it('is accepted when every client will accept it', async () => {
    const { alliance, push, accept } = await founded();
    const { files, changed } = accept(await push());
    expect(changed).toBe(true);
    expect([...files.keys()]).toEqual(['2.AR-online.json', alliance.targetPath('AR', 'online', 2)]);
    alliance.add(files);
    await alliance.publish();
    expect(await new MemoryClient(alliance).refresh()).toMatchObject({ version: 2 });
  });

  it('may be repeated: what is published already changes nothing', async () => {
    const { alliance, accept } = await founded();
    const [metadata, target] = [alliance.file('1.AR-online.json'), alliance.file(alliance.targetPath('AR', 'online'))];
    expect(accept({ member: 'AR', metadata, target }).changed).toBe(false);
  });

  it('is version 1 for a member that has none yet', async () => {
    const { alliance, current, push } = await founded();
    await alliance.publishSnapshot({ snapshot: (signed) => delete signed.meta['AR-online.json'] });
    const enrolled = { ...current, snapshot: alliance.file('2.snapshot.json') };
    const options = { env: 'test', nowMs: NOW } as const;
    expect(acceptOnline(enrolled, await push(1), options).changed).toBe(true);
    expect(await codeOfAsync(async () => acceptOnline(enrolled, await push(2), options))).toBe(
      'directory.not-next-version',
    );
  });

  it.each([1, 3])('is the next version: not %d after 1', async (version) => {
    const { push, accept } = await founded();
    const pushed = await push(version, NOW_SECONDS + HOUR);
    expect(await codeOfAsync(() => accept(pushed))).toBe('directory.not-next-version');
  });

  it('lives 48 hours at most, and still', async () => {
    const { push, accept } = await founded();
    const late = await push(2, NOW_SECONDS + 48 * HOUR + 61);
    expect(await codeOfAsync(() => accept(late))).toBe('directory.expires-too-late');
    const over = await push(2, NOW_SECONDS);
    expect(await codeOfAsync(() => accept(over))).toBe('directory.expired');
  });

  it('is signed by the member, not by another and not by its offline key', async () => {
    const { alliance, push, accept } = await founded();
    for (const key of [alliance.keyOf('BR', 'online'), alliance.keyOf('AR', 'offline'), newSigner()]) {
      const pushed = await push();
      await alliance.bendFile('2.AR-online.json', () => undefined, [key]);
      const metadata = alliance.file('2.AR-online.json');
      expect(await codeOfAsync(() => accept({ ...pushed, metadata }))).toBe('directory.under-signed');
    }
  });

  it('comes from a member to whom something is delegated', async () => {
    const { push, accept } = await founded();
    const pushed = await push();
    expect(await codeOfAsync(() => accept({ ...pushed, member: 'UY' }))).toBe('directory.unknown-member');
    expect(await codeOfAsync(() => accept({ ...pushed, member: 'BR' }))).toBe('directory.under-signed');
  });

  it('speaks of its own path, its own member, and the file that comes with it', async () => {
    const { alliance, push, accept } = await founded();
    const pushed = await push();
    const signers = [alliance.keyOf('AR', 'online')];
    const elsewhere = (signed: Signed) =>
      (signed.targets['members/BR/online.json'] = signed.targets['members/AR/online.json']!);
    await alliance.bendFile('2.AR-online.json', elsewhere, signers);
    expect(await codeOfAsync(() => accept({ ...pushed, metadata: alliance.file('2.AR-online.json') }))).toBe(
      'directory.foreign-path',
    );
    expect(await codeOfAsync(() => accept({ ...pushed, target: Buffer.from('{}') }))).toBe('directory.mismatch');
    expect(await codeOfAsync(() => accept({ ...pushed, target: Buffer.alloc(512 * 1024 + 1) }))).toBe(
      'directory.too-large',
    );
  });

  it('has the content of an online file of this environment', async () => {
    const { alliance, current, push } = await founded();
    const pushed = await push();
    expect(await codeOfAsync(() => acceptOnline(current, pushed, { env: 'demo', nowMs: NOW }))).toBe(
      'directory.wrong-member',
    );
    const { sha256Hex } = await import('./role-names.js');
    const target = Buffer.from('{"v":1}');
    const lies = (signed: Signed) => {
      signed.targets = { 'members/AR/online.json': { length: 7, hashes: { sha256: sha256Hex(target) } } };
    };
    await alliance.bendFile('2.AR-online.json', lies, [alliance.keyOf('AR', 'online')]);
    const metadata = alliance.file('2.AR-online.json');
    expect(
      await codeOfAsync(() => acceptOnline(current, { member: 'AR', metadata, target }, { env: 'test', nowMs: NOW })),
    ).toBe('directory.malformed-online');
  });

  it('has a version and a time as TUF writes them', async () => {
    const { alliance, push, accept } = await founded();
    const pushed = await push();
    const zone = (signed: { expires: string }) => (signed.expires = '2026-11-22T13:00:00+00:00');
    await alliance.bendFile('2.AR-online.json', zone, [alliance.keyOf('AR', 'online')]);
    expect(await codeOfAsync(() => accept({ ...pushed, metadata: alliance.file('2.AR-online.json') }))).toBe(
      'directory.malformed-metadata',
    );
  });
});
