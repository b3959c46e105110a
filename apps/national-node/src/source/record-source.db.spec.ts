import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alliance } from '#libs/ceremony';
import type { AnswerBody, Conviction, Person, Subject } from '#libs/protocol';
import { truthAt } from '#libs/synthetic';
import { createTestAlliance, createTestDatabase, fixedClock, type TestDatabase } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { startRecordService } from '../../../../test/record-source/http-service.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { HttpRecordSource } from './http-record-source.js';
import { openRecordSource } from './open-record-source.js';
import type { RecordSource } from './record-source.js';
import { SqlRecordSource } from './sql-record-source.js';

const text = (name: string) => readFileSync(`test/record-source/${name}`, 'utf8');
const GRANTS = 'GRANT USAGE ON SCHEMA crex TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA crex TO PUBLIC;';
const legacy = [{ name: 'legacy', sql: text('legacy-schema.sql') + text('crex-views.sql') + GRANTS }];
const TOKEN = 'a token for the test';
const PEOPLE = 40;
const persons: Person[] = Array.from({ length: PEOPLE }, (_, index) =>
  truthAt({ country: 'AR', seed: 'source' }, index, 0),
).filter(({ documents: [document] }) => document?.type === 'AR_DNI');
const clock = fixedClock(Date.UTC(2026, 10, 22, 12));

/** The same two ways of showing one database; either can go away. */
const ways = {
  'views of its PostgreSQL': (country: TestDatabase): Promise<RecordSource & AsyncDisposable> => {
    const source = new SqlRecordSource(country.url);
    return Promise.resolve(Object.assign(source, { [Symbol.asyncDispose]: () => source.close() }));
  },
  'a service of its own': async (country: TestDatabase): Promise<RecordSource & AsyncDisposable> => {
    const views = new SqlRecordSource(country.url);
    const store = {
      // a JSON of strings and whole numbers: whoever is gone has no identity
      changes: async (after: string, limit: number) => {
        const { persons: told, cursor } = await views.changes(after, Math.min(limit, 7));
        return { cursor, persons: told.map(({ personId, identity }) => ({ personId, ...(identity === null ? {} : { identity }) })) }; // prettier-ignore
      },
      convictionsOf: (personId: string) => views.convictionsOf(personId),
    };
    const service = await startRecordService(store, TOKEN);
    const source = new HttpRecordSource(service.url, TOKEN);
    const dispose = async () => {
      await source.close();
      await service[Symbol.asyncDispose]();
      await views.close();
    };
    return Object.assign(source, { [Symbol.asyncDispose]: dispose });
  },
};

