import {
  checkBody,
  checkContentMatchesSlip,
  digestOf,
  KINDS,
  readContent,
  TYP,
  type Content,
  type Slip,
} from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { rawHeader, rawJws, sampleBoundSlip, sampleContent, sampleHead } from '../../../test/vectors/raw-message.js';

type Loose = Record<string, unknown>;
const request = sampleContent('REQ');
const answer = sampleContent('RRS');
const codeFor = (payload: object | string) =>
  codeOf(() => readContent(rawJws(rawHeader(TYP.content), payload as Loose).token));
const slipFor = (content: Content) =>
  ({ ...sampleBoundSlip(content, digestOf('c'), digestOf('k')), sealedDigest: digestOf('s') }) as unknown as Slip;

describe('a content', () => {
  it('of another version is refused before its shape is looked at', () => {
    expect(codeFor({ v: 2 })).toBe('message.unknown-version');
    expect(codeFor({ ...request, v: 2 })).toBe('message.unknown-version');
  });

  it('has every field and no other', () => {
    for (const name of ['env', 'id', 'from', 'to', 'kind', 'iat', 'exp', 'nonce', 'dir', 'body']) {
      expect(codeFor(Object.fromEntries(Object.entries(request).filter(([key]) => key !== name)))).toBe(
        'message.malformed',
      );
    }
    expect(codeFor({ ...request, class: 'request' })).toBe('message.malformed');
  });

  it.each<[string, Loose]>([
    ['a short nonce', { nonce: 'AAAA' }],
    ['a directory version 0', { dir: { version: 0, hash: digestOf('d') } }],
    ['a directory without hash', { dir: { version: 1 } }],
    ['more in the directory reference', { dir: { version: 1, hash: digestOf('d'), url: 'x' } }],
    ['a body that is a text', { body: 'x' }],
    ['a requestDigest that is none', { requestDigest: 'x' }],
    ['a promise without leafHash', { promise: { ...answer.promise, leafHash: undefined } }],
    ['more in a promise', { promise: { ...answer.promise, index: 1 } }],
    [
      'a promise of an event without random id',
      { promise: { ...answer.promise, eventId: '5f0c5c2e-7a8e-1d0b-9c1f-0a2b3c4d5e6f' } },
    ],
    ['a log origin with a line break', { promise: { ...answer.promise, origin: 'br.example/log\nx' } }],
    ['a log origin with a plus sign', { promise: { ...answer.promise, origin: 'br.example/log+1' } }],
    ['a long log origin', { promise: { ...answer.promise, origin: 'a'.repeat(201) } }],
    ['no head in the list of heads', { heads: [] }],
    ['five heads', { heads: Array.from({ length: 5 }, () => sampleHead) }],
    ['a head without signature', { heads: [sampleHead.split('— ')[0]] }],
    ['a head with two signature lines', { heads: [sampleHead + (sampleHead.split('\n')[4] ?? '') + '\n'] }],
    ['a head with a size that begins with zero', { heads: [sampleHead.replace('\n8\n', '\n08\n')] }],
    ['a head with an extension line', { heads: [sampleHead.replace('=\n\n', '=\nmore\n\n')] }],
    ['a head with a short root', { heads: [sampleHead.replace('XcnaeacG', '')] }],
    ['a sender that is no country', { from: 'BROKER' }],
    ['a kind of 17 letters', { kind: 'X'.repeat(17) }],
  ])('is refused with %s', (_, wrong) => {
    expect(codeFor({ ...answer, ...wrong })).toBe('message.malformed');
  });

  it('promises its log entry when it is an answer, and need not when it is none', () => {
    const { promise, ...bare } = answer;
    expect(codeFor(bare)).toBe('message.malformed');
    expect(codeFor(answer)).toBe('accepted');
    const { promise: _, ...question } = sampleContent('RAI');
    expect(codeFor(question)).toBe('message.malformed');
    expect(codeFor({ ...question, promise })).toBe('accepted');
    for (const kind of KINDS.filter((each) => each !== 'RRS' && each !== 'RAI')) {
      expect(codeFor(sampleContent(kind))).toBe('accepted');
      expect(codeFor({ ...sampleContent(kind), promise })).toBe('accepted');
    }
  });

  describe('with a certified extract', () => {
    const made = { number: 'BR-2026-000001', pdf: 'JVBERi0', leaf: 'e30' };
    const failed = { number: 'BR-2026-000001', code: 'responder.extract-too-large' };
    const certified = { ...answer, from: 'BR', body: { ...answer.body, outcome: 'NO_RECORD', record: undefined } };
    const { record: _, ...body } = certified.body;
    const of = (extract: object, more: Loose = {}) => ({ ...certified, body, extract, ...more }) as unknown as Content;

    it('has the document and its entry, or why there is none', () => {
      for (const extract of [made, failed]) expect(codeFor(of(extract))).toBe('accepted');
      const wrong = [{ ...made, leaf: undefined }, { ...made, code: failed.code }, { number: made.number }];
      for (const extract of [...wrong, { ...failed, code: 'x' }, { ...made, pdf: 'a b' }, { ...made, number: '1' }]) {
        expect(codeFor(of(extract))).toBe('message.malformed');
      }
    });

    it('comes with records, a part of them, or none, from the country that numbers it', () => {
      expect(codeOf(() => checkBody(of(made)))).toBe('accepted');
      for (const more of [{ from: 'AR' }, { kind: 'RCPT', body: sampleContent('RCPT').body }]) {
        expect(codeOf(() => checkBody(of(made, more)))).toBe('message.malformed-body');
      }
      const refused = { ...body, outcome: 'REFUSED', reason: 'PURPOSE' };
      expect(codeOf(() => checkBody(of(made, { body: refused })))).toBe('message.malformed-body');
    });
  });

  it('may carry up to four heads of logs', () => {
    const heads = Array.from({ length: 4 }, () => sampleHead);
    expect(readContent(rawJws(rawHeader(TYP.content), { ...answer, heads }).token).payload.heads).toEqual(heads);
  });

  it('has a kind from the closed list', () => {
    for (const kind of ['NOTIFY', 'req', '', 'constructor', '__proto__']) {
      expect(codeFor({ ...request, kind })).toBe('message.unknown-kind');
    }
  });

  it('stays below its limits', () => {
    let deep: Loose = {};
    for (let n = 0; n < 12; n++) deep = { deep };
    expect(codeFor({ ...request, body: deep })).toBe('message.too-deep');
    expect(codeFor({ ...request, body: { many: Array.from({ length: 100_001 }, () => 1) } })).toBe('message.too-many');
    expect(codeFor({ ...request, body: { float: 1.5 } })).toBe('message.malformed');
  });
});

