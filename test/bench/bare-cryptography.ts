import { generateKeyPairSync, randomFillSync, randomUUID, sign } from 'node:crypto';
import {
  checkContentDigest,
  checkSealedDigest,
  checkSignature,
  composeMessage,
  digestOf,
  freshNonce,
  openSealed,
  readContent,
  readEnvelope,
  readStatement,
  signStatement,
  SUITE,
  type AnswerBody,
  type Content,
  type Opener,
  type RequestBody,
  type Signer,
} from '#libs/protocol';
import { generateSealingKeyPair, sealingOpener } from '#libs/pki';
import { promisify } from 'node:util';

const signInPool = promisify(sign);
const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);

interface Party {
  readonly signer: Signer;
  readonly publicKey: ReturnType<typeof generateKeyPairSync>['publicKey'];
  readonly openers: ReadonlyMap<string, Opener>;
  readonly sealTo: { readonly kid: string; readonly suite: string; readonly publicKey: Uint8Array };
}

async function party(): Promise<Party> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sealing = await generateSealingKeyPair({ notBefore: 0, notAfter: 1 });
  const opener = await sealingOpener(sealing);
  return {
    signer: {
      certificate: digestOf(publicKey.export({ format: 'der', type: 'spki' })),
      sign: (data) => signInPool('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    },
    publicKey,
    openers: new Map([[sealing.kid, opener]]),
    sealTo: { kid: sealing.kid, suite: SUITE, publicKey: sealing.publicKey },
  };
}

/**
 * The cryptography of one exchange and nothing else: no database, no network, no policy, no matching, no log. Both
 * messages are composed, checked by the broker, received, opened and verified; each has its stored and taken statement.
 */
export async function bareCryptography(): Promise<(request: RequestBody, answer: AnswerBody) => Promise<void>> {
  const [asker, broker, answerer] = await Promise.all([party(), party(), party()]);
  const now = 1_790_000_000;
  const head = { v: 1, env: 'test', iat: now, exp: now + 86_400, dir: { version: 1, hash: digestOf('d') } } as const;

  async function message(content: Content, from: Party, to: Party, inReplyTo?: string): Promise<string> {
    const route = inReplyTo === undefined ? { priority: 0 as const } : { priority: 0 as const, inReplyTo };
    const { line } = await composeMessage(content, route, from.signer, to.sealTo);
    const atBroker = readEnvelope(line);
    await checkSignature(atBroker.slip, from.publicKey);
    checkSealedDigest(atBroker);
    const { id, contentDigest } = atBroker.slip.payload;
    const item = { id, slipDigest: atBroker.slip.digest, contentDigest };
    const head = { env: 'test', to: content.from, time: now, items: [item] } as const;
    const stored = await signStatement('stored', { ...head, by: 'BROKER' }, broker.signer);
    await checkSignature(readStatement('stored', stored), broker.publicKey);

    const received = readEnvelope(line);
    await checkSignature(received.slip, from.publicKey);
    checkSealedDigest(received);
    const taken = await signStatement('taken', { ...head, by: content.to }, to.signer);
    await checkSignature(readStatement('taken', taken), to.publicKey); // the broker
    await checkSignature(readStatement('taken', taken), to.publicKey); // the sender
    const opened = readContent(await openSealed(received, to.openers));
    checkContentDigest(opened, received.slip.payload);
    await checkSignature(opened, from.publicKey);
    return contentDigest;
  }

  return async (request, answer) => {
    const ids = { request: 'AR-BR-1-000000000001', answer: 'BR-AR-1-000000000001' };
    const question: Content<'REQ'> = {
      ...{ ...head, id: ids.request, from: 'AR', to: 'BR', kind: 'REQ', nonce: freshNonce(random), body: request },
    };
    const requestDigest = await message(question, asker, answerer);
    const reply: Content<'RRS'> = {
      ...{ ...head, id: ids.answer, from: 'BR', to: 'AR', kind: 'RRS', nonce: freshNonce(random), requestDigest },
      promise: { eventId: randomUUID(), origin: 'log.br.crex.example/audit/1', leafHash: digestOf('leaf'), time: now },
      body: answer,
    };
    await message(reply, answerer, asker, ids.request);
  };
}
