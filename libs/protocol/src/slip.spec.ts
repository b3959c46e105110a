import {
  canonicalJson,
  checkEnvironment,
  checkTimes,
  digestOf,
  MAX_LIFE_SECONDS,
  readSlip,
  SUITE,
  TYP,
} from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { rawHeader, rawJws, sampleBoundSlip, sampleContent } from '../../../test/vectors/raw-message.js';
import { aadOf, type Slip } from './slip.js';

const kid = digestOf('a sealing key');
const slipOf = (kind: 'REQ' | 'RRS' | 'VOID') => ({
  ...sampleBoundSlip(sampleContent(kind), digestOf('content'), kid),
  sealedDigest: digestOf('sealed'),
});
const request = slipOf('REQ');
const reply = slipOf('RRS');
const codeFor = (payload: Record<string, unknown> | string) =>
  codeOf(() => readSlip(rawJws(rawHeader(TYP.slip), payload).token));
const without = (object: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

describe('a slip', () => {
  it('is read for every class', () => {
    for (const slip of [request, reply, slipOf('VOID')]) {
      expect(readSlip(rawJws(rawHeader(TYP.slip), slip).token).payload).toEqual(slip);
    }
  });

  it('of another version is refused before its shape is looked at', () => {
    for (const v of [2, 0, '1']) expect(codeFor({ v, whatever: 'x' })).toBe('message.unknown-version');
    expect(codeFor({ ...request, v: 2 })).toBe('message.unknown-version');
    for (const payload of ['[]', '"1"', '1', '{}']) expect(codeFor(payload)).toBe('message.unknown-version');
  });

  it('has every field and no other', () => {
    for (const name of Object.keys(without(request, 'v')))
      expect(codeFor(without(request, name))).toBe('message.malformed');
    for (const name of ['kind', 'purpose', 'constructor', 'toString']) {
      expect(codeFor({ ...request, [name]: 'C1' })).toBe('message.malformed');
    }
  });

  it.each([
    ['env', 'staging'],
    ['id', 'AR-BR-1-123'],
    ['from', 'XX'],
    ['to', 'INTERPOL'],
    ['from', 'BROKER'],
    ['to', 'BROKER'],
    ['class', 'statement'],
    ['priority', 2],
    ['priority', '0'],
    ['iat', -1],
    ['iat', '1790000000'],
    ['exp', 253402300800],
    ['inReplyTo', 'x'],
    ['contentDigest', 'short'],
    ['sealedDigest', `${'A'.repeat(42)}B`],
    ['kid', 'x'],
    ['suite', 'x'.repeat(65)],
    ['suite', 1],
  ])('is refused when %s is %j', (field, value) => {
    expect(codeFor({ ...request, [field]: value })).toBe('message.malformed');
  });

  it('has an id that names its parties', () => {
    for (const id of ['BR-AR-1-000000000123', 'AR-CL-1-000000000123', 'CL-BR-1-000000000123']) {
      expect(codeFor({ ...request, id })).toBe('message.id-mismatch');
    }
    expect(codeFor({ ...request, id: 'AR-BR-1-000000000000' })).toBe('message.malformed');
    expect(codeFor({ ...request, id: 'AR-AR-1-000000000001', to: 'AR' })).toBe('message.malformed');
  });

  it('names the request it answers exactly when it is a reply', () => {
    expect(codeFor(without(reply, 'inReplyTo'))).toBe('message.malformed');
    expect(codeFor({ ...request, inReplyTo: 'BR-AR-1-000000000001' })).toBe('message.malformed');
    expect(codeFor({ ...slipOf('VOID'), inReplyTo: 'BR-AR-1-000000000001' })).toBe('message.malformed');
  });

  it('answers a request between the same two, in the other direction', () => {
    for (const inReplyTo of ['BR-AR-1-000000000123', 'AR-CL-1-000000000123', 'CL-BR-1-000000000123']) {
      expect(codeFor({ ...reply, inReplyTo })).toBe('message.id-mismatch');
    }
    expect(codeFor({ ...reply, inReplyTo: 'AR-BR-1-000000000000' })).toBe('message.malformed');
  });

  it('stays below its limits', () => {
    expect(codeFor(canonicalJson(request) + ' '.repeat(2048))).toBe('message.too-large');
    expect(codeFor({ ...request, from: { country: 'AR' } })).toBe('message.too-deep');
    expect(codeFor(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${n}`, n])))).toBe('message.too-many');
    expect(codeFor(`{"v":1,${canonicalJson(request).slice(1)}`)).toBe('message.duplicate-key');
    expect(codeFor({ ...request, priority: true })).toBe('message.malformed');
  });

  it('binds every field but sealedDigest to the seal, as canonical JSON', () => {
    const aad = Buffer.from(aadOf(request as unknown as Slip)).toString();
    expect(aad).toBe(canonicalJson(without(request, 'sealedDigest')));
    expect(aad).toContain(`"suite":"${SUITE}"`);
  });
});

describe('environment and time', () => {
  const now = 1_000_000;
  const timesOf = (iat: number, exp: number) => codeOf(() => checkTimes({ iat, exp }, now));

  it('nothing crosses from one environment to another', () => {
    expect(codeOf(() => checkEnvironment({ env: 'test' }, 'test'))).toBe('accepted');
    expect(codeOf(() => checkEnvironment({ env: 'demo' }, 'production'))).toBe('message.wrong-environment');
  });

  it('a clock may run 60 s ahead, not 61', () => {
    expect(timesOf(now + 60, now + 100)).toBe('accepted');
    expect(timesOf(now + 61, now + 100)).toBe('message.from-future');
  });

  it('life ends at the second that exp names', () => {
    expect(timesOf(now - 10, now + 1)).toBe('accepted');
    expect(timesOf(now - 10, now)).toBe('message.expired');
    expect(timesOf(now - 10, now - 1)).toBe('message.expired');
  });

  it('life lasts 72 hours at most and ends after it began', () => {
    expect(timesOf(now, now + MAX_LIFE_SECONDS)).toBe('accepted');
    expect(timesOf(now, now + MAX_LIFE_SECONDS + 1)).toBe('message.lives-too-long');
    expect(timesOf(now + 30, now + 30)).toBe('message.lives-too-long');
    expect(timesOf(now + 30, now + 20)).toBe('message.lives-too-long');
  });
});
