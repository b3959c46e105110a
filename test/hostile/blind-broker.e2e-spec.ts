import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { BROKER, type CountryCode, type MemberId, type Person } from '#libs/protocol';
import { personAt, sampleEvidence, sampleQuestions } from '#libs/synthetic';
import { testServerUrl } from '#libs/testing';
import { startTimeStamps } from '../../apps/demo/src/time-stamps.js';
import { criminalCase, Exchange } from '../e2e/exchange.js';
import { searchDatabase, searchMemory } from './places.js';
import { needlesFor, Search } from './search.js';

const SEED = { country: 'BR', seed: '7' } as const;
const KNOWN = 'Ximena Ñandutí Quetzalcóatl Zúñiga';
const ALIASES = ['Γεώργιος Θεοδωρόπουλος-Ζυγός', 'Живојин Ћирковић Щукин', '山田ゼタ太郎左衛門'];
const TOWN = 'São Ruibarbo do Jequitiçá';
const FILE_NUMBER = 'PROC-ZYXWÜ-9931-ÇÃO';
const UNKNOWN = 'Þórunn Quirquincho Łukasiewicz-Ørsted';
const CASES = ['EXP-ÑANDUBAY-77431/2026', 'EXP-ЪЫ-Ωμέγα-88542/2026'];

/** A person of Brazil's register whose name stands nowhere else in the world. */
function planted(): Person {
  const found = Array.from({ length: 200 }, (_, index) => personAt(SEED, index)).find(
    ({ convictions, documents }) =>
      documents.length > 0 && convictions.some(({ recordKind }) => recordKind === 'FINAL_CONVICTION'),
  );
  if (found === undefined) throw new Error('nobody with a conviction');
  return {
    ...found,
    personId: 'BR-999999999',
    birthDate: '1971-03-09',
    birthPlace: { country: 'BR', town: TOWN },
    names: [
      { full: KNOWN, given: ['Ximena', 'Ñandutí'], surname1: 'Quetzalcóatl', surname2: 'Zúñiga', kind: 'legal' },
      ...ALIASES.map((full) => ({ full, kind: 'alias' as const })),
    ],
    convictions: found.convictions.map((conviction, index) => ({
      ...conviction,
      id: `BR:PLANTED:${index}`,
      fileNumber: `${FILE_NUMBER}-${index}`,
      recordKind: 'FINAL_CONVICTION',
      minorAtOffence: 'N',
      transmittable: { criminal: 'Y', other: 'Y' },
    })),
  };
}

