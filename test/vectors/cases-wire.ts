import { canonicalJson, digestOf, SUITE, type Kind } from '#libs/protocol';
import {
  NOW,
  rawHeader,
  rawJws,
  rawMessage,
  rawPadded,
  sampleBoundSlip,
  sampleContent,
  sampleHead,
  type Deviation,
} from './raw-message.js';
import { sampleBodies } from './sample-bodies.js';
import { signingKey, type TestMember, type TestSealingKey } from './test-keys.js';

/** Negatives of the signed objects: each breaks one rule. */
type Loose = Record<string, unknown>;

const kid = digestOf('a sealing key');
const slipOf = (kind: Kind): Loose => ({
  ...sampleBoundSlip(sampleContent(kind), digestOf('content'), kid),
  sealedDigest: digestOf('sealed'),
});
const without = (object: object, name: string): Loose =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const headers: readonly [string, Loose, string][] = [
  ['alg none', { alg: 'none' }, 'message.forbidden-header'],
  ['alg HS256', { alg: 'HS256' }, 'message.forbidden-header'],
  ['alg ES384', { alg: 'ES384' }, 'message.forbidden-header'],
  ['jwk', { jwk: { crv: 'P-256', kty: 'EC', x: 'AA', y: 'AA' } }, 'message.forbidden-header'],
  ['jku', { jku: 'https://keys.example' }, 'message.forbidden-header'],
  ['x5u', { x5u: 'https://keys.example' }, 'message.forbidden-header'],
  ['x5c', { x5c: ['MIIB'] }, 'message.forbidden-header'],
  ['kid', { kid: '1' }, 'message.forbidden-header'],
  ['crit', { crit: ['exp'], exp: 1 }, 'message.forbidden-header'],
  ['b64', { b64: false, crit: ['b64'] }, 'message.forbidden-header'],
  ['an x5t#S256 that is not canonical', { 'x5t#S256': `${'A'.repeat(42)}B` }, 'message.forbidden-header'],
  ['the typ of a content', { typ: 'crex-content+jws' }, 'message.wrong-type'],
  ['the typ in capitals', { typ: 'CREX-SLIP+JWS' }, 'message.wrong-type'],
];

