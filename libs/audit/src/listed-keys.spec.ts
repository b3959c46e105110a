import { createHash } from 'node:crypto';
import { certificateKey, directoryKey, sealingKey, secretKeys, seenKeys, type ListedEntry } from './index.js';

const NOW = 1_800_000_000;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
const der = (name: string) => Buffer.from(name);
const publicKey = Buffer.alloc(32, 0xfb); // base64 with + and /
const vkey = (type: number) =>
  `log.ar.example/audit/1+00000000+${Buffer.from([type, ...publicKey]).toString('base64')}`;
const listed = (role: 'tls' | 'signing', name: string) => [name, { role, der: der(name) }] as const;

const entry: ListedEntry = {
  caCertificates: [der('ca'), der('old ca')],
  certificates: new Map([listed('tls', 'tls'), listed('signing', 'old'), listed('signing', 'stolen')]),
  sealingKeys: [
    { kid: 'kid-1', notAfter: NOW },
    { kid: 'kid-2', notAfter: NOW + 1 },
  ],
  ...{ log: { vkey: vkey(1) }, witness: { vkey: vkey(4) } },
  ...{ offlineExpiresAt: NOW + 1, onlineExpiresAt: NOW + 1 },
};
const judge = {
  endOf: (bytes: Uint8Array) => (Buffer.from(bytes).toString().startsWith('old') ? NOW - 1 : NOW),
  isRevoked: (bytes: Uint8Array) => ['stolen', 'ca'].includes(Buffer.from(bytes).toString()),
};

describe('the keys that a directory entry names', () => {
  it('are named as KEY_EVENT names them, each with its state', () => {
    expect(seenKeys([], entry, NOW, judge).keys).toEqual([
      { keyRole: 'ca', keyDigest: sha256(der('ca')), state: 'IN_USE' },
      { keyRole: 'ca', keyDigest: sha256(der('old ca')), state: 'ENDED' },
      { keyRole: 'tls', keyDigest: sha256(der('tls')), state: 'IN_USE' },
      { keyRole: 'signing', keyDigest: sha256(der('old')), state: 'ENDED' },
      { keyRole: 'signing', keyDigest: sha256(der('stolen')), state: 'REVOKED' },
      { keyRole: 'sealing', keyDigest: 'kid-1', state: 'ENDED' },
      { keyRole: 'sealing', keyDigest: 'kid-2', state: 'IN_USE' },
      { keyRole: 'log', keyDigest: sha256(publicKey), state: 'IN_USE' },
      { keyRole: 'witness', keyDigest: sha256(publicKey), state: 'IN_USE' },
    ]);
  });

  it('are all keys of their roles, unless the part that would name them has run out', () => {
    const complete = (change: Partial<ListedEntry>) =>
      [...seenKeys([], { ...entry, ...change }, NOW, judge).complete].slice(3);
    expect(complete({})).toEqual(['log', 'witness', 'ca', 'tls', 'signing', 'extract-seal', 'sealing']);
    expect(complete({ offlineExpiresAt: NOW })).toEqual([
      'log',
      'witness',
      'tls',
      'signing',
      'extract-seal',
      'sealing',
    ]);
    expect(complete({ onlineExpiresAt: NOW })).toEqual(['log', 'witness', 'ca']);
  });

  it('end with the last second of a certificate, and at the end of a sealing key', () => {
    const until = { endOf: () => NOW, isRevoked: () => false };
    const state = (now: number) => certificateKey('tls', der('x'), now, until).state;
    expect([state(NOW), state(NOW + 1)]).toEqual(['IN_USE', 'ENDED']);
    expect([sealingKey('k', NOW, NOW - 1).state, sealingKey('k', NOW, NOW).state]).toEqual(['IN_USE', 'ENDED']);
  });

  it('come after those that the program holds, which alone are seen without a directory', () => {
    const names = { 'audit-kek': 'k', pseudonym: 'p' };
    const held = [...secretKeys(names), directoryKey(publicKey)];
    const both = seenKeys(held, entry, NOW, judge);
    expect([both.keys.slice(0, 3), both.complete.slice(0, 3)]).toEqual([held, ['directory', 'audit-kek', 'pseudonym']]);
    expect(held).toEqual([
      { keyRole: 'audit-kek', keyDigest: 'k', state: 'IN_USE' },
      { keyRole: 'pseudonym', keyDigest: 'p', state: 'IN_USE' },
      { keyRole: 'directory', keyDigest: sha256(publicKey), state: 'IN_USE' },
    ]);
    expect(seenKeys(held, undefined, NOW, judge)).toEqual({
      keys: held,
      complete: ['directory', 'audit-kek', 'pseudonym'],
    });
  });
});
