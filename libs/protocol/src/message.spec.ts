import fc from 'fast-check';
import {
  checkBody, checkContentDigest, checkContentMatchesSlip, checkSealedDigest, checkSignature, composeMessage, CrexError,
  digestOf, KINDS, MAX_ENVELOPE_BYTES, openSealed, readContent, readEnvelope, readSlip, readStatement, type Content,
  type Opener, type Slip,
} from '#libs/protocol'; // prettier-ignore
import { codeOf, codeOfAsync } from '../../../test/code-of.js';
import { rawMessage, rawPadded, sampleContent, type Deviation } from '../../../test/vectors/raw-message.js';
import { sealingKey, signingKey, type TestMember } from '../../../test/vectors/test-keys.js';

const keys = { AR: await sealingKey('AR'), BR: await sealingKey('BR') };
const openers = new Map<string, Opener>(Object.values(keys).map(({ kid, opener }) => [kid, opener]));

/** All of a recipient's steps, in the order of docs/protocol/envelope.md. */
async function receive(line: Uint8Array): Promise<Content> {
  const envelope = readEnvelope(line);
  const { payload: slip } = envelope.slip;
  const { publicKey } = signingKey(slip.from as TestMember);
  await checkSignature(envelope.slip, publicKey);
  checkSealedDigest(envelope);
  const content = readContent(await openSealed(envelope, openers));
  checkContentDigest(content, slip);
  await checkSignature(content, publicKey);
  checkContentMatchesSlip(content.payload, slip);
  checkBody(content.payload);
  return content.payload;
}

const codeFor = async (deviation: Deviation, kind: 'REQ' | 'RCPT' = 'REQ') => {
  const { envelope } = await rawMessage(kind, kind === 'REQ' ? keys.BR : keys.AR, deviation);
  return codeOfAsync(() => receive(Buffer.from(envelope)));
};

describe('a message', () => {
  it.each(KINDS)('%s travels: composed by one side, read, opened and verified by the other', async (kind) => {
    const content = sampleContent(kind);
    const isReply = content.requestDigest !== undefined;
    const inReplyTo = kind === 'RAR' ? 'BR-AR-1-000000000007' : 'AR-BR-1-000000000123';
    const route = isReply ? ({ priority: 1, inReplyTo } as const) : ({ priority: 0 } as const);
    const composed = await composeMessage(
      content,
      route,
      signingKey(content.from as TestMember),
      keys[content.to as 'AR'],
    );

    expect(await receive(composed.line)).toEqual(content);
    const envelope = readEnvelope(composed.line);
    expect(envelope.slip).toMatchObject({ digest: composed.slipDigest, payload: { priority: route.priority } });
    expect(envelope.slip.payload).toMatchObject({
      contentDigest: composed.contentDigest,
      sealedDigest: composed.sealedDigest,
    });
    expect(await openSealed(envelope, openers)).toBe(composed.content);
  });

  it('tells the road nothing of what it says', async () => {
    const composed = await composeMessage(sampleContent('REQ'), { priority: 0 }, signingKey('AR'), keys.BR);
    const { slip, sealed } = JSON.parse(Buffer.from(composed.line).toString()) as { slip: string; sealed: string };
    const visible = Buffer.concat([
      Buffer.from(slip.split('.')[1] ?? '', 'base64url'),
      Buffer.from(sealed, 'base64url'),
    ]).toString();
    for (const word of ['Juzgado', 'Muñoz', 'NASSAU', 'FSM 123']) expect(visible).not.toContain(word);
  });

  it('weighs the same whether a record was found or not', async () => {
    const { record: _, ...found } = sampleContent('RRS').body;
    const nothing = { ...sampleContent('RRS'), body: { ...found, outcome: 'NO_RECORD' as const } };
    const route = { priority: 0, inReplyTo: 'AR-BR-1-000000000123' } as const;
    const [full, empty] = await Promise.all(
      [sampleContent('RRS'), nothing].map((content) => composeMessage(content, route, signingKey('BR'), keys.AR)),
    );
    expect(full?.line.byteLength).toBe(empty?.line.byteLength);
  });

  it('is an object with slip and sealed, and nothing else', async () => {
    const { envelope } = await rawMessage('REQ', keys.BR);
    const { slip, sealed } = JSON.parse(envelope) as Record<string, string>;
    const codeOfLine = (value: unknown) => codeOf(() => readEnvelope(Buffer.from(JSON.stringify(value))));
    for (const wrong of [{ slip }, { sealed }, { slip, sealed, to: 'BR' }, [slip, sealed], { slip, sealed: 1 }, slip]) {
      expect(codeOfLine(wrong)).toBe('message.malformed');
    }
    expect(codeOfLine({ slip: `${slip}${'A'.repeat(4096)}`, sealed })).toBe('message.malformed');
    expect(codeOfLine({ slip, sealed: `${sealed}=` })).toBe('message.malformed');
    expect(codeOf(() => readEnvelope(Buffer.from(`{"slip":"x",${envelope.slice(1)}`)))).toBe('message.duplicate-key');
    expect(codeOf(() => readEnvelope(Buffer.alloc(MAX_ENVELOPE_BYTES + 1, 32)))).toBe('message.too-large');
  });

  it('has one of the padded sizes, a reply not the smallest', async () => {
    const anySize = (size: number): Deviation => ({ padded: () => rawPadded('x', size) });
    expect(await codeFor(anySize(5000))).toBe('message.wrong-padding');
    expect(await codeFor(anySize(100))).toBe('message.wrong-padding');
    expect(await codeFor({ padded: (token) => rawPadded(token, 4096) }, 'RCPT')).toBe('message.wrong-padding');
    expect(await codeFor({ padded: (token) => rawPadded(token, 65_536) }, 'RCPT')).toBe('accepted');
  });

  it('is refused when its padding hides something', async () => {
    const hiding = (token: string) => {
      const padded = rawPadded(token, 4096);
      padded[4095] = 1;
      return padded;
    };
    expect(await codeFor({ padded: hiding })).toBe('message.wrong-padding');
    expect(await codeFor({ padded: (token) => rawPadded(token, 4096, 4093) })).toBe('message.wrong-padding');
  });

  it('is refused when the sealed bytes are not those of the slip', async () => {
    const flip = (sealed: Buffer) => Buffer.from(sealed).fill((sealed[2000] as number) ^ 1, 2000, 2001);
    expect(await codeFor({ slip: (slip) => ({ ...slip, sealedDigest: digestOf('other') }) })).toBe(
      'message.wrong-digest',
    );
    expect(await codeFor({ sealed: flip })).toBe('message.unsealable');
  });

  it('is refused when the content is not the one that the slip names', async () => {
    expect(await codeFor({ bound: (slip) => ({ ...slip, contentDigest: digestOf('other') }) })).toBe(
      'message.wrong-digest',
    );
  });

  it.each<[string, unknown, string]>([
    ['env', 'demo', 'message.unsealable'],
    ['id', 'AR-BR-1-000000000124', 'message.unsealable'],
    ['class', 'control', 'message.unsealable'],
    ['priority', 1, 'message.unsealable'],
    ['iat', 1_790_000_001, 'message.unsealable'],
    ['exp', 1_790_086_399, 'message.unsealable'],
    ['contentDigest', digestOf('other'), 'message.unsealable'],
    ['kid', keys.AR.kid, 'message.unsealable'],
    ['kid', digestOf('no key'), 'message.unknown-sealing-key'],
    ['suite', 'HPKE-P256', 'message.unknown-suite'],
  ])('its seal breaks when %s of the slip is exchanged for %j, even by the sender', async (field, value, code) => {
    expect(await codeFor({ slip: (slip) => ({ ...slip, [field]: value }) })).toBe(code);
  });

  it('its seal breaks when its parties or the request it answers are exchanged', async () => {
    const parties = { from: 'BR', to: 'AR', id: 'BR-AR-1-000000000123' };
    expect(await codeFor({ slip: (slip) => ({ ...slip, ...parties }), signedBy: 'BR' })).toBe('message.unsealable');
    const other = { inReplyTo: 'AR-BR-1-000000000122' };
    expect(await codeFor({ slip: (slip) => ({ ...slip, ...other }) }, 'RCPT')).toBe('message.unsealable');
  });

  it('sealed for another use of the key does not open', async () => {
    expect(await codeFor({ info: 'another-use' })).toBe('message.unsealable');
  });

  it('is refused when either signature is not the sender’s', async () => {
    expect(await codeFor({ signedBy: 'BR' })).toBe('message.wrong-signature');
    expect(await codeFor({ contentSignedBy: 'BR' })).toBe('message.wrong-signature');
  });

  it('checks of digests stand alone', async () => {
    const { envelope, content } = await rawMessage('REQ', keys.BR);
    const read = readEnvelope(Buffer.from(envelope));
    const other = { ...read.slip.payload, contentDigest: digestOf('other') } satisfies Slip;
    expect(codeOf(() => checkContentDigest(readContent(content.token), other))).toBe('message.wrong-digest');
    expect(codeOf(() => checkSealedDigest({ ...read, sealed: Buffer.alloc(1) }))).toBe('message.wrong-digest');
  });
});