export function slipCases(): object[] {
  const base = { section: 'CREX-SLIP', now: NOW, env: 'test', signer: 'AR' as TestMember };
  const request = slipOf('REQ');
  const reply = {
    ...slipOf('RRS'),
    from: 'AR',
    to: 'BR',
    id: 'AR-BR-1-000000000123',
    inReplyTo: 'BR-AR-1-000000000009',
  };
  const slip = (payload: Loose | string, header = rawHeader('crex-slip+jws')) => rawJws(header, payload).token;
  const good = slip(request);
  const [head, body, signature] = good.split('.') as [string, string, string];
  const of = (name: string, token: string, code: string, more: Loose = {}) => ({ ...base, name, token, code, ...more });
  const changed = (name: string, change: Loose, code: string) => of(name, slip({ ...request, ...change }), code);
  const at = (name: string, now: number, code: string) => of(name, good, code, { now });
  const valid = (name: string, token: string, now = NOW) => ({ ...base, name, token, now, ...slipFacts(token) });
  const iat = request['iat'] as number;
  const exp = request['exp'] as number;
  return [
    ...headers.map(([name, extra, code]) =>
      of(`header with ${name}`, slip(request, rawHeader('crex-slip+jws', 'AR', extra)), code, {
        section: 'CREX-WIRE §6',
      }),
    ),
    of('header without x5t#S256', slip(request, { alg: 'ES256', typ: 'crex-slip+jws' }), 'message.forbidden-header', {
      section: 'CREX-WIRE §6.2',
    }),
    of('two parts', `${head}.${body}`, 'message.malformed', { section: 'CREX-WIRE §6.1' }),
    of('four parts', `${good}.`, 'message.malformed', { section: 'CREX-WIRE §6.1' }),
    of('padding in the payload', `${head}.${body}=.${signature}`, 'message.malformed', { section: 'CREX-WIRE §3' }),
    of('a signature of 63 bytes', `${head}.${body}.${signature.slice(0, 84)}`, 'message.malformed', {
      section: 'CREX-WIRE §6.4',
    }),
    of('no signature', `${head}.${body}.`, 'message.malformed', { section: 'CREX-WIRE §6.4' }),
    of('too many characters', `${head}.${body}.${'A'.repeat(3600)}`, 'message.too-large', { section: 'CREX-WIRE §2' }),
    of(
      'a signature of another object',
      `${head}.${body}.${slip(reply).split('.')[2] ?? ''}`,
      'message.wrong-signature',
      { section: 'CREX-WIRE §6.4' },
    ),
    of('signed by another member', rawJws(rawHeader('crex-slip+jws'), request, 'BR').token, 'message.wrong-signature', {
      section: 'CREX-WIRE §6.4',
    }),
    of('version 2 of another shape', slip({ v: 2, to: 'BR' }), 'message.unknown-version', {
      section: 'CREX-WIRE §1.2',
    }),
    changed('version 2', { v: 2 }, 'message.unknown-version'),
    changed('the string "1" as version', { v: '1' }, 'message.unknown-version'),
    of('no version', slip(without(request, 'v')), 'message.unknown-version', { section: 'CREX-WIRE §1.2' }),
    ...Object.keys(without(request, 'v')).map((name) =>
      of(`without ${name}`, slip(without(request, name)), 'message.malformed'),
    ),
    changed('an unknown field', { kind: 'REQ' }, 'message.malformed'),
    changed('the broker as sender', { from: 'BROKER' }, 'message.malformed'),
    changed('priority 2', { priority: 2 }, 'message.malformed'),
    changed('a digest that is not canonical', { contentDigest: `${'A'.repeat(42)}B` }, 'message.malformed'),
    changed('an unknown environment', { env: 'staging' }, 'message.malformed'),
    changed('a nested field', { from: { country: 'AR' } }, 'message.too-deep'),
    of('a duplicate key', slip(`{"v":1,${canonicalJson(request).slice(1)}`), 'message.duplicate-key', {
      section: 'CREX-WIRE §2',
    }),
    of('a fraction', slip(canonicalJson(request).replace('"priority":0', '"priority":0.0')), 'message.malformed', {
      section: 'CREX-WIRE §2.2',
    }),
    of('2049 bytes', slip(canonicalJson(request).padEnd(2049)), 'message.too-large', { section: 'CREX-WIRE §2' }),
    changed('an id of other parties', { id: 'AR-CL-1-000000000123' }, 'message.id-mismatch'),
    changed('an id in the other direction', { id: 'BR-AR-1-000000000123' }, 'message.id-mismatch'),
    changed('number 0', { id: 'AR-BR-1-000000000000' }, 'message.malformed'),
    changed('from = to', { id: 'AR-AR-1-000000000001', to: 'AR' }, 'message.malformed'),
    changed('inReplyTo in a request', { inReplyTo: 'BR-AR-1-000000000009' }, 'message.malformed'),
    of('a reply without inReplyTo', slip(without(reply, 'inReplyTo')), 'message.malformed'),
    of(
      'a reply to a request between others',
      slip({ ...reply, inReplyTo: 'BR-CL-1-000000000009' }),
      'message.id-mismatch',
    ),
    of('a reply to its own sender', slip({ ...reply, inReplyTo: 'AR-BR-1-000000000009' }), 'message.id-mismatch'),
    of('another environment', good, 'message.wrong-environment', { env: 'production' }),
    valid('iat 60 s ahead', good, iat - 60),
    at('iat 61 s ahead', iat - 61, 'message.from-future'),
    valid('the last second of its life', good, exp - 1),
    at('exp has come', exp, 'message.expired'),
    valid('72 hours', slip({ ...request, exp: iat + 259_200 })),
    changed('72 hours and a second', { exp: iat + 259_201 }, 'message.lives-too-long'),
    of('exp at iat', slip({ ...request, iat: NOW + 30, exp: NOW + 30 }), 'message.lives-too-long'),
  ];
}

