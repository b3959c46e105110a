import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { signStatistics, type CountryCode, type PairFigures, type Statistics } from '#libs/protocol';
import { statisticsCommand } from './statistics.js';

let folder: string;
let alliance: Alliance;
const time = Math.floor(Date.now() / 1000);
const pair: PairFigures = {
  ...{
    other: 'BR',
    side: 'ASKED',
    kind: 'REQ',
    questions: 100,
    outcomes: { RECORDS: 25, NO_RECORD: 60 },
    refusals: {},
  },
  ...{ inTime: 90, medianSeconds: 2 },
};
const signed = (by: CountryCode, change: Partial<Statistics> = {}, signer: CountryCode = by) =>
  signStatistics({ env: 'test', by, time, month: '2026-10', pairs: [], ...change }, alliance.member(signer).signer);
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-statistics-'));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
  await saveAlliance(alliance, join(folder, 'alliance'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

/** What it prints, and the code with which it ends. */
async function run(...words: string[]): Promise<[string, unknown]> {
  const printed: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
  for (const { stream } of streams) stream.write = (text: unknown) => printed.push(String(text)) > 0;
  try {
    await statisticsCommand().exitOverride().parseAsync(words, { from: 'user' });
    return [printed.join(''), process.exitCode];
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
}
const verify = (path: string, ...more: string[]) => {
  const alone = join(folder, 'alliance');
  const trust = ['--root', join(alone, 'ar', 'anchor', 'root.json'), '--directory', join(alone, 'directory')];
  return run('verify', path, ...trust, ...more);
};

describe('crex statistics', () => {
  it('shows figures with the rates that follow from them, and says that it has verified nothing', async () => {
    const [text, code] = await run('show', await file('one', await signed('AR', { pairs: [pair] })));
    expect(text).toContain('REQ to BR: 100, hits 25.0 % to 40.0 %, in time 90.0 %, asked back -, median 2 s, p95 - s');
    expect(text).toContain('NOT VERIFIED');
    expect(code).toBe(0);
  });

  it('verifies an answer of the API, and lines of signed figures', async () => {
    const tokens = [await signed('AR', { pairs: [pair] }), await signed('BR')];
    const answer = JSON.stringify({ statistics: tokens.map((each) => ({ signed: each })) });
    for (const path of [await file('answer', answer), await file('lines', `${tokens.join('\n')}\n`)]) {
      const [text, code] = await verify(path);
      expect([code, text.includes('VERIFIED     2 signed as they stand.')]).toEqual([0, true]);
    }
  });

  it('finds what its country has not signed, and what is of another environment', async () => {
    const bad = [await signed('AR', {}, 'BR'), await signed('BR', { env: 'demo' }), await signed('CL', {}, 'BR')];
    const [text, code] = await verify(await file('bad', [...bad, await signed('BR')].join('\n')));
    expect(code).toBe(1);
    for (const fault of ['pki.not-listed', 'message.wrong-environment', 'cli.unknown-member']) expect(text).toContain(fault); // prettier-ignore
    expect(text).toContain('NOT VERIFIED 3 of 4');
  });

  it('decides nothing about a file that holds none, or by a directory that is over', async () => {
    for (const [name, text] of [
      ['empty', ''],
      ['json', '{}'],
      ['broken', 'a.b.c'],
    ] as const)
      // prettier-ignore
      expect((await verify(await file(name, text)))[1]).toBe(2);
    const [said, code] = await verify(await file('good', await signed('AR')), '--at', '2046-01-01T00:00:00Z');
    expect([code, said]).toEqual([2, expect.stringContaining('directory.expired')]);
  });
});