describe('the broker is blind', () => {
  let exchange: Exchange;
  let folder: string;
  let search: Search;
  let numbers: string[];
  let extracts: string[];
  const trafficFile = () => join(folder, 'traffic');

  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-blind-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    const timeStamps = await startTimeStamps(folder);
    opened.defer(() => timeStamps.close());
    exchange = await Exchange.prepare({
      persons: 50,
      entries: { [BROKER]: 'dist/test/hostile/recording-broker.js' },
      settings: { [BROKER]: { TEST_TRAFFIC_FILE: trafficFile() }, nodes: timeStamps.settings },
      databasePrefix: 'blind',
    });
    opened.use(exchange);
    const person = planted();
    const number = freeNumber();
    const known = { ...person, documents: [{ country: 'BR', type: 'BR_CPF', number }] };
    const register = join(folder, 'planted.ndjson');
    await writeFile(register, `${JSON.stringify(known)}\n`);
    await exchange.local.admin('BR', ['import', register]);
    await exchange.local.start();

    const absent = [...sampleQuestions({ ...SEED, people: 50, count: 6 })].filter(({ kind }) => kind === 'none')[3]
      ?.subject;
    if (absent === undefined) throw new Error('no absent subject');
    const nobody = { ...absent, names: [{ full: UNKNOWN, kind: 'legal' as const }] };
    numbers = [number, ...(absent.documents ?? []).map((each) => each.number)];
    search = new Search(needlesFor([KNOWN, ...ALIASES, TOWN, FILE_NUMBER, UNKNOWN, ...CASES, ...numbers]));

    const subject = {
      names: known.names,
      birthDate: '1971-03-09',
      birthPlace: { country: 'BR', town: TOWN },
      documents: known.documents,
    };
    const purposes = ['C1', 'C1', 'E1', 'E1', 'C1'] as const; // E1: with a certified extract
    for (const [index, purpose] of purposes.entries()) {
      const who = index % 2 === 0 ? subject : nobody;
      const asked = { ...criminalCase(['BR'], who), purpose, evidence: sampleEvidence(purpose) };
      const body = { ...asked, caseReference: CASES[index % 2] ?? '' };
      const answered = await exchange.ask('AR', body, { wait: 30 });
      expect(answered.body.questions[0]?.outcome).toBe(who === subject ? 'RECORDS' : 'NO_RECORD');
    }
    extracts = (await exchange.query<{ number: string }>('BR', 'SELECT number FROM extract')).map((row) => row.number);
    expect(extracts).toHaveLength(2);
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  const memory = async (id: MemberId, what = search) => {
    const found = new Set<string>();
    const bytes = await searchMemory(exchange.local.process(id).child.pid ?? 0, what, found);
    expect(bytes).toBeGreaterThan(50_000_000);
    return [...found];
  };
  const databaseOf = async (id: MemberId, what = search) => {
    const url = new URL(testServerUrl());
    url.pathname = new URL(exchange.local.databaseUrls(id).app).pathname;
    const found = new Set<string>();
    expect(await searchDatabase(url.href, what, found)).toBeGreaterThan(0);
    return [...found];
  };
  const file = async (path: string, what = search) => {
    const found = new Set<string>();
    const bytes = await readFile(path);
    what.in(bytes, found);
    return { found: [...found], bytes };
  };
  const metrics = async (id: MemberId) => {
    const ready = exchange.local.process(id).ready;
    const answer = await fetch(`http://127.0.0.1:${Number(ready['operations'] ?? ready['operationsPort'])}/metrics`);
    const text = await answer.text();
    expect(text).toContain('# HELP');
    const found = new Set<string>();
    search.in(Buffer.from(text), found);
    return [...found];
  };

  it.each(['AR', 'BR'] as CountryCode[])(
    'and the search works: it finds what was planted in the memory and database of %s',
    async (id) => {
      const found = [...(await memory(id)), ...(await databaseOf(id))].join('\n');
      for (const text of [KNOWN, ...ALIASES, TOWN, FILE_NUMBER, ...numbers.slice(0, 1)]) expect(found).toContain(text);
    },
  );

  it('nothing of it is in the database of the country that asked: what it keeps of an exchange is encrypted', async () => {
    expect(await databaseOf('AR')).toEqual([]);
    expect(await databaseOf('BR')).not.toEqual([]); // its register
  });

  it('and the search knows every spelling', () => {
    for (const { bytes, text } of needlesFor([KNOWN, ...ALIASES, ...CASES])) {
      const found = new Set<string>();
      search.in(Buffer.concat([Buffer.from('??'), bytes, Buffer.from('??')]), found);
      expect([...found].some((each) => each.startsWith(text))).toBe(true);
    }
    for (const offset of [0, 1, 2]) {
      const found = new Set<string>();
      search.in(Buffer.from(Buffer.from(`${'x'.repeat(offset)}${KNOWN} and more`).toString('base64url')), found);
      expect([...found][0]).toContain(`at offset ${offset}`);
    }
  });

  it('nothing of it is in its memory', async () => {
    expect(await memory(BROKER)).toEqual([]);
  });

  it('nothing of it is in its database', async () => {
    expect(await databaseOf(BROKER)).toEqual([]);
  });

  it('nothing of it is in what came in and went out', async () => {
    const { found, bytes } = await file(trafficFile());
    expect(found).toEqual([]);
    const traffic = bytes.toString('latin1');
    for (const seen of ['/v1/messages', '/v1/mailbox', '"sealed":"', 'stored', 'taken'])
      expect(traffic).toContain(seen);
  });

  it('and of the extracts that went through it, it does not even have the numbers', async () => {
    const ofExtracts = new Search(needlesFor(extracts));
    expect(await databaseOf('AR', ofExtracts)).not.toEqual([]); // both ends have them
    expect([...(await memory(BROKER, ofExtracts)), ...(await databaseOf(BROKER, ofExtracts))]).toEqual([]);
    expect((await file(trafficFile(), ofExtracts)).found).toEqual([]);
  });

  it.each([BROKER, 'AR', 'BR'] as MemberId[])('nothing of it is in the log lines and metrics of %s', async (id) => {
    const { found, bytes } = await file(exchange.local.logFile(id));
    expect(found).toEqual([]);
    expect(bytes.length).toBeGreaterThan(0);
    expect(await metrics(id)).toEqual([]);
  });
});

/** An identity number of nobody in the register: of a person far beyond its end. */
function freeNumber(): string {
  const { documents } = personAt(SEED, 99_999);
  const [document] = documents;
  if (document === undefined) throw new Error('a person without a number');
  return document.number;
}