/** What a reader must find in a valid slip of AR. */
function slipFacts(token: string): Loose {
  const [head, body] = token.split('.') as [string, string];
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as Loose;
  const aad = canonicalJson(without(payload, 'sealedDigest'));
  return { digest: digestOf(`${head}.${body}`), certificate: signingKey('AR').certificate, aad };
}

export function contentNegatives(): object[] {
  const request = sampleContent('REQ');
  const answer = sampleContent('RRS');
  const content = (payload: object | string, header = rawHeader('crex-content+jws')) =>
    rawJws(header, payload as Loose).token;
  const of = (name: string, token: string, code: string) => ({
    name,
    section: 'CREX-CONTENT §2',
    signer: 'AR',
    token,
    code,
  });
  const changed = (name: string, change: Loose, code: string) => of(name, content({ ...request, ...change }), code);
  let deep: Loose = {};
  for (let level = 0; level < 11; level++) deep = { deep };
  return [
    of('the typ of a slip', content(request, rawHeader('crex-slip+jws')), 'message.wrong-type'),
    changed('version 2', { v: 2 }, 'message.unknown-version'),
    ...['env', 'id', 'from', 'to', 'kind', 'iat', 'exp', 'nonce', 'dir', 'body'].map((name) =>
      of(`without ${name}`, content(without(request, name)), 'message.malformed'),
    ),
    changed('an unknown field', { class: 'request' }, 'message.malformed'),
    changed('a kind of version 2', { kind: 'NOTIFY' }, 'message.unknown-kind'),
    changed('a kind in small letters', { kind: 'req' }, 'message.unknown-kind'),
    changed('directory version 0', { dir: { version: 0, hash: digestOf('d') } }, 'message.malformed'),
    of('an answer without promise', content(without(answer, 'promise')), 'message.malformed'),
    of('an answer to a query without promise', content(without(sampleContent('HITS'), 'promise')), 'message.malformed'),
    changed('a promise without leaf hash', { promise: without(answer.promise ?? {}, 'leafHash') }, 'message.malformed'),
    changed('a log origin with a line break', { promise: { ...answer.promise, origin: 'a\nb' } }, 'message.malformed'),
    changed(
      'an event id of UUID version 1',
      { promise: { ...answer.promise, eventId: '5f0c5c2e-7a8e-1d0b-9c1f-0a2b3c4d5e6f' } },
      'message.malformed',
    ),
    changed('an empty list of heads', { heads: [] }, 'message.malformed'),
    changed('five heads', { heads: Array.from({ length: 5 }, () => sampleHead) }, 'message.malformed'),
    changed(
      'a head with an extension line',
      { heads: [sampleHead.replace('\n\n', '\nmore\n\n')] },
      'message.malformed',
    ),
    changed('13 levels', { body: deep }, 'message.too-deep'),
    of('a fraction in the body', content(canonicalJson(request).replace('"sex":1', '"sex":1.0')), 'message.malformed'),
    of(
      'a duplicate key in the body',
      content(canonicalJson(request).replace('"sex":1', '"sex":1,"sex":2')),
      'message.duplicate-key',
    ),
    of(
      'signed by another member',
      rawJws(rawHeader('crex-content+jws'), request as never, 'BR').token,
      'message.wrong-signature',
    ),
    changed('a body of another kind', { body: sampleBodies.VOID }, 'message.malformed-body'),
  ];
}

