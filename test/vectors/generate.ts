import { randomFillSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  canonicalJson,
  CLASS_OF_KIND,
  digestOf,
  KINDS,
  SEAL_INFO,
  SUITE,
  type Content,
  type Kind,
} from '#libs/protocol';
import { jsonVectors, textVectors } from './cases-text.js';
import { contentNegatives, messageNegatives, slipCases, statementNegatives, bodyNegatives } from './cases-wire.js';
import { kemOfTheDraft, keyScheduleOfTheDraft } from './draft-vectors.js';
import { NOW, rawHeader, rawJws, rawMessage, rawPadded, rawSeal, sampleContent } from './raw-message.js';
import { sampleBodies, samplePromise, sampleSalt } from './sample-bodies.js';
import { sealingKey, signingKey, type TestMember } from './test-keys.js';

/**
 * Writes test/vectors/*.json. ES256 and HPKE are random, so every run gives other bytes: the committed files are the
 * vectors, made once; run this again only for a new version of the wire or a new case.
 *
 *   npm run build && node --disable-warning=ExperimentalWarning dist/test/vectors/generate.js     (from the root)
 */
const FOLDER = 'test/vectors';
const MEMBERS = ['AR', 'BR', 'BROKER'] as const;
const sealing = { AR: await sealingKey('AR'), BR: await sealingKey('BR') };
const recipientOf = (kind: Kind) => sealing[sampleContent(kind).to as 'AR' | 'BR'];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function write(name: string, page: string, note: string, vectors: readonly object[]): void {
  writeFileSync(
    `${FOLDER}/${name}.json`,
    `${JSON.stringify({ source: `docs/protocol/${page}`, note, vectors }, null, 1)}\n`,
  );
}

mkdirSync(FOLDER, { recursive: true });
writeKeys();
write(
  'base64url',
  'README.md',
  'CREX-WIRE §3. `text` decodes to `hex`, or is refused with `code`.',
  textVectors.base64url,
);
write(
  'json',
  'README.md',
  'CREX-WIRE §2. `hex` are the bytes; `canonical` is the canonical JSON of what they say.',
  jsonVectors,
);
write('jcs', 'README.md', 'CREX-WIRE §4, §5. `canonical` and `digest` of what `json` says.', textVectors.jcs);
write('message-ids', 'message-ids.md', 'CREX-ID §1.', textVectors.messageIds);
write(
  'padding',
  'sealing.md',
  'CREX-SEAL §1, §2. `padded` is base64url; large ones are given by digest.',
  paddingVectors(),
);
write('slips', 'slip.md', 'Read, check env, signature of `signer`, times at `now`.', [
  ...slipPositives(),
  ...slipCases(),
]);
write('contents', 'content.md', 'Read, check the signature of `signer`, check the body.', [
  ...contentPositives(),
  ...contentNegatives(),
]);
write('bodies', 'content.md', 'CREX-CONTENT §4. Parties as in `from`, `to`.', [...bodyPositives(), ...bodyNegatives()]);
write('statements', 'receipts.md', 'Read as `kind`, check env, signature of `signer`.', [
  ...statementPositives(),
  ...statementNegatives(),
]);
write(
  'sealing',
  'sealing.md',
  'CREX-SEAL §3 to §5, bytes in hexadecimal. `type` says what a vector is.',
  await sealingVectors(),
);
write('messages', 'envelope.md', 'CREX-ENV §4, all steps as recipient `to` at `now` in `env`.', [
  ...(await messagePositives()),
  ...(await messageNegatives(sealing)),
]);

function writeKeys(): void {
  const note =
    'TEST KEYS, known to everybody: good for nothing but these vectors. certificate stands for x5t#S256; there is no certificate behind it.';
  const signingKeys = MEMBERS.map((member) => ({
    member,
    certificate: signingKey(member).certificate,
    jwk: signingKey(member).jwk,
  }));
  const sealingKeys = Object.entries(sealing).map(([member, { kid, seed, publicKey }]) => ({
    ...{ member, suite: SUITE, kid, seed: hex(seed), publicKey: hex(publicKey) },
  }));
  writeFileSync(`${FOLDER}/keys.json`, `${JSON.stringify({ note, signingKeys, sealingKeys }, null, 1)}\n`);
}

