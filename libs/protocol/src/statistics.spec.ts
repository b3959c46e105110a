import { readFileSync } from 'node:fs';
import {
  checkSignature,
  monthIn,
  monthsAfter,
  ratesOf,
  readStatistics,
  signStatistics,
  TYP,
  type PairFigures,
} from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { rawHeader, rawJws } from '../../../test/vectors/raw-message.js';
import { signingKey } from '../../../test/vectors/test-keys.js';

type Loose = Record<string, unknown>;
const pair: PairFigures = {
  ...{ other: 'BR', side: 'ASKED', kind: 'REQ', questions: 120, outcomes: { RECORDS: 25, NO_RECORD: 95 } },
  ...{ refusals: {}, inTime: 118, medianSeconds: 2, p95Seconds: 86_400 },
};
const statistics: Loose = { v: 1, env: 'test', by: 'AR', time: 1_790_000_000, month: '2026-10', pairs: [pair] };
const codeFor = (change: Loose) =>
  codeOf(() => readStatistics(rawJws(rawHeader(TYP.statistics), { ...statistics, ...change }).token));

describe('statistics', () => {
  it('are signed, read and verified', async () => {
    const signer = signingKey('AR');
    const said = { env: 'test', by: 'AR', time: 1, month: '2026-10', pairs: [pair] } as const;
    const read = readStatistics(await signStatistics(said, signer));
    expect(read.payload).toEqual({ v: 1, ...said });
    await expect(checkSignature(read, signer.publicKey)).resolves.toBeUndefined();
  });

  it('are no other signed object', () => {
    expect(codeOf(() => readStatistics(rawJws(rawHeader(TYP.status), statistics).token))).toBe('message.wrong-type');
  });

  it.each<[string, Loose]>([
    ['an unknown field', { more: 'x' }],
    ['a cell under ten', { pairs: [{ ...pair, outcomes: { RECORDS: 9 } }] }],
    ['a zero, which is a cell under ten', { pairs: [{ ...pair, questions: 0 }] }],
    ['an outcome that is none', { pairs: [{ ...pair, outcomes: { ACQUITTED: 10 } }] }],
    ['no number of questions', { pairs: [{ ...pair, questions: undefined }] }],
    ['a pair twice', { pairs: [pair, { ...pair, questions: 130 }] }],
    ['its own country', { pairs: [{ ...pair, other: 'AR' }] }],
    ['a month that is none', { month: '2026-13' }],
  ])('are refused with %s', (_, change) => {
    expect(codeFor(change)).toBe('message.malformed');
  });

  it('of another version are refused before their shape is looked at', () => {
    expect(codeFor({ v: 2, more: 'x' })).toBe('message.unknown-version');
  });
});

describe('what follows from statistics', () => {
  interface Vector {
    readonly name: string;
    readonly pair?: PairFigures;
    readonly rates?: object;
  }
  const { vectors } = JSON.parse(readFileSync('test/vectors/statistics.json', 'utf8')) as { vectors: Vector[] };
  it.each(vectors.flatMap(({ name, pair: of, rates }) => (of === undefined ? [] : [[name, of, rates] as const])))(
    'is as the vector says: %s',
    (_, of, rates) => {
      expect(ratesOf(of)).toEqual(rates);
    },
  );
});

describe('a month', () => {
  it('is that of the time zone', () => {
    const second = Date.UTC(2026, 10, 1, 2) / 1000;
    expect(['Etc/UTC', 'America/Sao_Paulo'].map((zone) => monthIn(zone, second))).toEqual(['2026-11', '2026-10']);
  });

  it('has others before and after it', () => {
    expect([-13, -1, 0, 2].map((months) => monthsAfter('2026-11', months))).toEqual([
      ...['2025-10', '2026-10', '2026-11', '2027-01'],
    ]);
  });
});
