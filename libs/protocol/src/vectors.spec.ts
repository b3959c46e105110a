import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KEM_MLKEM768_X25519 } from 'hpke';
import {
  bodyDigest, canonicalJson, checkBody, checkContentDigest, checkContentMatchesSlip, checkEnvironment, checkSealedDigest,
  checkSignature, checkTimes, digestOf, fromBase64url, isCrexError, openSealed, parseJson, parseMessageId, readContent,
  readEnvelope, readSlip, readStatement, sealingKeyId, sealingSuite, toBase64url, type Content, type Environment,
  type JsonLimits, type Kind, type Opener, type StatementKind,
} from '#libs/protocol'; // prettier-ignore
import { pad, unpad } from './seal.js';
import { aadOf } from './slip.js';

/** One line of test/vectors/*.json; which fields stand depends on the file. */
type Vector = Readonly<Record<string, string>> & {
  readonly now: number;
  readonly length: number;
  readonly smallest: number;
  readonly limits: JsonLimits;
  readonly body: { readonly salt: string };
};
type Facts = Record<string, unknown>;

interface Keys {
  readonly signingKeys: readonly { readonly member: string; readonly jwk: JsonWebKey & { d?: string } }[];
  readonly sealingKeys: readonly { readonly member: string; readonly kid: string; readonly seed: string }[];
}

const load = (name: string): unknown => JSON.parse(readFileSync(`test/vectors/${name}.json`, 'utf8'));
const hex = (text: string | undefined) => Buffer.from(text ?? '', 'hex');
const keys = load('keys') as Keys;
const suite = sealingSuite();

function keyOf(member: string | undefined): KeyObject {
  const { d: _, ...jwk } = keys.signingKeys.find((key) => key.member === member)?.jwk ?? {};
  return createPublicKey({ key: jwk, format: 'jwk' });
}

async function openWith(seed: string, sealed: Uint8Array, aad: Uint8Array, info: string): Promise<Uint8Array> {
  const key = await suite.DeserializePrivateKey(hex(seed), true);
  return suite.Open(key, sealed.subarray(0, 1120), sealed.subarray(1120), { aad, info: Buffer.from(info) });
}

const openersOf = (member: string | undefined) =>
  new Map<string, Opener>(
    keys.sealingKeys
      .filter((key) => key.member === member)
      .map(({ kid, seed }) => [kid, { kid, open: (sealed, aad) => openWith(seed, sealed, aad, 'crex-seal-v1') }]),
  );

async function runSealing(vector: Vector): Promise<Facts> {
  if (vector['type'] === 'kem') {
    const kem = KEM_MLKEM768_X25519();
    const secret = await kem.Decap(
      hex(vector['enc']),
      await kem.DeserializePrivateKey(hex(vector['seed']), true),
      undefined,
    );
    return { sharedSecret: Buffer.from(secret).toString('hex') };
  }
  if (vector['type'] === 'kid') return { kid: sealingKeyId(vector['suite'] ?? '', hex(vector['publicKey'])) };
  if (vector['type'] === 'key-schedule') return {}; // inside the package; check.mjs has its own
  const opened = await openWith(vector['seed'] ?? '', hex(vector['sealed']), hex(vector['aad']), vector['info'] ?? '');
  return { plaintext: Buffer.from(opened).toString('hex') };
}

async function receive(vector: Vector): Promise<Facts> {
  const envelope = readEnvelope(Buffer.from(vector['envelope'] ?? ''));
  const { payload: slip } = envelope.slip;
  checkEnvironment(slip, vector['env'] as Environment);
  await checkSignature(envelope.slip, keyOf(slip.from));
  checkSealedDigest(envelope);
  checkTimes(slip, vector.now);
  const content = readContent(await openSealed(envelope, openersOf(vector['to'])));
  checkContentDigest(content, slip);
  await checkSignature(content, keyOf(slip.from));
  checkContentMatchesSlip(content.payload, slip);
  checkBody(content.payload);
  return {
    kind: content.payload.kind,
    slipDigest: envelope.slip.digest,
    contentDigest: content.digest,
    sealedDigest: digestOf(envelope.sealed),
    lineDigest: digestOf(envelope.line),
    aad: Buffer.from(aadOf(slip)).toString(),
    content: content.token,
  };
}

const runners: Readonly<Record<string, (vector: Vector) => Facts | Promise<Facts>>> = {
  base64url: ({ text }) => ({ hex: fromBase64url(text ?? '').toString('hex') }),
  json: (vector) => ({ canonical: canonicalJson(parseJson(hex(vector['hex']), vector.limits)) }),
  jcs: ({ json }) => {
    const canonical = canonicalJson(JSON.parse(json ?? ''));
    return { canonical, digest: digestOf(canonical) };
  },
  'message-ids': ({ id }) => ({ ...parseMessageId(id ?? '') }),
  padding: (vector) => {
    const content =
      vector['padded'] === undefined ? Buffer.alloc(vector.length, 'x') : unpad(fromBase64url(vector['padded']));
    return { contentDigest: digestOf(content), paddedDigest: digestOf(pad(content, vector.smallest)) };
  },
  slips: async (vector) => {
    const jws = readSlip(vector['token'] ?? '');
    checkEnvironment(jws.payload, vector['env'] as Environment);
    await checkSignature(jws, keyOf(vector['signer']));
    checkTimes(jws.payload, vector.now);
    return { digest: jws.digest, certificate: jws.certificate, aad: Buffer.from(aadOf(jws.payload)).toString() };
  },
  contents: async (vector) => {
    const jws = readContent(vector['token'] ?? '');
    await checkSignature(jws, keyOf(vector['signer']));
    checkBody(jws.payload);
    return { kind: jws.payload.kind, digest: jws.digest, bodyDigest: bodyDigest(jws.payload.body) };
  },
  bodies: (vector) => {
    checkBody({ ...vector, kind: vector['kind'] as Kind } as unknown as Content);
    return { bodyDigest: bodyDigest(vector.body) };
  },
  statements: async (vector) => {
    const jws = readStatement(vector['kind'] as StatementKind, vector['token'] ?? '');
    checkEnvironment(jws.payload, vector['env'] as Environment);
    await checkSignature(jws, keyOf(vector['signer']));
    return { digest: jws.digest, payload: jws.payload };
  },
  sealing: runSealing,
  messages: receive,
};

/** The facts found, or the code of the refusal. A seal that does not open says so in the words of its own library. */
async function outcomeOf(name: string, vector: Vector): Promise<unknown> {
  try {
    return await runners[name]?.(vector);
  } catch (error) {
    if (isCrexError(error)) return error.code;
    if (name === 'sealing') return 'message.unsealable';
    throw error;
  }
}

describe.each(Object.keys(runners))('the vectors of %s', (name) => {
  const { vectors } = load(name) as { vectors: readonly Vector[] };

  it.each(vectors.map((vector) => [`${vector['section'] ?? ''}: ${vector['name'] ?? ''}`, vector] as const))(
    '%s',
    async (_, vector) => {
      const outcome = await outcomeOf(name, vector);
      if (vector['code'] === undefined) expect(vector).toMatchObject(outcome as Facts);
      else expect(outcome).toBe(vector['code']);
    },
  );
});

describe('the test keys', () => {
  it('are the ones the vectors name', () => {
    expect(keys.signingKeys.map(({ member }) => member)).toEqual(['AR', 'BR', 'BROKER']);
    expect(toBase64url(hex(keys.sealingKeys[0]?.seed))).toHaveLength(43);
  });
});
