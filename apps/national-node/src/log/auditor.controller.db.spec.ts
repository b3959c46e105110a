import { randomUUID } from 'node:crypto';
import { leafHashOf, logVerifier, openLogProof } from '#libs/audit';
import { faultsOf, ROLES, type Subject } from '#libs/protocol';
import { createTestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { AuditorSuite, NOW, PATHS, PERIOD } from './auditor-suite.jest.js';
import { entrySchema, pageSchema, reportSchema, statisticsSchema } from './log-schemas.js';

const person = (number: string, full = `Persona ${number}`): Subject => ({
  names: [{ full, kind: 'legal' }],
  birthDate: '1984-02-29',
  documents: [{ country: 'AR', type: 'AR_DNI', number }],
});
const BODIES = {
  entries: { ...PERIOD, limit: 5 },
  'disclosure-reports': { ...PERIOD, subject: { names: ['Nadie'] }, language: 'es' },
  statistics: { ...PERIOD, by: ['type'] },
  exports: { ...PERIOD, types: ['VIEW'] },
} as const;

interface Page {
  entries: {
    eventId: string;
    type: string;
    leafHash: string;
    leaf: object;
    parts: Record<string, { status: string }>;
  }[];
  next?: string;
}

describe('the log, for auditors, over HTTP', () => {
  let suite: AuditorSuite;
  beforeAll(async () => {
    suite = await AuditorSuite.start(await createTestDatabase({ migrations: domesticMigrations }));
  });
  afterAll(() => suite.close());

  const page = async (body: object): Promise<Page> => {
    const response = await suite.send('entries', { ...PERIOD, ...body });
    const found = (await response.json()) as Page;
    expect([response.status, faultsOf(pageSchema, found)]).toEqual([200, []]);
    return found;
  };
  const events = ({ entries }: Page) => entries.map(({ eventId }) => eventId);
  /** A refusal that leaves nothing behind. */
  const refused = async (sent: () => Promise<Response>, status: number, code: string) => {
    const before = await suite.api.counts();
    const problem = await problemOf(await sent());
    expect(problem).toMatchObject({ status, code });
    expect(await suite.api.counts()).toEqual(before);
    return problem;
  };
  const everyCall = (sending: { token?: string; headers?: Record<string, string> }) => [
    ...PATHS.map((path) => () => suite.send(path, BODIES[path], sending)),
    () => suite.send(`entries/${randomUUID()}/ASK`, undefined, sending),
  ];

  describe('opens', () => {
    it.each(ROLES.filter((role) => role !== 'auditor'))('for no %s', async (role) => {
      const token = await suite.token({ crex_roles: [role] });
      for (const call of everyCall({ token })) await refused(call, 403, 'staff.no-role');
    });

    it("for nobody without a sign-in, and for no other country's auditor", async () => {
      for (const path of PATHS) {
        const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
        await refused(() => suite.api.bare(`/api/v1/log/${path}`, init), 401, 'staff.unauthenticated');
      }
      const brazil = await DomesticApi.start(suite.database); // another issuer, as AR's auditor's is at BR
      const token = await brazil.token({ crex_roles: ['auditor'] });
      for (const call of everyCall({ token })) await refused(call, 401, 'staff.unauthenticated');
      await brazil.close();
      const elsewhere = await suite.token({ aud: 'https://br.crex.example' });
      for (const call of everyCall({ token: elsewhere })) await refused(call, 401, 'staff.wrong-audience');
    });

    it.each([undefined, '', 'é', 'x'.repeat(101), 'a\tb'])('for no auditor whose mandate is %p', async (mandate) => {
      const token = await suite.token();
      for (const path of PATHS) {
        const headers = { ...(mandate === undefined ? {} : { 'crex-mandate': mandate }) };
        const sending = { token, body: BODIES[path], headers };
        await refused(() => suite.api.send(`/api/v1/log/${path}`, sending), 400, 'log.mandate-missing');
      }
      const read = () => suite.api.send(`/api/v1/log/entries/${randomUUID()}/ASK`, { token });
      await refused(read, 400, 'log.mandate-missing');
    });
  });

  describe('is searched', () => {
    it('by person, official and case however they are written', async () => {
      const subject = person('27.111.222', 'José  Núñez');
      const event = await suite.asked(subject, { official: 'AR-9', caseReference: 'Causa  77/b' });
      const foreign = await suite.told(person('1'), 'CL', 'RECORDS');
      const documents = [{ country: 'AR', type: 'AR_DNI', number: 'DNI 27111222' }];
      expect(events(await page({ subject: { documents } }))).toEqual([event]);
      expect(events(await page({ subject: { names: ['JOSE NUÑEZ'], birthDate: '1984-02-29' } }))).toEqual([event]);
      expect(events(await page({ subject: { names: ['JOSE NUÑEZ'], birthDate: '1984-02-28' } }))).toEqual([]);
      expect(events(await page({ official: { id: 'AR-9' } }))).toEqual([event]);
      expect(events(await page({ official: { id: 'AR-9', country: 'AR' } }))).toEqual([event]);
      expect(events(await page({ official: { id: 'X-1', country: 'CL' } }))).toEqual([foreign]);
      expect(events(await page({ official: { id: 'X-1' } }))).toEqual([]);
      expect(events(await page({ caseReference: 'CAUSA 77/B' }))).toEqual([event]);
      const words = { types: ['ASK'], countries: ['BR'], purposes: ['C2'], legalBases: ['NASSAU-1992'] };
      expect(events(await page({ subject: { documents }, ...words }))).toEqual([event]);
      expect(events(await page({ subject: { documents }, ...words, purposes: ['C1'] }))).toEqual([]);
      expect(events(await page({ official: { id: 'X-1', country: 'CL' }, outcomes: ['RECORDS'] }))).toEqual([foreign]);
    });

    it('in pages, and opens no part', async () => {
      const made = [];
      for (let n = 0; n < 5; n++) made.unshift(await suite.asked(person('31000001')));
      const query = { subject: { documents: person('31000001').documents! }, types: ['ASK'] };
      const found: string[] = [];
      let after: string | undefined;
      do {
        const { entries, next } = await page({ ...query, limit: 2, ...(after === undefined ? {} : { after }) });
        found.push(...entries.map(({ eventId }) => eventId));
        for (const { parts } of entries) {
          expect(parts).toEqual({
            subject: { status: 'closed' },
            actor: { status: 'closed' },
            detail: { status: 'closed' },
          });
        }
        after = next;
      } while (after !== undefined);
      expect(found).toEqual(made);
      expect((await page({ ...query, limit: 5 })).next).toBeUndefined();
    });

    it('and says which entry erased a part, when and on what ground', async () => {
      const event = await suite.asked(person('31000002'));
      const erasure = await suite.erase(event, 'detail');
      const { entries } = await page({ subject: { documents: person('31000002').documents! }, types: ['ASK'] });
      const { eventId } = erasure!.leaf;
      expect(entries[0]!.parts['detail']).toEqual({
        status: 'erased',
        by: { eventId, type: 'ERASURE', at: '2026-11-22T12:00:00Z', ground: 'COURT-ORDER' },
        note: `erased by entry ${eventId}/ERASURE on 2026-11-22T12:00:00Z, ground COURT-ORDER`,
      });
      await suite.database.owner.query(
        `DELETE FROM audit_detail d USING audit_entry e WHERE e.entry_id = d.entry_id AND e.event_id = $1 AND d."group" = 'actor'`,
        [event],
      );
      const again = await page({ subject: { documents: person('31000002').documents! }, types: ['ASK'] });
      expect(again.entries[0]!.parts['actor']).toMatchObject({ status: 'missing', note: /tampering/ });
    });

    it.each<[string, object, string]>([
      ['without a period', { from: undefined }, '/from'],
      ['from a day that is none', { from: '2026-02-30T00:00:00Z' }, '/from'],
      ['from a time without a zone', { from: '2026-11-01T00:00:00' }, '/from'],
      ['backwards', { from: PERIOD.to, to: PERIOD.from }, '/to'],
      ['over four years', { from: '2022-01-01T00:00:00Z' }, '/to'],
      ['for an unknown type', { types: ['NOTHING'] }, '/types'],
      ['for no type', { types: [] }, '/types'],
      ['for a type twice', { types: ['ASK', 'ASK'] }, '/types'],
      ['for null', { types: null }, '/types'],
      ['for an unknown country', { countries: ['US'] }, '/countries'],
      ['for a purpose that is none', { purposes: ['C9'] }, '/purposes'],
      ['for words as a legal basis', { legalBases: ['because I may'] }, '/legalBases'],
      ['for an unknown outcome', { outcomes: ['MAYBE'] }, '/outcomes'],
      ['for a person who is a text', { subject: 'Juan' }, '/subject'],
      [
        'for a number without its type',
        { subject: { documents: [{ country: 'AR', number: '1' }] } },
        '/subject/documents/0/type',
      ],
      ['for a name that is a number', { subject: { names: [7] } }, '/subject/names'],
      ['for an official without a number', { official: { country: 'BR' } }, '/official/id'],
      ['for a case with a line feed', { caseReference: 'a\nb' }, '/caseReference'],
      ['on a page of none', { limit: 0 }, '/limit'],
      ['on a page too long', { limit: 201 }, '/limit'],
      ['after a place that is none', { after: 'x' }, '/after'],
      ['for something else', { nothing: 1 }, ''],
    ])('not %s', async (_, change, pointer) => {
      const problem = await refused(
        () => suite.send('entries', { ...PERIOD, ...change }),
        422,
        expect.any(String) as string,
      );
      expect(problem.code).toMatch(/^(platform|log)\.invalid-input$/);
      expect(problem.pointers?.map((each) => each.pointer)).toContain(pointer);
    });
  });

  describe('shows one entry', () => {
    it('with its parts, its relatives and, once it is in the tree, the proof', async () => {
      const subject = person('31000003');
      const event = await suite.asked(subject);
      await suite.outcome(event, 'NO_RECORD');
      const read = async (type: string) => {
        const response = await suite.send(`entries/${event}/${type}`);
        const body = (await response.json()) as Page['entries'][0] & {
          leafBytes: string;
          proof: { status: string; index: number; file: string };
          related: { type: string; eventId: string }[];
        };
        expect([response.status, faultsOf(entrySchema, body)]).toEqual([200, []]);
        return body;
      };
      const pending = await read('ASK');
      expect(pending.proof).toEqual({ status: 'pending' });
      expect(pending.parts).toMatchObject({
        subject: { status: 'open', value: { subject } },
        actor: { value: { id: 'AR-4711' } },
      });
      expect(JSON.stringify(pending)).not.toContain('salt');
      expect(pending.related.map(({ type }) => type)).toEqual(['OUTCOME']);
      const erasure = await suite.erase(event, 'subject');
      const verifierKey = await suite.signTree();
      const proven = await read('ASK');
      expect(proven.related.map(({ eventId }) => eventId)).toEqual([event, erasure!.leaf.eventId]);
      expect(proven.parts).toMatchObject({ subject: { status: 'erased', by: { eventId: erasure!.leaf.eventId } } });
      const bytes = Buffer.from(proven.leafBytes, 'base64');
      const { index } = openLogProof(proven.proof.file, leafHashOf(bytes), logVerifier(verifierKey), []);
      expect(Number(index)).toBe(proven.proof.index);
      expect(leafHashOf(bytes).toString('base64url')).toBe(proven.leafHash);
    });

    it('that is not there as not found, and logs that it was asked for', async () => {
      const [eventId, before] = [randomUUID(), await suite.accesses()];
      expect(await problemOf(await suite.send(`entries/${eventId}/ASK`))).toMatchObject({
        status: 404,
        code: 'log.not-found',
      });
      const [access, ...more] = (await suite.accesses()).slice(before.length);
      expect([access, more]).toMatchObject([{ scope: 'METADATA', count: 0 }, []]);
      expect(await suite.partOf(access!, 'detail')).toMatchObject({ query: { asked: 'ENTRY', eventId, type: 'ASK' } });
      for (const path of [
        `entries/${randomUUID()}/NOTHING`,
        'entries/1/ASK',
        `entries/${randomUUID().toUpperCase()}/ASK`,
      ]) {
        await refused(() => suite.send(path), 404, 'log.not-found');
      }
    });
  });

  describe('counts', () => {
    it('by day of this country and by words', async () => {
      const at = (time: string) => (suite.api.clock.ms = Date.parse(time));
      at('2026-11-23T02:59:59Z'); // the 22nd in Buenos Aires, until three hours later
      await suite.asked(person('31000004'), { to: 'UY', purpose: 'P7' });
      at('2026-11-23T03:00:00Z');
      const event = await suite.asked(person('31000004'), { to: 'UY', purpose: 'P7' });
      await suite.outcome(event, 'REFUSED', 'UY');
      at('2026-11-22T12:00:00Z');
      const words = { ...PERIOD, countries: ['UY'], purposes: ['P7'] };
      const response = await suite.send('statistics', { ...words, by: ['day', 'type', 'outcome'] });
      const body = (await response.json()) as { cells: object[] };
      expect([response.status, faultsOf(statisticsSchema, body)]).toEqual([200, []]);
      expect(body.cells).toEqual([
        { day: '2026-11-22', type: 'ASK', outcome: null, count: 1 },
        { day: '2026-11-23', type: 'ASK', outcome: null, count: 1 },
        { day: '2026-11-23', type: 'OUTCOME', outcome: 'REFUSED', count: 1 },
      ]);
      const whole = await (
        await suite.send('statistics', { ...words, by: ['country', 'purpose', 'legalBasis'] })
      ).json();
      expect(whole).toEqual({ cells: [{ country: 'UY', purpose: 'P7', legalBasis: 'NASSAU-1992', count: 3 }] });
    });

    it.each<[object, string]>([
      [{ by: [] }, '/by'],
      [{ by: ['person'] }, '/by'],
      [{ by: ['day', 'day'] }, '/by'],
      [{ by: ['day'], from: '2025-01-01T00:00:00Z' }, '/to'],
      [{ by: ['day'], subject: { names: ['Juan'] } }, ''],
    ])('not %j', async (change, pointer) => {
      const problem = await refused(
        () => suite.send('statistics', { ...PERIOD, ...change }),
        422,
        expect.any(String) as string,
      );
      expect(problem.pointers?.map((each) => each.pointer)).toContain(pointer);
    });
  });

  describe('writes down each look, once, before it is shown', () => {
    it('with who, under which mandate, for what and how much', async () => {
      const subject = person('31000005');
      const event = await suite.asked(subject);
      const before = await suite.accesses();
      const documents = [{ country: 'AR', type: 'AR_DNI', number: '31.000.005' }];
      const headers = { 'crex-mandate': 'Mandato 5/2026' };
      const calls: [string, object | undefined, object][] = [
        ['entries', { ...PERIOD, subject: { documents }, purposes: ['C2'] }, { scope: 'METADATA', count: 1 }],
        [`entries/${event}/ASK`, undefined, { scope: 'DETAIL', count: 1 }],
        ['disclosure-reports', { ...PERIOD, subject: { documents }, language: 'es' }, { scope: 'DETAIL', count: 2 }],
        ['statistics', { ...PERIOD, by: ['type'] }, { scope: 'METADATA', count: 0 }],
        ['exports', { ...PERIOD, types: ['ASK'], subject: { documents } }, { scope: 'METADATA', count: 1 }],
        [
          'exports',
          { ...PERIOD, types: ['ASK'], subject: { documents }, open: ['detail'] },
          { scope: 'DETAIL', count: 1 },
        ],
      ];
      for (const [path, body] of calls) {
        const response = await suite.send(path, body, { headers });
        expect([response.status, (await response.text()).length > 0]).toEqual([200, true]);
      }
      const made = (await suite.accesses()).slice(before.length);
      expect(made).toMatchObject(calls.map(([, , said]) => said));
      expect(made).toHaveLength(calls.length);
      for (const access of made) {
        expect(await suite.partOf(access, 'actor')).toEqual({
          ...{ kind: 'official', id: 'AR-AUD-01', role: 'auditor', authority: 'Auditoría' },
        });
        expect(await suite.partOf(access, 'detail')).toMatchObject({ mandate: 'Mandato 5/2026' });
      }
      const [from, to] = [Date.parse(PERIOD.from) / 1000, Date.parse(PERIOD.to) / 1000];
      expect(await suite.partOf(made[0]!, 'detail')).toMatchObject({
        query: { asked: 'SEARCH', from, to, purposes: ['C2'] },
      });
      expect(await suite.partOf(made[0]!, 'subject')).toEqual({ subject: { documents } });
      expect(await suite.partOf(made[3]!, 'subject')).toBe('none');

      // the auditor is audited: found by staff number, mandate and person
      const looks = { types: ['ACCESS_TO_LOG'] };
      expect(events(await page({ ...looks, caseReference: 'MANDATO 5/2026' }))).toHaveLength(calls.length);
      const aboutPerson = [made[5], made[4], made[2], made[0]].map((access) => access!.eventId);
      expect(events(await page({ ...looks, subject: { documents } }))).toEqual(aboutPerson);
      expect((await page({ ...looks, official: { id: 'AR-AUD-01' } })).entries.length).toBeGreaterThanOrEqual(
        calls.length,
      );
    });

    it('or shows nothing', async () => {
      await suite.asked(person('31000006', 'Zzhidden'));
      const [{ signature }] = (await suite.database.owner.query<{ signature: string }>(
        `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'audit_append'`,
      )) as [{ signature: string }];
      await suite.database.owner.query(`REVOKE EXECUTE ON FUNCTION ${signature} FROM crex_app, PUBLIC`);
      try {
        for (const call of everyCall({})) {
          const problem = await refused(call, 503, 'log.unavailable');
          expect(JSON.stringify(problem)).not.toContain('Zzhidden');
        }
      } finally {
        await suite.database.owner.query(`GRANT EXECUTE ON FUNCTION ${signature} TO crex_app`);
      }
      expect((await suite.send('entries', BODIES.entries)).status).toBe(200);
    });

    it('and says that the tables contradict each other when they do', async () => {
      const event = await suite.asked(person('31000007'));
      await suite.signTree();
      const change = (at: string) =>
        suite.database.owner.query(
          `ALTER TABLE audit_pseudonym DISABLE TRIGGER no_update;
           UPDATE audit_pseudonym p SET at = ${at} FROM audit_entry e WHERE e.entry_id = p.entry_id AND e.event_id = '${event}';
           ALTER TABLE audit_pseudonym ENABLE ALWAYS TRIGGER no_update`,
        );
      await change(String(NOW - 86_400 * 20));
      const body = { ...PERIOD, to: '2026-11-10T00:00:00Z', subject: { documents: person('31000007').documents! } };
      await refused(() => suite.send('entries', body), 500, 'log.inconsistent');
      await change(String(NOW));
      expect((await suite.send('entries', body)).status).toBe(200);
    });
  });

  it('can be followed by its description: each example is accepted', async () => {
    interface Schema {
      properties?: Record<string, Schema & { example?: unknown; $ref?: string; items?: Schema; allOf?: Schema[] }>;
      $ref?: string;
    }
    const document = (await (await suite.api.bare('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
      components: { schemas: Record<string, Schema> };
    };
    const example = ({ $ref }: Schema): Record<string, unknown> => {
      const { properties = {} } = document.components.schemas[$ref?.split('/').at(-1) ?? ''] ?? {};
      const values = Object.entries(properties).map(([name, each]): [string, unknown] => {
        const nested = each.$ref !== undefined ? each : each.allOf?.[0];
        if (nested?.$ref !== undefined) return [name, example(nested)];
        return [name, each.items?.$ref === undefined ? each.example : [example(each.items)]];
      });
      return Object.fromEntries(values.filter(([, value]) => value !== undefined));
    };
    for (const path of PATHS) {
      const { requestBody } = document.paths[`/api/v1/log/${path}`]!['post']!;
      const body = example(requestBody!.content['application/json']!.schema);
      expect(Object.keys(body).length).toBeGreaterThan(2);
      const response = await suite.send(path, body);
      expect([path, response.status]).toEqual([path, 200]);
      const schema = {
        entries: pageSchema,
        'disclosure-reports': reportSchema,
        statistics: statisticsSchema,
        exports: undefined,
      }[path];
      if (schema !== undefined) expect(faultsOf(schema, await response.json())).toEqual([]);
    }
  });

  it('leaves no personal data in log lines and refusals', async () => {
    const marker = 'Zzmarker';
    const subject = {
      names: [`${marker} Uno`],
      documents: [{ country: 'AR', type: 'AR_DNI', number: '39777666' }],
      birthDate: '1971-01-01',
    };
    const marked = { ...PERIOD, subject, official: { id: `${marker}-7` }, caseReference: `${marker} 9` };
    const headers = { 'crex-mandate': `${marker}-M` };
    for (const [path, body] of [
      ['entries', marked],
      ['exports', { ...marked, open: ['subject'] }],
      ['disclosure-reports', { ...PERIOD, subject, language: 'en' }],
    ] as const) {
      const response = await suite.send(path, body, { headers });
      expect(response.status).toBe(200);
      await response.text();
    }
    const refusals = [
      suite.send('entries', { ...marked, to: marker }, { headers }),
      suite.send('entries', { ...marked, [marker]: marker }, { headers }),
      suite.send('entries', { ...marked, from: PERIOD.to }, { headers }),
      suite.send('entries', { ...marked, subject: { ...subject, birthDate: marker } }, { headers }),
      suite.send(
        'disclosure-reports',
        { ...PERIOD, subject: { birthDate: '1971-01-01' }, language: 'en' },
        { headers },
      ),
      suite.send('statistics', { ...marked, by: [marker] }, { headers }),
      suite.send('entries', undefined, { headers, method: 'POST', body: `{"a":"${marker}` }),
      suite.send(`entries/${marker}/${marker}?name=${marker}`, undefined, { headers }),
      suite.send('entries', marked, { headers: { 'crex-mandate': marker.repeat(20) } }),
    ];
    for (const each of refusals) {
      const text = JSON.stringify(await problemOf(await each));
      for (const secret of [marker, '39777666', '1971-01-01']) expect(text).not.toContain(secret);
    }
    const lines = suite.api.lines.join('');
    expect(lines).toContain('"route":"/api/v1/log/entries/:eventId/:type"');
    for (const secret of [marker, '39777666', '1971-01-01', 'AUD-2026-017', 'AR-AUD-01', 'Núñez']) {
      expect(lines).not.toContain(secret);
    }
  });
});