export function bodyNegatives(): object[] {
  const { record, ...plain } = sampleBodies.RRS;
  const name = { full: 'A B', kind: 'legal' };
  const conviction = record?.convictions[0];
  const stated = (number: number) => ({ number, contentDigest: digestOf('x') });
  const ofAr = sampleBodies.NOT.conviction;
  const cases: readonly [Kind, string, Loose][] = [
    ['REQ', 'another purpose', { purpose: 'C9' }],
    ['REQ', 'an accused offence that is no ICCS code', { evidence: { accusedOffences: ['05-02'] } }],
    ['REQ', 'consent without its reference', { evidence: { consent: { givenOn: '2026-01-15' } } }],
    ['REQ', 'a blank case', { caseReference: ' ' }],
    ['REQ', 'a case of 51 characters', { caseReference: 'x'.repeat(51) }],
    ['REQ', 'a line break in the authority', { authority: 'a\nb' }],
    ['REQ', 'a legal basis that is a sentence', { legalBasis: 'because we ask' }],
    ['REQ', 'the name of the official', { official: { role: 'clerk', id: '1', name: 'x' } }],
    ['REQ', 'no name', { subject: { names: [] } }],
    ['REQ', 'a month 13', { subject: { names: [name], birthDate: '1980-13' } }],
    ['REQ', 'a nationality twice', { subject: { names: [name], nationalities: ['BR', 'BR'] } }],
    ['REQ', 'a short salt', { salt: 'AAAA' }],
    ['RCPT', 'a time before 1970', { dueAt: -1 }],
    ['RRS', 'RECORDS without record', { record: undefined }],
    ['RRS', 'NO_RECORD with record', { outcome: 'NO_RECORD' }],
    ['RRS', 'REFUSED without reason', { outcome: 'REFUSED', record: undefined }],
    ['RRS', 'RECORDS with reason', { reason: 'MINOR' }],
    ['RRS', 'MULTIPLE_CANDIDATES without candidates', { outcome: 'MULTIPLE_CANDIDATES', record: undefined }],
    [
      'RRS',
      'NOT_IDENTIFIED with candidates',
      { ...plain, outcome: 'NOT_IDENTIFIED', record: undefined, missing: ['Sex'], candidates: 2 },
    ],
    ['RRS', 'an item missing twice', { outcome: 'NOT_IDENTIFIED', record: undefined, missing: ['Sex', 'Sex'] }],
    ['HITS', 'MORE_INFORMATION without what is missing', { result: 'MORE_INFORMATION' }],
    ['HITS', 'HIT with reason', { reason: 'MINOR' }],
    ['HITS', 'a result of a question', { result: 'RECORDS' }],
    ['RRS', 'an outcome of the asker', { outcome: 'TIMED_OUT', record: undefined }],
    ['RRS', 'no conviction', { record: { ...record, convictions: [] } }],
    [
      'RRS',
      'an offence without national title',
      {
        record: {
          ...record,
          convictions: [{ ...conviction, offences: [{ ...conviction?.offences[0], nationalTitle: [] }] }],
        },
      },
    ],
    [
      'RRS',
      'a duration without component',
      {
        record: {
          ...record,
          convictions: [
            { ...conviction, sanctions: [{ ...conviction?.sanctions[0], sentencedPeriod: { duration: 'P' } }] },
          ],
        },
      },
    ],
    ['FEM', 'a code in the name of the broker', { code: 'broker.expired' }],
    ['FEM', 'a value beside the pointer', { pointers: [{ pointer: '', rule: '', value: 'x' }] }],
    ['RAI', 'a fourth round', { round: 4 }],
    ['RAI', 'nothing missing', { missing: [] }],
    ['RAI', 'a note of two lines', { note: { language: 'pt', value: 'a\nb' } }],
    ['RAR', 'PROVIDED without subject', { subject: undefined }],
    ['RAR', 'NOT_AVAILABLE with subject', { response: 'NOT_AVAILABLE' }],
    ['RDL', 'a reason of its own', { reason: 'HOLIDAYS' }],
    ['CAN', 'no digest', { cancels: 'x' }],
    ['CANR', 'another result', { result: 'DONE' }],
    ['NOT', 'no conviction', { conviction: undefined }],
    ['NOT', 'a DELETE with the conviction', { action: 'DELETE' }],
    ['NOT', 'the conviction of another country', { conviction: { ...ofAr, convictingCountry: 'BR' } }],
    ['NOT', 'another conviction than it names', { conviction: { ...ofAr, id: 'AR:TOC5:00078:2019' } }],
    ['NOT', 'version 0', { version: 0 }],
    ['NRS', 'REFUSED without reason', { reason: undefined }],
    ['NRS', 'STORED with reason', { result: 'STORED' }],
    ['RECALL', 'an empty id', { convictionIds: [''] }],
    ['RECALL', 'a conviction twice', { convictionIds: ['AR:1', 'AR:1'] }],
    ['RECALLR', 'another result', { result: 'LOST' }],
    ['VOID', 'number 0', { numbers: [0] }],
    ['VOID', 'a number twice', { numbers: [5, 5] }],
    ['VOID', 'a number of 13 digits', { numbers: [1_000_000_000_000] }],
    ['TIMEOUT', 'a question that the other asked', { messageId: 'BR-AR-1-000000000120' }],
    ['TIMEOUT', 'a question to another', { messageId: 'AR-CL-1-000000000120' }],
    ['RECON', 'a number twice', { messages: [stated(118), stated(118)] }],
    ['RECON', 'numbers that descend', { messages: [stated(119), stated(118)] }],
    ['RECON', 'a number before the first', { messages: [stated(117)] }],
    ['RECON', 'a number after the last', { messages: [stated(123)] }],
    ['RECON', 'a run of 10001 numbers', { last: 10_118 }],
    ['RECON', 'a run that ends before it begins', { last: 117, messages: [] }],
    ['RECR', 'a kind of difference that there is not', { differences: [{ number: 119, kind: 'LOST' }] }],
  ];
  return cases.map(([kind, title, change]) => {
    const { from, to } = sampleContent(kind);
    const body = JSON.parse(JSON.stringify({ ...sampleBodies[kind], ...change })) as Loose;
    return {
      name: `${kind}: ${title}`,
      section: 'CREX-CONTENT §4',
      kind,
      from,
      to,
      body,
      code: 'message.malformed-body',
    };
  });
}

