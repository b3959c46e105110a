import fc from 'fast-check';
import { isCrexError, type MemberId } from '#libs/protocol';
import {
  certificateFor,
  entryOf,
  makeCertificate,
  NOW_SECONDS,
  offlineOf,
  onlineOf,
  sealingKey,
} from './metadata.jest.js';
import { readOfflineFile, readOnlineFile } from './country-files.js';
import { readMembersFile } from './members-file.js';
import { codeOfAsync } from '../../../test/code-of.js';

type Json = Record<string, unknown>;
const SIX = ['BB', 'BR', 'BS', 'BZ', 'CL', 'CR'];

function refusalOf(read: () => unknown): { code: string; pointers: string[] } {
  try {
    read();
    return { code: 'accepted', pointers: [] };
  } catch (error) {
    if (!isCrexError(error)) throw error;
    return { code: error.code, pointers: error.pointers.map(({ pointer }) => pointer) };
  }
}
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('members.json', () => {
  const list = (change: Json = {}, id: MemberId = 'AR') => ({
    ...{ v: 1, env: 'test' },
    members: { BROKER: entryOf('BROKER'), AR: entryOf('AR'), [id]: { ...entryOf(id), ...change } },
  });
  const { log, witness } = entryOf('AR');
  const read = (value: unknown) => refusalOf(() => readMembersFile(bytesOf(value)));

  it('says who is a member', () => {
    const { AR } = readMembersFile(bytesOf(list())).members;
    expect([AR?.name, AR?.log.witnesses]).toEqual(['Registry of AR', ['BROKER']]);
    const policy = { file: 'policy.cedar', sha256: 'ab'.repeat(32) };
    expect(readMembersFile(bytesOf(list({ policy }))).members.AR?.policy).toEqual(policy);
  });

  it.each<[string, Json, string]>([
    ['an unknown field', { nick: 'x' }, ''],
    ['an unknown status', { status: 'asleep' }, '/status'],
    ['an unknown role', { roles: ['king'] }, '/roles/0'],
    ['no role', { roles: [] }, '/roles'],
    ['no language', { languages: [] }, '/languages'],
    ['a language by its name', { languages: ['Spanish'] }, '/languages/0'],
    ['no zone', { calendar: {} }, '/calendar/zone'],
    ['an unknown zone', { calendar: { zone: 'Mars/Olympus' } }, '/calendar/zone'],
    ['too many capabilities', { capabilities: Array.from({ length: 33 }, (_, i) => `c${i}`) }, '/capabilities'],
    ['a log key that is none', { log: { ...log, vkey: 'none' } }, '/log/vkey'],
    ['a log key of another name', { log: { ...log, vkey: witness.vkey } }, '/log/vkey'],
    ['a log whose origin is no path', { log: { ...log, origin: 'log.test/../audit' } }, '/log/origin'],
    ['the log of another member', { log: { ...entryOf('BROKER').log, witnesses: ['BROKER'] } }, '/log/origin'],
    ['a log without witnesses', { log: { origin: log.origin, vkey: log.vkey } }, '/log/witnesses'],
    ['a log with no witness', { log: { ...log, witnesses: [] } }, '/log/witnesses'],
    ['too many witnesses', { log: { ...log, witnesses: ['BROKER', ...SIX.slice(1)] } }, '/log/witnesses'],
    ['a witness twice', { log: { ...log, witnesses: ['BROKER', 'BROKER'] } }, '/log/witnesses'],
    ['a witness that is nobody', { log: { ...log, witnesses: ['ZZ'] } }, '/log/witnesses/0'],
    ['a witness that is not listed', { log: { ...log, witnesses: ['BROKER', 'UY'] } }, '/log/witnesses/1'],
    ['a log that its owner witnesses', { log: { ...log, witnesses: ['BROKER', 'AR'] } }, '/log/witnesses/1'],
    ['a witness without a name', { witness: { vkey: witness.vkey } }, '/witness/name'],
    ['a witness key of another name', { witness: { ...witness, vkey: log.vkey } }, '/witness/vkey'],
    ['the witness of another member', { witness: entryOf('BROKER').witness }, '/witness/name'],
    ['a policy without a digest', { policy: { file: 'p', sha256: 'x' } }, '/policy/sha256'],
    ['the role of the broker', { roles: ['exchange', 'broker'] }, '/roles'],
  ])('refuses %s with a pointer to it', (_, change, pointer) => {
    expect(read(list(change))).toEqual({
      code: 'directory.malformed-members',
      pointers: [`/members/AR${pointer}`],
    });
  });

  it('gives the broker the role broker and no other', () => {
    expect(read(list({}, 'BROKER')).code).toBe('accepted');
    const pointers = ['/members/BROKER/roles'];
    expect(read(list({ roles: ['exchange', 'broker'] }, 'BROKER')).pointers).toEqual(pointers);
    expect(read(list({ roles: ['exchange'] }, 'BROKER')).pointers).toEqual(pointers);
  });

  it.each<[string, Json, string]>([
    ['another version', { ...list(), v: 2 }, '/v'],
    ['no environment', { v: 1, members: list().members }, '/env'],
    ['somebody who is no member', { ...list(), members: { ZZ: entryOf('AR') } }, '/members'],
    ['nobody', { ...list(), members: {} }, '/members'],
    ['an unknown field', { ...list(), more: 1 }, ''],
  ])('refuses %s', (_, value, pointer) => {
    expect(read(value)).toEqual({ code: 'directory.malformed-members', pointers: [pointer] });
  });
});

