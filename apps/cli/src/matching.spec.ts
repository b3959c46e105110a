import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION, readMatchingConfiguration } from '#libs/matching';
import { noisyQuestions, records } from '#libs/synthetic';
import { explain } from './explain.js';
import { matchingCommand } from './matching.js';

const SAMPLE = { country: 'AR', seed: 'commands' } as const;
let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-matching-'));
  const lines = (values: Iterable<unknown>) => [...values].map((value) => `${JSON.stringify(value)}\n`).join('');
  await writeFile(path('register'), lines(records({ ...SAMPLE, count: 600, convicted: 0 })));
  await writeFile(path('few'), lines(records({ ...SAMPLE, count: 1, convicted: 0 })));
  await writeFile(path('questions'), lines(noisyQuestions({ ...SAMPLE, people: 600, count: 60 })));
  await writeFile(path('pairs'), 'left,right,label\n"Pérez, Juan",Juan Pérez,1\nJuan Pérez,Ana Pérez,0\n,Ana,0\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** What it prints to the standard output, the code of its refusal, and the exit code it leaves. */
async function matching(
  ...words: string[]
): Promise<{ printed: string; error?: unknown; code?: string; exit: unknown }> {
  const printed: string[] = [];
  const { stdout, stderr } = process;
  const [out, err, before] = [stdout.write.bind(stdout), stderr.write.bind(stderr), process.exitCode];
  stdout.write = (text: unknown) => printed.push(String(text)) > 0;
  stderr.write = () => true;
  process.exitCode = undefined;
  try {
    await matchingCommand().parseAsync(words, { from: 'user' });
    return { printed: printed.join(''), exit: process.exitCode };
  } catch (error) {
    const { code } = error as { code?: string };
    return { printed: printed.join(''), error, code: String(code), exit: process.exitCode };
  } finally {
    stdout.write = out;
    stderr.write = err;
    process.exitCode = before;
  }
}

describe('crex matching', () => {
  it('evaluates a register, and ends with 2 when a threshold is not kept', async () => {
    const evaluate = ['evaluate', path('register'), path('questions')];
    const good = await matching(...evaluate, '--min-precision', '0.5', '--max-false-match', '1');
    expect([good.code, good.exit]).toEqual([undefined, undefined]);
    expect(good.printed).toMatch(/^register {9}600 persons\n/);
    // nearly nobody who is asked for stands in a register of one person
    const few = await matching('evaluate', path('few'), path('questions'), '--min-recall', '0.5');
    expect([few.code, few.exit]).toEqual([undefined, 2]);
  });

  it('proposes a configuration that can be evaluated', async () => {
    const { printed } = await matching(
      ...['train', path('register'), path('questions'), '--as-version', 'trained-1', '--different-pairs', '2000'],
    );
    expect(readMatchingConfiguration(JSON.parse(printed)).version).toBe('trained-1');
    await writeFile(path('proposal'), printed);
    const evaluated = await matching(
      'evaluate',
      path('register'),
      path('questions'),
      '--configuration',
      path('proposal'),
    );
    expect(evaluated.printed).toContain('configuration    trained-1 (');
  });

  it('proposes from questions that nobody has answered', async () => {
    const unanswered = readFileSync(path('questions'), 'utf8').replace(/"truth":.*$/gm, '"truth":{"kind":"unknown"}}');
    await writeFile(path('unanswered'), unanswered);
    const train = (...words: string[]) =>
      matching('train', path('register'), ...words, '--as-version', 'trained-2', '--different-pairs', '2000');
    const { printed } = await train(path('unanswered'));
    expect(readMatchingConfiguration(JSON.parse(printed)).weights).not.toEqual(DEFAULT_CONFIGURATION.weights);
    // the answers make no difference where they are not looked at
    expect((await train(path('questions'), '--unconfirmed')).printed).toBe(printed);
    expect((await train(path('questions'))).printed).not.toBe(printed);
  });

  it('measures names alone: a quoted field, another person, a name that is not told', async () => {
    const { printed } = await matching('compare-names', path('pairs'));
    expect(printed).toMatch(
      /^3 pairs, 1 of one person\npublished +0\.800 +precision 1\.0000 +recall 1\.0000 +F1 1\.0000\n/,
    );
  });

  it('reads a table with a byte order mark, doubled quotes, names over two lines, and lines between', async () => {
    const rows = ['Label,Right,Left,Culture', '1,"Juan\nPérez","Pérez, Juan",es', '', '0, Ana Gómez ,"Juan ""J"" Pérez",es', '1,Wim Bos,Wim Bos,nl']; // prettier-ignore
    await writeFile(path('table'), `\uFEFF${rows.join('\r\n')}\r\n`);
    const { printed } = await matching('compare-names', path('table'), '--by', 'culture');
    expect(printed).toMatch(/^3 pairs, 2 of one person\npublished .* F1 1\.0000\n/);
    expect(printed.split('\n').map((line) => line.split(' ')[0])).toContain('es');
    expect(printed).toMatch(/^nl .*F1 1\.0000$/m);
  });

  it.each([
    ['a field too few', 'A B,A B', 'line 4'],
    ['a field too many', 'A B,A B,1,SECRET', 'line 4'],
    ['something behind a quote', '"A B"SECRET,A B,1', 'line 4'],
    ['a quote inside a field', 'A "SECRET" B,A B,1', 'line 4'],
    ['a quote that stays open', '"SECRET,A B,1', 'line 4'],
    ['a label of its own', 'A B,A B,SECRET', 'line 4'],
    ['an endless row', `"${'SECRET'.repeat(20_000)}",A B,1`, 'line 4'],
  ])('names the line of a row with %s, and nothing of what stands there', async (_, row, line) => {
    await writeFile(path('bad'), `left,right,label\n"A\nB",A B,1\n${row}`);
    const { code, error } = await matching('compare-names', path('bad'));
    expect(code).toBe('cli.malformed-csv');
    expect(explain(error)).toContain(`${line}: `);
    expect(explain(error)).not.toContain('SECRET');
  });

  it.each([
    ['a line that is no JSON', ['evaluate', 'register', 'bad'], '{"id":', 'cli.malformed-line'],
    ['a person without an id', ['evaluate', 'bad', 'questions'], '{"names":[]}', 'cli.malformed-line'],
    ['a question without an answer', ['evaluate', 'register', 'bad'], '{"id":"1"}', 'cli.malformed-line'],
    [
      'a question without an answer, to learn from',
      ['train', 'register', 'bad', '--as-version', 'x'],
      '{"id":"1"}',
      'cli.malformed-line',
    ],
    ['a row without its columns', ['compare-names', 'bad'], 'a,b,label\n', 'cli.malformed-csv'],
    ['an empty table', ['compare-names', 'bad'], '', 'cli.malformed-csv'],
    ['a column that is not there', ['compare-names', 'bad', '--by=x'], 'left,right,label\n', 'cli.malformed-csv'],
    ['a label of its own', ['compare-names', 'bad'], 'left,right,label\nA B,A B,perhaps\n', 'cli.malformed-csv'],
    [
      'a configuration that is none',
      ['evaluate', 'register', 'questions', '--configuration', 'bad'],
      '{}',
      'matching.malformed-configuration',
    ],
  ])('refuses %s', async (_, words, text, code) => {
    await writeFile(path('bad'), text);
    const args = words.map((word, at) => (at === 0 || word.startsWith('--') || word === 'x' ? word : path(word)));
    expect((await matching(...args)).code).toBe(code);
  });

  it('says in which line the fault is and at which element, and nothing of what stands there', async () => {
    const [first = ''] = readFileSync(path('questions'), 'utf8').split('\n');
    const faulty = first.replace(/"birthDate":"[^"]+"/, '"birthDate":"yesterday, SECRET"');
    await writeFile(path('bad'), `${first}\n\n${faulty}\n`);
    const { error } = await matching('evaluate', path('register'), path('bad'));
    expect(error).toMatchObject({ pointers: [{ pointer: '/subject/birthDate' }] });
    expect(explain(error)).toContain('line 3: ');
    expect(explain(error)).not.toContain('SECRET');
    await writeFile(path('bad'), '{"id": SECRET');
    expect(explain((await matching('evaluate', path('register'), path('bad'))).error)).not.toContain('SECRET');
  });
});
