import { faultsOf, ROLES, type Subject } from '#libs/protocol';
import { createLogger } from '#libs/platform';
import { createTestDatabase } from '#libs/testing';
import { codeOfAsync } from '../../../../test/code-of.js';
import { domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { AuditedRead } from './audited-read.js';
import { AuditorSuite, PERIOD } from './auditor-suite.jest.js';
import { unusualSchema } from './unusual-response.js';
import { ViewUnusual } from './view-unusual.js';

const person = (number: string): Subject => ({
  names: [{ full: `Persona ${number}`, kind: 'legal' }],
  birthDate: '1984-02-29',
  documents: [{ country: 'AR', type: 'AR_DNI', number }],
});

interface View {
  readonly acts: number;
  readonly findings: { rule: string; officials: { id: string }[]; count: number; acts: { eventId: string }[] }[];
}

describe('what is unusual, and the printed report, over HTTP', () => {
  let suite: AuditorSuite;
  beforeAll(async () => {
    suite = await AuditorSuite.start(await createTestDatabase({ migrations: domesticMigrations }));
  });
  afterAll(() => suite.close());

  const view = async (period: object = PERIOD): Promise<View> => {
    const response = await suite.send('unusual', period);
    const said = (await response.json()) as View;
    expect([response.status, faultsOf(unusualSchema, said)]).toEqual([200, []]);
    return said;
  };
  const bodies = {
    unusual: PERIOD,
    'disclosure-reports/pdf': { ...PERIOD, subject: { names: ['X'] }, language: 'es' },
  };

  it.each(['unusual', 'disclosure-reports/pdf'] as const)(
    '%s is for auditors alone, who name their mandate',
    async (path) => {
      for (const role of ROLES.filter((each) => each !== 'auditor')) {
        const token = await suite.token({ crex_roles: [role] });
        expect(await problemOf(await suite.send(path, bodies[path], { token }))).toMatchObject({
          status: 403,
          code: 'staff.no-role',
        });
      }
      const bare = await suite.api.send(`/api/v1/log/${path}`, { token: await suite.token(), body: bodies[path] });
      expect(await problemOf(bare)).toMatchObject({ status: 400, code: 'log.mandate-missing' });
      expect(await suite.accesses()).toEqual([]);
    },
  );

  it('finds one person whom several look for, by pseudonyms, kept or waiting; whose part is erased counts no more', async () => {
    const sought = person('30000001');
    const events = [];
    for (const official of ['AR-1', 'AR-1', 'AR-2', 'AR-3']) events.push(await suite.asked(sought, { official }));
    await suite.asked(person('30000002'), { official: 'AR-1' });
    const same = async () => (await view()).findings.filter(({ rule }) => rule === 'SAME_PERSON');
    expect(await same()).toEqual([]);
    await suite.signTree();
    events.push(await suite.asked(sought, { official: 'AR-2' }));
    const [found, ...more] = await same();
    expect(more).toEqual([]);
    expect(found?.count).toBe(5);
    expect(found?.officials.map(({ id }) => id).sort()).toEqual(['AR-1', 'AR-2', 'AR-3']);
    expect(found?.acts.map(({ eventId }) => eventId).sort()).toEqual(events.toSorted());
    await suite.erase(events[0]!, 'subject');
    expect(await same()).toEqual([]);
  });

  it('tells the sign-ins that were refused, and none that were not', async () => {
    const attempt = (action: 'REFUSED' | 'SIGNED_IN') => ({
      eventId: crypto.randomUUID(),
      entry: { type: 'SIGN_IN', action } as const,
      actor: { kind: 'official', id: 'AR-9' },
      findBy: { actor: ['AR-9'] },
    });
    for (let times = 0; times < 5; times++) await suite.append(attempt('REFUSED'), attempt('SIGNED_IN'));
    const refused = (await view()).findings.filter(({ rule }) => rule === 'REFUSED_SIGN_INS');
    expect(refused).toMatchObject([{ count: 5, officials: [{ id: 'AR-9' }] }]);
  });

  it('is an access that says what was opened, and how much', async () => {
    const { acts } = await view();
    const access = (await suite.accesses()).at(-1)!;
    expect(access).toMatchObject({ scope: 'DETAIL', count: acts });
    expect(await suite.partOf(access, 'detail')).toMatchObject({ query: { asked: 'UNUSUAL' } });
  });

  it('spans a month at most', async () => {
    const problem = await problemOf(await suite.send('unusual', { ...PERIOD, from: '2026-10-01T00:00:00Z' }));
    expect(problem).toMatchObject({ status: 422, code: 'log.invalid-input' });
  });

  it('looks at so many acts and no more', async () => {
    const { database, api } = suite;
    const logger = createLogger({ service: 'spec', level: 'silent', destination: { write: () => undefined } });
    const reads = new AuditedRead(database.dataSource, api.log, logger);
    const { acts } = await view();
    const auditor = {
      official: { kind: 'official', id: 'AR-AUD-01', role: 'auditor', authority: 'A' },
      mandate: 'A',
    } as const;
    const period = { from: Date.parse(PERIOD.from) / 1000, to: Date.parse(PERIOD.to) / 1000 };
    const look = (most: number) => codeOfAsync(new ViewUnusual(reads, api.log, api.home, most).run(auditor, period));
    expect(await look(acts - 1)).toBe('log.too-much');
    expect(await look(2 * acts)).toBe('accepted');
  });

  it('prints the report of a person, as an access of its own', async () => {
    const subject = { documents: person('30000002').documents };
    const body = { ...PERIOD, subject, language: 'es' };
    const response = await suite.send('disclosure-reports/pdf', body);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(response.headers.get('content-disposition')).toMatch(/filename="disclosures-ar-\d+\.pdf"/);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const access = (await suite.accesses()).at(-1)!;
    expect(access).toMatchObject({ scope: 'DETAIL', count: 1 });
    expect(await suite.partOf(access, 'detail')).toMatchObject({ query: { asked: 'REPORT' } });
  });
});
