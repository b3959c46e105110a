import { faultsOf, type Person, type Subject } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf, type Sending } from '../ask/domestic-api.jest.js';
import { builtInRules } from './matching-rules.js';
import { searchInputExample } from './search-input.js';
import type { searchResponse } from './search-response.js';
import { searchSchema } from './search-response.js';
import { fillSearchTables } from './search-tables.jest.js';

type Result = ReturnType<typeof searchResponse>;

const PATH = '/api/v1/register/search';
const persons: Person[] = Array.from({ length: 600 }, (_, index) => personAt({ country: 'AR', seed: '5' }, index));
const subjectOf = ({ personId: _, convictions: __, deceased: ___, ...identity }: Person): Subject => identity;
const absent = subjectOf(personAt({ country: 'AR', seed: 'another' }, 7));

describe('a search of the own register, over HTTP', () => {
  let database: TestDatabase;
  let api: DomesticApi;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database));
    await fillSearchTables(database.sql, persons);
  });
  afterAll(() => opened.disposeAsync());

  const token = (role = 'registrar') => api.token({ crex_roles: [role] });
  const send = async (change: object = {}, sending: Sending = {}) =>
    api.send(PATH, { token: await token(), body: { ...searchInputExample, ...change }, ...sending });
  const search = async (subject: Subject, change: object = {}): Promise<Result> => {
    const response = await send({ subject, ...change });
    const result = (await response.json()) as Result;
    expect([response.status, faultsOf(searchSchema, result)]).toEqual([200, []]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    return result;
  };
  const person = persons[42] as Person;

  it('finds the person, says who it is and why, and by which rules', async () => {
    const result = await search(subjectOf(person));
    expect(result).toMatchObject({
      ...{ decision: 'MATCH', personId: person.personId, complete: true, register: { persons: persons.length } },
      configuration: { version: builtInRules.configuration.version, digest: builtInRules.digest },
      candidates: [{ personId: person.personId, identity: { names: person.names }, flags: [] }],
    });
    const [first] = result.candidates;
    expect(first?.probability).toBeGreaterThan(0.999);
    expect(first?.explanation.map(({ field }) => field)).toEqual(expect.arrayContaining(['Surname', 'BirthDate']));
    expect(JSON.stringify(result)).not.toContain('convictions');
  });

  it('says that nobody is there, of somebody who is not', async () => {
    expect(await search(absent)).toMatchObject({ decision: 'NONE', candidates: [], complete: true });
  });

  it('lists those who may be the person, as many as are asked for', async () => {
    const [{ given, surname1 }] = person.names as [Person['names'][number]];
    const name = { full: `${given?.[0] ?? ''} ${surname1 ?? ''}`, kind: 'legal' } as const;
    const year = person.birthDate?.slice(0, 4) ?? '';
    const result = await search({ names: [name], birthDate: year });
    expect(result.decision).toBe('SEVERAL');
    expect(result.candidates.map(({ personId }) => personId)).toContain(person.personId);
    expect(result.missing).toContain('IdentityNumber');
    expect((await search({ names: [name], birthDate: year }, { limit: 1 })).candidates).toHaveLength(1);
  });

  it('says what is missing of somebody of whom nothing is known', async () => {
    const result = await search({ names: [{ full: 'NN', kind: 'legal' }] });
    expect(result).toMatchObject({ decision: 'INSUFFICIENT_DATA', candidates: [] });
    expect(result.missing).toEqual(expect.arrayContaining(['Surname', 'BirthDate', 'IdentityNumber']));
  });

  it('is an entry of the log, found by the person, with the subject in its erasable part', async () => {
    const before = await api.entries('SEARCH');
    await search(subjectOf(person), { legalBasis: 'CODE-77', purpose: 'C2' });
    const entries = (await api.entries('SEARCH')).slice(before.length);
    expect(entries).toMatchObject([
      { purpose: 'C2', legalBasis: 'CODE-77', decision: 'MATCH', matchingDigest: builtInRules.digest, count: 1 },
    ]);
    expect(JSON.stringify(entries)).not.toContain(person.personId);
    const eventId = String(entries[0]?.['eventId']);
    expect(await api.readPart(eventId, 'subject', 'SEARCH')).toMatchObject({ value: { subject: subjectOf(person) } });
    expect(await api.readPart(eventId, 'actor', 'SEARCH')).toMatchObject({ value: { role: 'registrar' } });
    expect(await api.readPart(eventId, 'detail', 'SEARCH')).toMatchObject({
      value: { caseReference: searchInputExample.caseReference, personId: person.personId, isComplete: 'Y' },
    });
    const [document] = person.documents;
    const reference = `number:${document?.country ?? ''}:${document?.type ?? ''}:${document?.number ?? ''}`;
    const found = await api.log.entriesFoundBy(database.sql, 'subject', reference);
    expect(found.map(({ leaf }) => leaf.eventId)).toContain(eventId);
  });

  it('is found by everybody whose identity it has shown, whatever was asked for', async () => {
    const [document] = person.documents;
    const reference = `number:${document?.country ?? ''}:${document?.type ?? ''}:${document?.number ?? ''}`;
    const found = async () => (await api.log.entriesFoundBy(database.sql, 'subject', reference)).length;
    const before = await found();
    const { documents: _, ...unnumbered } = subjectOf(person);
    expect((await search(unnumbered)).candidates.map(({ personId }) => personId)).toContain(person.personId);
    expect(await found()).toBe(before + 1);
    await search({ names: [{ full: 'NN', kind: 'legal' }] });
    expect(await found()).toBe(before + 1);
  });

  it('gives out nothing when the log cannot be written', async () => {
    const [{ signature }] = (await database.owner.query<{ signature: string }>(
      `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'audit_append'`,
    )) as [{ signature: string }];
    await database.owner.query(`REVOKE EXECUTE ON FUNCTION ${signature} FROM crex_app, PUBLIC`);
    try {
      const problem = await problemOf(await send({ subject: subjectOf(person) }));
      expect(problem).toMatchObject({ status: 503, code: 'register.unavailable' });
    } finally {
      await database.owner.query(`GRANT EXECUTE ON FUNCTION ${signature} TO crex_app`);
    }
  });

  it.each(['clerk', 'prosecutor', 'auditor', 'operator'])('is not for the role %s', async (role) => {
    const before = await api.counts();
    const problem = await problemOf(await send({}, { token: await token(role) }));
    expect(problem).toMatchObject({ status: 403, code: 'staff.no-role' });
    expect(await api.counts()).toEqual(before);
  });

  it('is for investigators, too', async () => {
    expect((await send({}, { token: await token('investigator') })).status).toBe(200);
  });

  it.each<[string, object, string]>([
    ['purpose', { purpose: 'Zz' }, '/purpose'],
    ['legalBasis', { legalBasis: 'a b' }, '/legalBasis'],
    ['caseReference', { caseReference: undefined }, '/caseReference'],
    ['subject', { subject: { names: [] } }, '/subject/names'],
    ['the birth date', { subject: { ...searchInputExample.subject, birthDate: '2026-02-30' } }, '/subject/birthDate'],
    ['limit', { limit: 51 }, '/limit'],
    ['a member that nobody knows', { to: ['BR'] }, ''],
  ])('with a fault in %s is refused, and leaves nothing', async (_, change, pointer) => {
    const before = await api.counts();
    const problem = await problemOf(await send(change));
    expect(problem).toMatchObject({ status: 422, code: 'register.invalid-input' });
    expect(problem.pointers?.map((each) => each.pointer)).toEqual(expect.arrayContaining([pointer]));
    expect(await api.counts()).toEqual(before);
  });

  it.each([
    ['keys are of another version', 'normaliser_version = normaliser_version + 1'],
    ['a first load is under way', `loading = 'x'`],
    ['nothing has been counted', 'statistics_at = NULL'],
  ])('waits while %s', async (_, change) => {
    const rows = await database.owner.query('SELECT * FROM register_state');
    await database.owner.query(`UPDATE register_state SET ${change}`);
    try {
      expect(await problemOf(await send())).toMatchObject({ status: 503, code: 'register.not-ready' });
    } finally {
      const { normaliser_version: version, loading, statistics_at: at } = rows[0] as Record<string, unknown>;
      await database.owner.query(
        'UPDATE register_state SET normaliser_version = $1, loading = $2, statistics_at = $3',
        [version, loading, at],
      );
    }
  });
});