describe('slip and content', () => {
  it('match for every class', () => {
    for (const content of [request, answer, sampleContent('VOID')]) {
      expect(codeOf(() => checkContentMatchesSlip(content, slipFor(content)))).toBe('accepted');
    }
  });

  it.each<[string, unknown]>([
    ['v', 2],
    ['env', 'demo'],
    ['id', 'AR-BR-1-000000000124'],
    ['from', 'CL'],
    ['to', 'CL'],
    ['iat', 1],
    ['exp', 1],
  ])('are refused when they differ in %s', (field, value) => {
    const slip = { ...slipFor(request), [field]: value };
    expect(codeOf(() => checkContentMatchesSlip(request, slip))).toBe('message.slip-mismatch');
  });

  it('are refused when the slip announces another class', () => {
    expect(codeOf(() => checkContentMatchesSlip(request, { ...slipFor(request), class: 'control' }))).toBe(
      'message.wrong-class',
    );
    expect(codeOf(() => checkContentMatchesSlip(answer, { ...slipFor(answer), class: 'request' }))).toBe(
      'message.wrong-class',
    );
  });

  it('a reply carries requestDigest; no other class does', () => {
    const { requestDigest: _, ...bare } = answer;
    expect(codeOf(() => checkContentMatchesSlip(bare, slipFor(answer)))).toBe('message.malformed');
    const asking = { ...request, requestDigest: digestOf('x') };
    expect(codeOf(() => checkContentMatchesSlip(asking, slipFor(request)))).toBe('message.malformed');
  });
});