describe.each(Object.entries(ways))('a country whose node follows %s', (_, open) => {
  const opened = new AsyncDisposableStack();
  let alliance: Alliance;
  let country: TestDatabase;
  let broker: StandInBroker;
  let node: TestNode;
  let number = 0;
  const known = persons[3] as Person;
  const idOf = (person: Person) => persons.indexOf(person) + 1;

  beforeAll(async () => {
    alliance = await createTestAlliance({ members: ['AR', 'BR'] });
    country = opened.use(await createTestDatabase({ migrations: legacy }));
    for (const person of persons) await insertPerson(country, idOf(person), person);
    await insertConviction(country, 1, idOf(known));
    broker = new StandInBroker(alliance, clock);
    const recordSource = opened.use(await open(country));
    node = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR', recordSource }));
  });
  afterAll(() => opened.disposeAsync());

  /** Another country asks. @returns the kinds of what was queued, and the answer if there is one */
  async function ask(subject: Subject): Promise<{ id: string; kinds: string[]; answer: AnswerBody | undefined }> {
    const plan = { from: 'BR', to: 'AR', kind: 'REQ', number: (number += 1), now: clock.nowMs() / 1000 } as const;
    const made = await hostileMessage(alliance, { ...plan, body: { ...sampleBodies.REQ, subject } });
    broker.box('AR').envelopes = [made.line];
    await node.receive();
    return { id: made.id, ...(await queued(made.id)) };
  }
  async function queued(id: string) {
    const rows = await node.query<{ kind: string; body: AnswerBody }>(
      'SELECT kind, body FROM outbox WHERE in_reply_to = $1 ORDER BY created_at',
      [id],
    );
    return { kinds: rows.map(({ kind }) => kind), answer: rows.find(({ kind }) => kind === 'RRS')?.body };
  }
  async function later(id: string) {
    await node.hurry();
    await node.work();
    return queued(id);
  }
  const pull = async () => (await node.verbs.pullSource?.run()) ?? { added: 0, changed: 0, removed: 0, refused: 0 };
  /** What is told waits until every older transaction of the server is over. */
  async function pullUntil(kind: 'added' | 'changed' | 'removed' | 'refused', count: number): Promise<void> {
    for (let told = 0, look = 0; told < count && look < 100; look += 1) {
      told += (await pull())[kind];
      if (told < count) await sleep(100);
    }
  }
  /** Recalls that are owed since the last look. */
  const seen = new Set<string>();
  async function newlyOwed() {
    const rows = await node.query<{ id: string; reason: string; answerEvent: string; convictions: string[] }>(
      `SELECT recall_id AS id, reason, answer_event AS "answerEvent", conviction_ids AS convictions FROM recall`,
    );
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh.map(({ id: _, ...recall }) => recall);
  }
  const convictionsIn = (answer: AnswerBody | undefined): readonly Conviction[] => answer?.record?.convictions ?? [];
  let held: string;

  it('holds questions until everybody was read once', async () => {
    const { id, kinds } = await ask(subjectOf(known));
    expect(kinds).toEqual(['RCPT']);
    held = id;
  });

  it('then answers with the convictions as they stand there, logged as ever', async () => {
    await pullUntil('added', persons.length);
    const { kinds, answer } = await later(held);
    expect(kinds.sort()).toEqual(['RCPT', 'RRS']);
    expect(answer).toMatchObject({ outcome: 'RECORDS' });
    expect(convictionsIn(answer)).toMatchObject([{ id: 'AR:J-7:1', fileNumber: '17/2011', version: 1 }]);
    expect(await node.query('SELECT 1 FROM conviction')).toEqual([]);
    const [entry] = await node.entries('DISCLOSURE');
    expect(entry).toMatchObject({ outcome: 'RECORDS', to: 'BR' });
    expect((await node.entries('IMPORT')).map(({ refused }) => refused)).toEqual(expect.arrayContaining([0]));
  });

  it('tells a change of a conviction at once, and no change twice', async () => {
    await country.owner.query(`UPDATE antecedentes.sentencia SET version = 2, expediente = '17/2011 bis'`);
    const { answer } = await ask(subjectOf(known));
    expect(convictionsIn(answer)).toMatchObject([{ fileNumber: '17/2011 bis', version: 2 }]);
    expect(await pull()).toEqual({ added: 0, changed: 0, removed: 0, refused: 0 });
    await country.owner.query('UPDATE antecedentes.sentencia SET reservada = true');
    expect((await ask(subjectOf(known))).answer).toMatchObject({ outcome: 'NO_RECORD' });
    await country.owner.query('UPDATE antecedentes.sentencia SET reservada = false');
  });

  it('recalls what was told before a correction there, and nothing that was told after it', async () => {
    await node.verbs.deliver.run();
    expect(await newlyOwed()).toEqual([]);
    expect(await node.verbs.compareTold?.run()).toEqual({ persons: 1, recalled: 1 });
    const [first] = await node.entries('DISCLOSURE');
    const corrected = { reason: 'CORRECTED', answerEvent: first?.eventId, convictions: ['AR:J-7:1'] };
    expect(await newlyOwed()).toEqual([corrected]);
    expect((await node.entries('RECALL')).at(-1)).toMatchObject({ to: 'BR', reason: 'CORRECTED' });
    expect(await node.verbs.compareTold?.run()).toEqual({ persons: 1, recalled: 0 });

    // the conviction was another person's: both answers told it of this one
    const move = (to: Person) =>
      country.owner.query('UPDATE antecedentes.sentencia SET id_persona = $1 WHERE id_sentencia = 1', [idOf(to)]);
    await move(persons[7] as Person);
    expect(await node.verbs.compareTold?.run()).toEqual({ persons: 1, recalled: 2 });
    expect(await newlyOwed()).toMatchObject([
      { reason: 'ANNULLED', convictions: [] },
      { reason: 'ANNULLED', convictions: [] },
    ]);
    expect(await node.verbs.compareTold?.run()).toEqual({ persons: 1, recalled: 0 });
    await move(known);
  });

  it('finds a person under the new name, once it was told', async () => {
    const other = persons[5] as Person;
    await insertConviction(country, 2, idOf(other));
    expect((await ask(subjectOf(other))).answer).toMatchObject({ outcome: 'RECORDS' });
    await country.owner.query(
      `UPDATE antecedentes.persona SET nombres = 'Zulema', apellido1 = 'Quispe', apellido2 = NULL WHERE id_persona = $1`,
      [idOf(other)],
    );
    await pullUntil('changed', 1);
    expect(await newlyOwed()).toMatchObject([{ reason: 'CORRECTED', convictions: [] }]);
    const renamed = { ...subjectOf(other), names: [{ full: 'Zulema Quispe', kind: 'legal' }] } as Subject;
    expect((await ask(renamed)).answer).toMatchObject({ outcome: 'RECORDS' });
  });

  it('holds a question while convictions cannot be read, and answers it afterwards', async () => {
    await country.owner.query('ALTER VIEW crex.conviction RENAME TO away');
    const { id, kinds } = await ask(subjectOf(known));
    expect(kinds).toEqual(['RCPT']);
    expect((await later(id)).kinds).toEqual(['RCPT']);
    // of nobody, too: else the wait would tell who is there
    expect((await ask(absent)).kinds).toEqual(['RCPT']);
    await country.owner.query('ALTER VIEW crex.away RENAME TO conviction');
    expect((await later(id)).answer).toMatchObject({ outcome: 'RECORDS' });
  });

  it('holds it, too, when what it reads has not the form agreed', async () => {
    await country.owner.query(`UPDATE antecedentes.sentencia SET articulo = '' WHERE id_sentencia = 1`);
    const { id, kinds } = await ask(subjectOf(known));
    expect(kinds).toEqual(['RCPT']);
    await country.owner.query(`UPDATE antecedentes.sentencia SET articulo = 'art. 162' WHERE id_sentencia = 1`);
    expect((await later(id)).answer).toMatchObject({ outcome: 'RECORDS' });
  });

  it('passes over whom it cannot read, keeps what it had, and goes on with the others', async () => {
    await country.owner.query(
      `UPDATE antecedentes.persona SET nombre_madre = repeat('x', 5000) WHERE id_persona = $1`,
      [idOf(known)],
    );
    await pullUntil('refused', 1);
    expect((await ask(subjectOf(known))).answer).toMatchObject({ outcome: 'RECORDS' });
    expect((await node.entries('IMPORT')).at(-1)).toMatchObject({ refused: 1 });
  });

  it('finds nobody who was removed there', async () => {
    await country.owner.query('UPDATE antecedentes.persona SET baja = true WHERE id_persona = $1', [idOf(known)]);
    await newlyOwed();
    await pullUntil('removed', 1);
    const removed = await newlyOwed();
    expect(removed.length).toBeGreaterThan(1);
    expect(removed.every(({ reason }) => reason === 'REMOVED')).toBe(true);
    expect((await ask(subjectOf(known))).answer).toMatchObject({ outcome: 'NO_RECORD' });
    expect(await node.query('SELECT 1 FROM person_search WHERE person_id = $1', [String(idOf(known))])).toEqual([]);
  });

  it('is not followed by a register that holds others already', async () => {
    const source = node.base.recordSource as RecordSource;
    await using imported = await TestNode.start({
      alliance,
      clock,
      broker,
      country: 'AR',
      persons,
      recordSource: source,
    });
    await expect(imported.verbs.pullSource?.run()).rejects.toMatchObject({ code: 'register.source-not-alone' });
  });
});