export function statementNegatives(): object[] {
  const item = { id: 'AR-BR-1-000000000123', slipDigest: digestOf('slip'), contentDigest: digestOf('content') };
  const statement = (by: TestMember, change: Loose = {}) => ({
    v: 1,
    env: 'test',
    by,
    to: 'AR',
    time: NOW,
    items: [item],
    ...change,
  });
  const of = (name: string, kind: string, by: TestMember, change: Loose, code: string, more: Loose = {}) => ({
    ...{ name, section: 'CREX-STATEMENT', kind, env: 'test', signer: by },
    token: rawJws(rawHeader(`crex-${kind}+jws`, by), statement(by, change), by).token,
    ...{ code, ...more },
  });
  const stored = rawJws(rawHeader('crex-stored+jws', 'BROKER'), statement('BROKER'), 'BROKER').token;
  return [
    { ...of('a stored statement shown as taken', 'taken', 'BR', {}, 'message.wrong-type'), token: stored },
    of('stored by a country', 'stored', 'BR', {}, 'message.id-mismatch'),
    of('expired by a country', 'expired', 'BR', {}, 'message.id-mismatch'),
    of('refused by a country', 'refused', 'BR', { items: [{ code: 'broker.expired' }] }, 'message.id-mismatch'),
    of('taken by the broker', 'taken', 'BROKER', {}, 'message.id-mismatch'),
    of(
      'taken by another than the recipient',
      'taken',
      'BR',
      { items: [item, { ...item, id: 'AR-CL-1-000000000123' }] },
      'message.id-mismatch',
    ),
    of(
      'a message of another sender',
      'stored',
      'BROKER',
      { items: [{ ...item, id: 'CL-BR-1-000000000123' }] },
      'message.id-mismatch',
    ),
    of('number 0', 'stored', 'BROKER', { items: [{ ...item, id: 'AR-BR-1-000000000000' }] }, 'message.malformed'),
    of('a receipt for a partner organisation', 'stored', 'BROKER', { to: 'INTERPOL' }, 'message.malformed'),
    of('no items', 'stored', 'BROKER', { items: [] }, 'message.malformed'),
    of('65 items', 'stored', 'BROKER', { items: Array.from({ length: 65 }, () => item) }, 'message.malformed'),
    of('an unknown field', 'stored', 'BROKER', { more: 'x' }, 'message.malformed'),
    of('an unknown field in an item', 'stored', 'BROKER', { items: [{ ...item, line: 'x' }] }, 'message.malformed'),
    of('a refusal without code', 'refused', 'BROKER', { items: [{ id: item.id }] }, 'message.malformed'),
    of(
      'a refusal in the name of a country',
      'refused',
      'BROKER',
      { items: [{ code: 'responder.expired' }] },
      'message.malformed',
    ),
    of('version 2', 'stored', 'BROKER', { v: 2 }, 'message.unknown-version'),
    of('four levels', 'stored', 'BROKER', { items: [{ ...item, id: { id: [] } }] }, 'message.too-deep'),
    of('another environment', 'stored', 'BROKER', { env: 'demo' }, 'message.wrong-environment'),
    {
      ...of('signed by another', 'stored', 'BROKER', {}, 'message.wrong-signature'),
      token: rawJws(rawHeader('crex-stored+jws', 'BROKER'), statement('BROKER'), 'BR').token,
    },
  ];
}

