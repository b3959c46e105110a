import { generateKeyPairSync, randomFillSync, sign } from 'node:crypto';
import {
  canonicalJson,
  checkBody,
  checkContentDigest,
  checkContentMatchesSlip,
  checkSealedDigest,
  checkSignature,
  composeMessage,
  digestOf,
  freshNonce,
  openSealed,
  readContent,
  readEnvelope,
  SEAL_INFO,
  sealingKeyId,
  sealingSuite,
  SUITE,
  type Content,
  type Opener,
  type Signer,
} from '#libs/protocol';

const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer: Signer = {
  certificate: digestOf('a certificate'),
  sign: (data) => Promise.resolve(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
};

async function recipient() {
  const suite = sealingSuite();
  const pair = await suite.GenerateKeyPair(true);
  const publicBytes = await suite.SerializePublicKey(pair.publicKey);
  const kid = sealingKeyId(SUITE, publicBytes);
  const opener: Opener = {
    kid,
    open: (sealed, aad) =>
      suite.Open(pair.privateKey, sealed.subarray(0, 1120), sealed.subarray(1120), {
        aad,
        info: Buffer.from(SEAL_INFO),
      }),
  };
  return { key: { kid, suite: SUITE, publicKey: publicBytes }, openers: new Map([[kid, opener]]) };
}

function question(): Content<'REQ'> {
  return {
    v: 1,
    env: 'test',
    id: 'AR-BR-1-000000000123',
    from: 'AR',
    to: 'BR',
    kind: 'REQ',
    iat: 1_790_000_000,
    exp: 1_790_086_400,
    nonce: freshNonce(random),
    dir: { version: 3, hash: digestOf('directory') },
    body: {
      salt: freshNonce(random),
      purpose: 'C1',
      legalBasis: 'NASSAU-1992',
      caseReference: 'FSM 123/2026',
      urgency: 'ROUTINE',
      authority: 'Juzgado Federal 1',
      official: { role: 'prosecutor', id: 'AR-77' },
      subject: { names: [{ full: 'João Muñoz', kind: 'legal' }] },
    },
  };
}

describe('a message', () => {
  it('travels: composed by one side, read, opened and verified by the other', async () => {
    const { key, openers } = await recipient();
    const composed = await composeMessage(question(), { priority: 0 }, signer, key);

    const envelope = readEnvelope(composed.line);
    checkSealedDigest(envelope);
    await checkSignature(envelope.slip, publicKey);
    const content = readContent(await openSealed(envelope, openers));
    checkContentDigest(content, envelope.slip.payload);
    await checkSignature(content, publicKey);
    checkContentMatchesSlip(content.payload, envelope.slip.payload);
    checkBody(content.payload);

    expect(content.payload.body).toMatchObject({ purpose: 'C1', subject: { names: [{ full: 'João Muñoz' }] } });
    expect(envelope.slip.digest).toBe(composed.slipDigest);
    expect(Buffer.from(composed.line).toString()).not.toContain(
      Buffer.from('Juzgado').toString('base64url').slice(0, 8),
    );
    expect(canonicalJson(content.payload)).toBe(canonicalJson(JSON.parse(canonicalJson(content.payload))));
  });
});