describe('bytes from outside', () => {
  const readers: readonly [string, (bytes: Uint8Array) => unknown][] = [
    ['readEnvelope', (bytes) => readEnvelope(bytes)],
    ['readSlip', (bytes) => readSlip(Buffer.from(bytes).toString())],
    ['readContent', (bytes) => readContent(Buffer.from(bytes).toString())],
    ['readStatement', (bytes) => readStatement('taken', Buffer.from(bytes).toString())],
  ];
  const jwsLike = fc
    .tuple(
      fc.json(),
      fc.oneof(fc.json(), fc.constantFrom('{"v":1}', '{"v":1,"id":"AR-BR-1-000000000000"}')),
      fc.uint8Array(),
    )
    .map(([head, body, signature]) =>
      [head, body, signature].map((part) => Buffer.from(part as string).toString('base64url')).join('.'),
    );
  const typed = fc
    .tuple(fc.constantFrom('crex-slip+jws', 'crex-content+jws', 'crex-taken+jws'), fc.json({ maxDepth: 3 }))
    .map(([typ, body]) => {
      const header = JSON.stringify({ alg: 'ES256', typ, 'x5t#S256': signingKey('AR').certificate });
      return [header, body, Buffer.alloc(64)]
        .map((part) => Buffer.from(part as string).toString('base64url'))
        .join('.');
    });
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string().map((text) => Buffer.from(text)),
    jwsLike.map((text) => Buffer.from(text)),
    typed.map((text) => Buffer.from(text)),
    fc.oneof(jwsLike, typed).map((slip) => Buffer.from(JSON.stringify({ slip, sealed: 'AA' }))),
  );

  it.each(readers)('make %s refuse with a CrexError and nothing else', (_, read) => {
    fc.assert(
      fc.property(bytes, (input) => {
        try {
          read(input);
        } catch (error) {
          expect(error).toBeInstanceOf(CrexError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that differ from a message in one byte are read, or refused with a CrexError', async () => {
    const { envelope } = await rawMessage('REQ', keys.BR);
    fc.assert(
      fc.property(fc.nat({ max: envelope.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = Buffer.from(envelope);
        changed[at] = byte;
        try {
          readEnvelope(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(CrexError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