describe('offline.json', () => {
  const ours = { member: 'AR', env: 'test' } as const;

  it('holds the certificates of the authority', async () => {
    const file = await offlineOf('AR');
    expect(readOfflineFile(bytesOf(file), ours)).toEqual(file);
  });

  it.each<[string, Json, string]>([
    ['none', { caCertificates: [] }, '/caCertificates'],
    ['what is not base64', { caCertificates: ['====='] }, '/caCertificates/0'],
    ['an unknown field', { more: 1 }, ''],
  ])('refuses %s', async (_, change, pointer) => {
    const file = { ...(await offlineOf('AR')), ...change };
    const refused = refusalOf(() => readOfflineFile(bytesOf(file), ours));
    expect(refused.code).toBe('directory.malformed-offline');
    expect(refused.pointers).toContain(pointer);
  });

  it('refuses what is no certificate, or has something behind it', async () => {
    const [good] = (await offlineOf('AR')).caCertificates;
    const longer = Buffer.concat([Buffer.from(String(good), 'base64'), Buffer.alloc(1)]).toString('base64');
    for (const der of ['MAECAQA=', longer]) {
      const file = { v: 1, member: 'AR', caCertificates: [der] };
      const refused = refusalOf(() => readOfflineFile(bytesOf(file), ours));
      expect(refused).toEqual({ code: 'directory.malformed-offline', pointers: ['/caCertificates/0'] });
    }
  });

  it('speaks for its own member', async () => {
    const file = bytesOf(await offlineOf('BR'));
    expect(refusalOf(() => readOfflineFile(file, ours))).toEqual({
      code: 'directory.wrong-member',
      pointers: ['/member'],
    });
  });

  it('holds no certificate that was issued for another purpose', async () => {
    const file = { v: 1, member: 'AR', caCertificates: [await certificateFor('AR', 'signing')] };
    expect(refusalOf(() => readOfflineFile(bytesOf(file), ours)).code).toBe('directory.wrong-member');
  });
});