function paddingVectors(): object[] {
  const fits = (
    [
      ['', 4096, 4096],
      ['x'.repeat(24), 4096, 4096],
      ['x'.repeat(4092), 4096, 4096],
      ['x'.repeat(4093), 4096, 16_384],
      ['x'.repeat(24), 16_384, 16_384],
      ['x'.repeat(16_381), 16_384, 65_536],
      ['x'.repeat(262_140), 4096, 262_144],
    ] as const
  ).map(([content, smallest, size]) => {
    const padded = rawPadded(content, size);
    const bytes = size === 4096 ? { padded: padded.toString('base64url') } : {};
    const name = `${content.length} bytes, at least ${smallest}`;
    return {
      name,
      section: 'CREX-SEAL §1',
      contentDigest: digestOf(content),
      length: content.length,
      smallest,
      size,
      ...bytes,
      paddedDigest: digestOf(padded),
    };
  });
  const broken = (
    [
      ['a byte that is not zero after the JWS', '0000000141000001'],
      ['a byte that is not zero at once after the JWS', '000000014101'],
      ['a length beyond the end', '0000000541424344'],
      ['a length of 2^32 - 1', 'ffffffff41'],
      ['a little-endian length', '0200000041420000'],
      ['no room for a length', '000000'],
      ['nothing at all', ''],
    ] as const
  ).map(([name, bytes]) => {
    const padded = Buffer.from(bytes, 'hex').toString('base64url');
    return { name, section: 'CREX-SEAL §1.2', padded, code: 'message.wrong-padding' };
  });
  return [...fits, ...broken];
}

function slipPositives(): object[] {
  return KINDS.map((kind) => {
    const content = rawJws(
      rawHeader('crex-content+jws', sampleContent(kind).from as TestMember),
      sampleContent(kind) as never,
    );
    const signer = sampleContent(kind).from as TestMember;
    const bound = boundSlip(kind, content.digest);
    const slip = rawJws(
      rawHeader('crex-slip+jws', signer),
      { ...bound, sealedDigest: digestOf(`sealed ${kind}`) },
      signer,
    );
    const facts = { digest: slip.digest, certificate: signingKey(signer).certificate, aad: canonicalJson(bound) };
    return {
      name: `slip of a ${kind}`,
      section: 'CREX-SLIP',
      now: NOW,
      env: 'test',
      signer,
      token: slip.token,
      ...facts,
    };
  });
}

function boundSlip(kind: Kind, contentDigest: string): Record<string, unknown> {
  const { v, env, id, from, to, iat, exp } = sampleContent(kind);
  const messageClass = CLASS_OF_KIND[kind];
  const reference =
    messageClass === 'reply' ? { inReplyTo: kind === 'RAR' ? 'BR-AR-1-000000000007' : 'AR-BR-1-000000000123' } : {};
  const key = { suite: SUITE, kid: recipientOf(kind).kid };
  return { v, env, id, from, to, class: messageClass, priority: 0, iat, exp, ...reference, contentDigest, ...key };
}

function contentPositives(): object[] {
  const positive = (name: string, section: string, content: Content) => {
    const { kind, body } = content;
    const signer = content.from as TestMember;
    const { token, digest } = rawJws(rawHeader('crex-content+jws', signer), content as never, signer);
    return { name, section, signer, token, kind, digest, bodyDigest: digestOf(canonicalJson(body)) };
  };
  const promising = { ...sampleContent('FEM'), promise: samplePromise };
  return [
    ...KINDS.map((kind) => positive(`content of a ${kind}`, 'CREX-CONTENT', sampleContent(kind))),
    positive('a fault with a promise', 'CREX-CONTENT §2', promising),
  ];
}

function bodyPositives(): object[] {
  const { record, ...plain } = sampleBodies.RRS;
  const { birthDate: _birthDate, ...identity } = record?.identity ?? {};
  const unknownBirth = { ...plain, record: { ...record, identity } };
  const note = { language: 'pt', value: 'Há três pessoas com este nome.', translated: 'N' };
  const archives = [{ language: 'es', value: 'Archivo provincial de Salta' }];
  const named = [
    ...KINDS.map((kind) => [kind, `body of a ${kind}`, sampleBodies[kind]] as const),
    ['RRS', 'RRS: a birth date that the register does not know', unknownBirth] as const,
    [
      'RRS',
      'RRS: in part, with an archive out of reach',
      { ...sampleBodies.RRS, outcome: 'PARTIAL', archives },
    ] as const,
    ['RAI', 'RAI: the last round, with a note', { ...sampleBodies.RAI, round: 3, note }] as const,
    ['RAR', 'RAR: nothing more is known', { salt: sampleSalt('RAR'), response: 'NOT_AVAILABLE', note }] as const,
  ];
  return named.map(([kind, name, body]) => {
    const { from, to } = sampleContent(kind);
    return {
      name,
      section: 'CREX-CONTENT §4',
      kind,
      from,
      to,
      body,
      bodyDigest: digestOf(canonicalJson(body)),
    };
  });
}