export async function messageNegatives(keys: {
  readonly AR: TestSealingKey;
  readonly BR: TestSealingKey;
}): Promise<object[]> {
  const of = async (
    name: string,
    section: string,
    code: string,
    deviation: Deviation,
    kind: 'REQ' | 'RCPT' = 'REQ',
  ) => {
    const to = kind === 'REQ' ? 'BR' : 'AR';
    const { envelope } = await rawMessage(kind, keys[to], deviation);
    return { name, section, to, now: NOW, env: 'test', envelope, code };
  };
  const line = (name: string, section: string, code: string, envelope: string) => ({
    name,
    section,
    to: 'BR',
    now: NOW,
    env: 'test',
    envelope,
    code,
  });
  const { envelope } = await rawMessage('REQ', keys.BR);
  const { slip, sealed } = JSON.parse(envelope) as { slip: string; sealed: string };
  const hidden = (token: string) => rawPadded(token, 4096).fill(1, 4095);
  const exchanged: readonly [string, unknown, string][] = [
    ['id', 'AR-BR-1-000000000124', 'message.unsealable'],
    ['class', 'control', 'message.unsealable'],
    ['priority', 1, 'message.unsealable'],
    ['iat', 1_790_000_001, 'message.unsealable'],
    ['exp', 1_790_086_399, 'message.unsealable'],
    ['contentDigest', digestOf('other'), 'message.unsealable'],
    ['kid', keys.AR.kid, 'message.unknown-sealing-key'],
    ['suite', `${SUITE}-2`, 'message.unknown-suite'],
  ];
  const different: readonly [string, unknown][] = [
    ['env', 'demo'],
    ['id', 'AR-BR-1-000000000999'],
    ['from', 'CL'],
    ['to', 'CL'],
    ['iat', 1_789_999_999],
    ['exp', 1_790_086_401],
  ];
  return [
    line('no slip', 'CREX-ENV §1.1', 'message.malformed', JSON.stringify({ sealed })),
    line('a third member', 'CREX-ENV §1.1', 'message.malformed', JSON.stringify({ slip, sealed, to: 'BR' })),
    line('slip twice', 'CREX-WIRE §2', 'message.duplicate-key', `{"slip":"x",${envelope.slice(1)}`),
    line('sealed is a number', 'CREX-ENV §1.1', 'message.malformed', JSON.stringify({ slip, sealed: 1 })),
    line('sealed with padding', 'CREX-WIRE §3', 'message.malformed', JSON.stringify({ slip, sealed: `${sealed}=` })),
    line(
      'sealed cut short',
      'CREX-SEAL §2.2',
      'message.wrong-padding',
      JSON.stringify({ slip, sealed: sealed.slice(0, -4) }),
    ),
    await of('other sealed bytes than the slip names', 'CREX-ENV §4 step 4', 'message.wrong-digest', {
      slip: (same) => ({ ...same, sealedDigest: digestOf('other') }),
    }),
    await of('a size that is no class', 'CREX-SEAL §2.2', 'message.wrong-padding', {
      padded: (token) => rawPadded(token, 5000),
    }),
    await of(
      'a reply of 4 KiB',
      'CREX-SEAL §2.2',
      'message.wrong-padding',
      { padded: (token) => rawPadded(token, 4096) },
      'RCPT',
    ),
    await of('the slip signed by another', 'CREX-ENV §4 step 3', 'message.wrong-signature', { signedBy: 'BR' }),
    ...(await Promise.all(
      exchanged.map(([field, value, code]) =>
        of(`${field} exchanged after sealing, signed again`, 'CREX-SEAL §4', code, {
          slip: (same) => ({ ...same, [field]: value }),
        }),
      ),
    )),
    await of(
      'inReplyTo exchanged after sealing, signed again',
      'CREX-SEAL §4',
      'message.unsealable',
      { slip: (same) => ({ ...same, inReplyTo: 'AR-BR-1-000000000122' }) },
      'RCPT',
    ),
    await of('another info', 'CREX-SEAL §3.7', 'message.unsealable', { info: 'crex-seal-v2' }),
    await of('a byte in the padding', 'CREX-SEAL §1.2', 'message.wrong-padding', { padded: hidden }),
    await of('a length beyond the end', 'CREX-SEAL §1.2', 'message.wrong-padding', {
      padded: (token) => rawPadded(token, 4096, 4093),
    }),
    await of('nothing inside', 'CREX-ENV §4 step 9', 'message.malformed', { padded: () => rawPadded('', 4096) }),
    await of('a slip inside', 'CREX-ENV §4 step 9', 'message.wrong-type', {
      contentHeader: rawHeader('crex-slip+jws'),
    }),
    await of('a content of version 2', 'CREX-WIRE §1.2', 'message.unknown-version', {
      content: (same) => ({ ...same, v: 2 }),
    }),
    await of('an unknown kind', 'CREX-CONTENT §2.2', 'message.unknown-kind', {
      content: (same) => ({ ...same, kind: 'NOTIFY' }),
    }),
    await of('another content than the slip names', 'CREX-ENV §4 step 10', 'message.wrong-digest', {
      bound: (same) => ({ ...same, contentDigest: digestOf('other') }),
    }),
    await of('the content signed by another', 'CREX-ENV §4 step 11', 'message.wrong-signature', {
      contentSignedBy: 'BR',
    }),
    ...(await Promise.all(
      different.map(([field, value]) =>
        of(`content and slip differ in ${field}`, 'CREX-CONTENT §3.1', 'message.slip-mismatch', {
          content: (same) => ({ ...same, [field]: value }),
        }),
      ),
    )),
    await of('a request as control', 'CREX-CONTENT §3.2', 'message.wrong-class', {
      bound: (same) => ({ ...same, class: 'control' }),
    }),
    await of('a request with requestDigest', 'CREX-CONTENT §3.3', 'message.malformed', {
      content: (same) => ({ ...same, requestDigest: digestOf('x') }),
    }),
    await of(
      'a reply without requestDigest',
      'CREX-CONTENT §3.3',
      'message.malformed',
      { content: (same) => without(same, 'requestDigest') },
      'RCPT',
    ),
    await of('a body of another kind', 'CREX-CONTENT §4.1', 'message.malformed-body', {
      content: (same) => ({ ...same, body: sampleBodies.VOID }),
    }),
    { ...line('too late', 'CREX-SLIP §5.2', 'message.expired', envelope), now: 1_790_086_400 },
    { ...line('too early', 'CREX-SLIP §5.1', 'message.from-future', envelope), now: 1_789_999_939 },
    { ...line('in production', 'CREX-WIRE §7.6', 'message.wrong-environment', envelope), env: 'production' },
  ];
}