describe('a record source', () => {
  it('that is not there is away, for either way', async () => {
    const dead = { sql: new SqlRecordSource('postgres://x@127.0.0.1:1/x'), http: new HttpRecordSource('http://127.0.0.1:1/crex', TOKEN) }; // prettier-ignore
    for (const source of Object.values(dead)) {
      await expect(source.changes('', 1)).rejects.toMatchObject({ code: 'register.source-away' });
      await expect(source.convictionsOf('1')).rejects.toMatchObject({ code: 'register.source-away' });
      await source.close();
    }
  });

  it('that does not take the token is away, and one that talks otherwise is malformed', async () => {
    const store = { changes: () => Promise.resolve({ persons: [{ id: 1 }], cursor: '' }), convictionsOf: () => Promise.resolve([]) }; // prettier-ignore
    await using service = await startRecordService(store, TOKEN);
    const stranger = new HttpRecordSource(service.url, 'another');
    await expect(stranger.convictionsOf('1')).rejects.toMatchObject({ code: 'register.source-away' });
    await stranger.close();
    const known = new HttpRecordSource(service.url, TOKEN);
    await expect(known.changes('', 1)).rejects.toMatchObject({ code: 'register.source-malformed' });
    await known.close();
  });

  it('is one, with a token, and behind TLS in production', () => {
    const none = { env: 'production', recordSourceDatabaseUrl: undefined, recordSourceUrl: undefined, recordSourceToken: undefined } as const; // prettier-ignore
    const codeOf = (more: object) => {
      try {
        return openRecordSource({ ...none, ...more }) === undefined ? 'none' : 'opened';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const service = { recordSourceUrl: 'https://localhost/crex', recordSourceToken: TOKEN };
    expect(codeOf({})).toBe('none');
    expect(codeOf(service)).toBe('opened');
    expect(codeOf({ recordSourceDatabaseUrl: 'postgres://x@127.0.0.1/x' })).toBe('opened');
    expect(codeOf({ ...service, recordSourceDatabaseUrl: 'postgres://x' })).toBe('node.two-record-sources');
    expect(codeOf({ ...service, recordSourceToken: undefined })).toBe('node.record-source-token-missing');
    expect(codeOf({ ...service, recordSourceUrl: 'http://localhost/crex' })).toBe('node.insecure-record-source');
  });
});

const absent: Subject = subjectOf(truthAt({ country: 'AR', seed: 'nobody of the source' }, 7, 0));

function subjectOf({ personId: _, convictions: __, deceased: ___, names, ...rest }: Person): Subject {
  return { ...rest, names: names.slice(0, 1), documents: rest.documents.slice(0, 1) };
}

async function insertPerson(database: TestDatabase, id: number, person: Person): Promise<void> {
  const [name] = person.names;
  await database.owner.query(
    `INSERT INTO antecedentes.persona (id_persona, nombres, apellido1, apellido2, sexo, fecha_nacimiento, dni, nombre_madre, localidad)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, name?.given?.join(' ') ?? '', name?.surname1 ?? '', name?.surname2, person.sex === 1 ? 'M' : 'F'],
      ...[person.birthDate, person.documents[0]?.number, person.mother?.full, person.birthPlace.town],
    ],
  );
}

async function insertConviction(database: TestDatabase, id: number, personId: number): Promise<void> {
  await database.owner.query(
    `INSERT INTO antecedentes.sentencia
       (id_sentencia, id_persona, expediente, juzgado, nombre_juzgado, fecha, firme, delito, articulo, fecha_hecho, prision_meses)
     VALUES ($1, $2, '17/2011', 'J-7', 'Juzgado Penal 7 de Salta', '2011-05-02', '2011-08-02', 'HURTO', 'art. 162', '2010-12-24', 14)`,
    [id, personId],
  );
}
