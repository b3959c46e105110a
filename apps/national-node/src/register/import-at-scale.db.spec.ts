import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Person } from '#libs/protocol';
import { MAX_LINE_BYTES } from './read-person.js';
import { persons, RegisterSuite } from './register-suite.jest.js';

const line = (person: Person) => JSON.stringify(person);
/** Loaded without indexes, in this thread. */
const LARGE = { largeBytes: 1, threads: 0 } as const;

describe('a large register', () => {
  let suite: RegisterSuite;
  beforeEach(async () => {
    suite = await RegisterSuite.open();
  });
  afterEach(() => suite[Symbol.asyncDispose]());

  const indexes = async () =>
    (
      await suite.query<{ name: string }>(
        `SELECT indexname AS name FROM pg_indexes WHERE tablename IN ('person_search', 'person_document') ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const state = async () => {
    const [row] = await suite.query<{ held: number; lines: number; done: boolean; loading: string | null }>(
      `SELECT (SELECT count(*) FROM person) AS held, coalesce(max(lines), 0) AS lines,
         coalesce(bool_or(completed_at IS NOT NULL), false) AS done, (SELECT loading FROM register_state) FROM register_import`,
    );
    return row!;
  };

  it('gets its indexes after the load, and is then like any other', async () => {
    const before = await indexes();
    const during: string[][] = [];
    const list = persons(1200);
    const progress = () => void indexes().then((names) => during.push(names));
    expect((await suite.importLines(list.map(line), { ...LARGE, progress })).counts).toMatchObject({ added: 1200 });
    expect(await indexes()).toEqual(before);
    expect(await suite.searchFaults()).toEqual([]);
    expect(
      await suite.query('SELECT 1 FROM register_state WHERE statistics_at IS NOT NULL AND persons = 1200'),
    ).toHaveLength(1);
    expect(await suite.birthdaysOutOfOrder()).toBe(0);
    // a second file finds the indexes and keeps them
    expect((await suite.importLines(persons(3, 5000).map(line), LARGE)).counts).toMatchObject({ added: 3 });
    expect(during[0]).toEqual([]);
    expect(await suite.searchFaults()).toEqual([]);
  });

  it('goes on after a kill in the middle, with threads, and is the same as without', async () => {
    const list = persons(6000);
    const file = join(suite.folder, 'large.ndjson');
    await writeFile(file, list.map((person) => `${line(person)}\n`).join(''));
    const env = {
      ...process.env,
      ...{ IMPORTER_URL: suite.database.url, IMPORTER_FILE: file, IMPORTER_KEY: suite.key.toString('hex') },
    };
    const start = () =>
      spawn(process.execPath, ['dist/test/faults/importer.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });

    const killed = start();
    const exit = once(killed, 'exit');
    while ((await state()).lines === 0 && killed.exitCode === null) await sleep(10);
    killed.kill('SIGKILL');
    await exit;
    const middle = await state();
    expect(middle.held).toBe(middle.lines);
    expect(middle.lines).toBeGreaterThan(0);
    expect(middle.lines).toBeLessThan(6000);
    expect(middle).toMatchObject({ done: false, loading: expect.any(String) as unknown });

    const again = start();
    const said: Buffer[] = [];
    again.stdout.on('data', (data: Buffer) => said.push(data));
    await once(again, 'close');
    expect(JSON.parse(Buffer.concat(said).toString())).toEqual({ added: 6000, changed: 0, unchanged: 0, refused: 0 });
    expect(await state()).toMatchObject({ held: 6000, done: true, loading: null });
    expect(await suite.searchFaults()).toEqual([]);
    expect(await indexes()).toHaveLength(5);
    const [conviction] = await suite.query<{ count: number }>('SELECT count(*) FROM conviction');
    expect(conviction).toEqual({ count: list.flatMap(({ convictions }) => convictions).length });
    expect(await suite.query(`SELECT 1 FROM audit_entry WHERE type = 'IMPORT'`)).toHaveLength(1);
  });

  it('is taken up where it was left, without undoing what people have done since', async () => {
    const list = persons(2500);
    const lines = list.map(line);
    const stop = () => {
      throw new Error('stopped');
    };
    const cut = suite.importLines(lines, { progress: ({ added }) => (added > 0 ? stop() : undefined) });
    await expect(cut).rejects.toThrow('stopped');
    const { lines: done } = await state();
    expect(done).toBeGreaterThan(0);
    const [first] = list as [Person];
    await suite.verbs.correctPerson.run({ kind: 'operator', id: 'op' }, { ...first, sex: 9 }, 'CLERICAL-ERROR');
    await suite.verbs.removePerson.run({ kind: 'operator', id: 'op' }, list[1]!.personId, 'RECORD-REMOVED');
    expect((await suite.importLines(lines)).counts).toEqual({ added: 2500, changed: 0, unchanged: 0, refused: 0 });
    expect((await state()).held).toBe(2499);
    expect(
      await suite.query(`SELECT 1 FROM person WHERE person_id = $1 AND identity->>'sex' = '9'`, [first.personId]),
    ).toHaveLength(1);
    expect(await suite.searchFaults()).toEqual([]);
  });

  it('may be compressed; one that is cut off is imported as far as it goes, and says so', async () => {
    const list = persons(3000);
    const zipped = gzipSync(list.map((person) => `${line(person)}\n`).join(''));
    const file = join(suite.folder, 'register.ndjson.gz');
    await writeFile(file, zipped.subarray(0, zipped.length - 2000));
    await expect(suite.importFile(file)).rejects.toMatchObject({ code: 'register.unreadable-file' });
    const { held } = await state();
    expect(held).toBeGreaterThan(0);
    await writeFile(file, zipped);
    expect((await suite.importFile(file)).counts).toMatchObject({ added: 3000 - held, unchanged: held });
    expect(await suite.searchFaults()).toEqual([]);
    await expect(suite.importFile(join(suite.folder, 'none'))).rejects.toMatchObject({
      code: 'register.unreadable-file',
    });
  });

  it('is imported but for its hostile lines', async () => {
    const [good, other] = persons(2) as [Person, Person];
    const broken: readonly (readonly [string, string | Uint8Array])[] = [
      ['message.too-large', `{"personId":"${'x'.repeat(MAX_LINE_BYTES + 1_500_000)}"}`],
      ['message.too-large', `"${'y'.repeat(MAX_LINE_BYTES - 1)}"`],
      ['message.too-deep', `${'['.repeat(5000)}${']'.repeat(5000)}`],
      ['message.duplicate-key', `{"personId":"1","personId":"2"}`],
      ['message.malformed', Buffer.concat([Buffer.from('{"personId":"'), Buffer.of(0xc3, 0x28), Buffer.from('"}')])],
      ['message.malformed', Buffer.from(line(other), 'utf16le').subarray(0, 40)],
      ['message.malformed', '{"__proto__":{"a":"b"}}'],
      ['message.malformed', '\u0000'],
      ['register.repeated-person', line(good)],
    ];
    const { counts, refused } = await suite.importLines([
      line(good),
      ...broken.map(([, text]) => text),
      `${line(other)}\r`,
      ' \t',
    ]);
    expect(refused.map(({ line: number, code }) => [number, code])).toEqual(
      broken.map(([code], index) => [index + 2, code]),
    );
    expect(counts).toEqual({ added: 2, changed: 0, unchanged: 0, refused: broken.length });
    expect(JSON.stringify(refused)).not.toContain(good.personId);
  });

  it('is imported by one process at a time', async () => {
    const both = await Promise.allSettled([suite.import(persons(400)), suite.import(persons(400))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'register.import-under-way' },
    });
  });

  it('has its hot keys and frequencies counted with it', async () => {
    const [one] = persons(1) as [Person];
    await suite.import(
      Array.from({ length: 60 }, (_, index) => ({ ...one, personId: `BR-${index}`, convictions: [] })),
    );
    const hot = await suite.query<{ persons: number }>('SELECT persons FROM hot_key');
    expect(hot.length).toBeGreaterThan(0);
    expect(hot.every(({ persons: count }) => count === 60)).toBe(true);
    const sexes = await suite.query(`SELECT value, persons FROM register_statistic WHERE kind = 'sex' ORDER BY value`);
    expect(sexes).toEqual([
      { value: '', persons: 60 },
      { value: String(one.sex), persons: 60 },
    ]);
    await suite.query('DELETE FROM person_search');
    await suite.verbs.takeStatistics.run();
    expect(await suite.query('SELECT 1 FROM hot_key')).toEqual([]);
    expect(await suite.query('SELECT persons FROM register_state')).toEqual([{ persons: 0 }]);
  });

  it('is searched by the core’s operators: intarray is in no schema', async () => {
    // its && and @> would stand before those that the index serves
    expect(await suite.query(`SELECT 1 FROM pg_extension WHERE extname = 'intarray'`)).toEqual([]);
    const operators = await suite.query<{ schema: string }>(
      `SELECT n.nspname AS schema FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
       WHERE o.oprname IN ('&&', '@>') AND o.oprleft = 'int4[]'::regtype`,
    );
    expect(operators).toEqual([]);
  });
});