function statementPositives(): object[] {
  const item = (n: number) => ({
    id: `AR-BR-1-${String(n).padStart(12, '0')}`,
    slipDigest: digestOf(`slip ${n}`),
    contentDigest: digestOf(`content ${n}`),
  });
  const refused = [
    { lineDigest: digestOf('a line'), id: 'AR-BR-1-000000000123', code: 'broker.expired' },
    { code: 'broker.certificate-not-listed' },
  ];
  const kinds = [
    ...(['stored', 'taken', 'expired', 'refused'] as const).map((kind) => ({ kind, to: 'AR', name: kind })),
    { kind: 'refused', to: 'INTERPOL', name: 'refused, to a partner organisation' } as const,
  ];
  return kinds.map(({ kind, to, name }) => {
    const signer = kind === 'taken' ? 'BR' : 'BROKER';
    const items = kind === 'refused' ? refused : [item(123), item(124)];
    const payload = { v: 1, env: 'test', by: signer, to, time: NOW, items };
    const { token, digest } = rawJws(rawHeader(`crex-${kind}+jws`, signer), payload, signer);
    return { name, section: 'CREX-STATEMENT', kind, env: 'test', signer, token, digest, payload };
  });
}

async function sealingVectors(): Promise<object[]> {
  const { seed, publicKey, kid } = sealing.BR;
  const key = { seed: hex(seed), publicKey: hex(publicKey) };
  const plaintext = randomFillSync(Buffer.alloc(100));
  const aad = Buffer.from('{"v":1}');
  const sealed = await rawSeal(sealing.BR, plaintext, aad);
  const open = { type: 'open', ...key, info: SEAL_INFO, aad: hex(aad), sealed: hex(sealed) };
  const flipped = (at: number) => hex(Buffer.from(sealed).fill((sealed[at] as number) ^ 1, at, at + 1));
  const code = 'message.unsealable';
  return [
    { type: 'kem', section: 'CREX-SEAL §3.4', ...kemOfTheDraft },
    { type: 'key-schedule', section: 'CREX-SEAL §3.5', ...keyScheduleOfTheDraft },
    { type: 'kid', name: 'a sealing key and its kid', section: 'CREX-SEAL §5.1', suite: SUITE, ...key, kid },
    { ...open, name: 'opens', section: 'CREX-SEAL §3', plaintext: hex(plaintext) },
    { ...open, name: 'another aad', section: 'CREX-SEAL §4', aad: hex(Buffer.from('{"v":2}')), code },
    { ...open, name: 'another info', section: 'CREX-SEAL §3.7', info: 'crex-seal-v2', code },
    {
      ...open,
      name: 'another key',
      section: 'CREX-SEAL §5.3',
      seed: hex(sealing.AR.seed),
      publicKey: hex(sealing.AR.publicKey),
      code,
    },
    { ...open, name: 'one bit of the ML-KEM ciphertext', section: 'CREX-SEAL §3.3', sealed: flipped(500), code },
    { ...open, name: 'one bit of the X25519 share', section: 'CREX-SEAL §3.3', sealed: flipped(1100), code },
    {
      ...open,
      name: 'an X25519 share of zeros',
      section: 'CREX-SEAL §3.4',
      sealed: hex(Buffer.from(sealed).fill(0, 1088, 1120)),
      code,
    },
    { ...open, name: 'one bit of the ciphertext', section: 'CREX-SEAL §3.6', sealed: flipped(1130), code },
    { ...open, name: 'one bit of the tag', section: 'CREX-SEAL §3.6', sealed: flipped(sealed.byteLength - 1), code },
    { ...open, name: 'one byte less', section: 'CREX-SEAL §3.6', sealed: hex(sealed.subarray(0, -1)), code },
  ];
}

async function messagePositives(): Promise<object[]> {
  const positive = async (kind: Kind, name: string, deviation = {}) => {
    const message = await rawMessage(kind, recipientOf(kind), deviation);
    const { to } = sampleContent(kind);
    const digests = {
      slipDigest: message.slip.digest,
      contentDigest: message.content.digest,
      sealedDigest: digestOf(message.sealed),
      lineDigest: digestOf(message.envelope),
    };
    const facts = { to, now: NOW, env: 'test', envelope: message.envelope, kind, ...digests };
    return { name, section: 'CREX-ENV', ...facts, aad: message.aad.toString(), content: message.content.token };
  };
  const every = await Promise.all(KINDS.map((kind) => positive(kind, `a ${kind}`)));
  const loose = {
    slipHeader: '{ "typ":"crex-slip+jws", "alg":"ES256", "x5t#S256":"' + signingKey('AR').certificate + '" }',
    slip: (slip: object) => JSON.stringify(slip, undefined, 1),
  };
  const spaced = await positive('REQ', 'a REQ whose slip is not canonical JSON (CREX-WIRE §2.3)', loose);
  const roomy = await positive('REQ', 'a REQ in a larger size than necessary (CREX-SEAL §2.2)', {
    padded: (token: string) => rawPadded(token, 16_384),
  });
  return [...every, spaced, roomy];
}