describe('online.json', () => {
  const ours = { member: 'AR', env: 'test' } as const;
  const read = async (change: Json) => {
    const file = { ...(await onlineOf('AR')), ...change };
    return refusalOf(() => readOnlineFile(bytesOf(file), ours));
  };

  it('holds what a member uses these days', async () => {
    const file = await onlineOf('AR');
    expect(readOnlineFile(bytesOf(file), ours)).toEqual(file);
  });

  it('speaks for its own member', async () => {
    expect(await read({ member: 'BR' })).toEqual({ code: 'directory.wrong-member', pointers: ['/member'] });
  });

  it.each<[string, () => Promise<string>]>([
    ['of another member', () => certificateFor('BR', 'tls')],
    ['of another role', () => certificateFor('AR', 'signing')],
    ['of another environment', () => certificateFor('AR', 'tls', 'production')],
    ['with two names', () => makeCertificate(['urn:crex:test:ar:tls', 'urn:crex:test:br:tls'])],
    ['without a name', () => makeCertificate([], ['ar.test'])],
    ['with a name inside a name', () => makeCertificate([], ['a, URI:urn:crex:test:ar:tls, b'])],
  ])('lists no certificate %s', async (_, make) => {
    const certificates = [{ role: 'tls', der: await make() }];
    expect(await read({ certificates })).toEqual({
      code: 'directory.wrong-member',
      pointers: ['/certificates/0/der'],
    });
  });

  it('lists certificates with further names of hosts', async () => {
    const der = await makeCertificate(['urn:crex:test:ar:tls'], ['node.ar.test']);
    expect((await read({ certificates: [{ role: 'tls', der }] })).code).toBe('accepted');
  });

  const key = sealingKey(1);
  it.each<[string, Json, string]>([
    ['a certificate for the root', { certificates: [{ role: 'ca', der: 'AAAA' }] }, '/certificates/0/role'],
    ['a certificate that is none', { certificates: [{ role: 'tls', der: 'AAAA' }] }, '/certificates/0/der'],
    ['a list of revocations that is not base64', { crls: ['!'] }, '/crls/0'],
    ['too many of them', { crls: ['AAAA', 'AAAB', 'AAAC', 'AAAD', 'AAAE'] }, '/crls'],
    ['a sealing key with another kid', { sealingKeys: [{ ...key, kid: sealingKey(2).kid }] }, '/sealingKeys/0'],
    ['a sealing key of another suite', { sealingKeys: [{ ...key, suite: 'other' }] }, '/sealingKeys/0'],
    ['a sealing key that never lives', { sealingKeys: [{ ...key, notAfter: key.notBefore }] }, '/sealingKeys/0'],
    ['a sealing key twice', { sealingKeys: [key, { ...key, notAfter: NOW_SECONDS + 9 }] }, '/sealingKeys/1'],
    ['a sealing key with stray bits', { sealingKeys: [{ ...key, publicKey: `${key.publicKey}B` }] }, '/sealingKeys/0'],
    ['an unknown field', { more: 1 }, ''],
  ])('refuses %s', async (_, change, pointer) => {
    expect(await read(change)).toEqual({ code: 'directory.malformed-online', pointers: [pointer] });
  });
});

describe('whatever comes', () => {
  const ours = { member: 'AR', env: 'test' } as const;
  const readers = {
    'directory.malformed-members': (bytes: Uint8Array) => readMembersFile(bytes),
    'directory.malformed-offline': (bytes: Uint8Array) => readOfflineFile(bytes, ours),
    'directory.malformed-online': (bytes: Uint8Array) => readOnlineFile(bytes, ours),
  };

  it.each(Object.entries(readers))('is read or refused as %s', async (code, read) => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json({ maxDepth: 10 }).map((text) => Buffer.from(text)),
      fc.record({ v: fc.constant(1), member: fc.constant('AR'), crls: fc.array(fc.base64String()) }).map(bytesOf),
      fc
        .record({ v: fc.constant(1), member: fc.constant('AR'), caCertificates: fc.array(fc.base64String()) })
        .map(bytesOf),
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (bytes) => {
        expect([code, 'accepted']).toContain(await codeOfAsync(() => read(bytes)));
      }),
    );
  });

  it('is refused unread when it is too large, and with one field named twice', async () => {
    for (const [code, read] of Object.entries(readers)) {
      expect(await codeOfAsync(() => read(Buffer.alloc(512 * 1024 + 1, ' ')))).toBe('directory.too-large');
      expect(await codeOfAsync(() => read(Buffer.from('{"v":1,"v":1}')))).toBe(code);
    }
  });
});
