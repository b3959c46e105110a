import { randomBytes, randomUUID } from 'node:crypto';
import { faultsOf, type AnswerBody } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf, type Sending } from './domestic-api.jest.js';
import { newRequestExample } from './new-request.js';
import { requestSchema } from './request-response.js';

interface View {
  id: string;
  createdAt: string;
  questions: (Record<string, unknown> & { id: string; country: string; late: Record<string, unknown>[] })[];
}

const MARKER = 'Zzmarker';
const salt = () => randomBytes(32).toString('base64url');
const times = { receivedAt: 1_795_000_000, dueAt: 1_796_000_000 };
const {
  personId: _,
  convictions,
  ...identity
} = [...Array(200).keys()]
  .map((index) => personAt({ country: 'BR', seed: '3' }, index))
  .find((person) => person.convictions.length > 0)!;
const records = (): AnswerBody => ({ salt: salt(), outcome: 'RECORDS', ...times, record: { identity, convictions } });
const noRecord = (): AnswerBody => ({ salt: salt(), outcome: 'NO_RECORD', ...times });

describe('questions to other countries, over HTTP', () => {
  let database: TestDatabase;
  let api: DomesticApi;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database));
  });
  afterAll(() => opened.disposeAsync());

  const viewOf = async (response: Response): Promise<View> => {
    const view = (await response.json()) as View;
    expect(faultsOf(requestSchema, view)).toEqual([]);
    return view;
  };
  const asked = async (change: object = {}, sending: Sending = {}) => viewOf(await api.ask(change, sending));
  const get = (id: string, sending: Sending = {}) => api.send(`/api/v1/requests/${id}`, sending);
  type Sent = Promise<Response> | (() => Promise<Response>);
  const refused = async (sent: Sent, status: number, code: string, left: Record<string, number> = {}) => {
    const before = await api.counts();
    const problem = await problemOf(await (typeof sent === 'function' ? sent() : sent));
    expect(problem).toMatchObject({ status, code });
    const added = Object.entries(await api.counts()).map(
      ([table, now]) => [table, now - (before[table] ?? 0)] as const,
    );
    expect(Object.fromEntries(added.filter(([, rows]) => rows !== 0))).toEqual(left);
    return problem;
  };

  it('a dissemination is recorded of an answer alone, by the form', async () => {
    const { id: requestId } = await asked();
    const told = { country: 'BR', recipient: 'Migraciones', purpose: 'P5', legalBasis: 'LEY-25871', caseReference: 'DNM 7' }; // prettier-ignore
    const record = (body: object, id = requestId) => api.send(`/api/v1/requests/${id}/disseminations`, { body });
    await refused(record(told), 409, 'ask.no-answer');
    await refused(record({ ...told, country: 'XX' }), 422, 'ask.invalid-input');
    await refused(record(told, 'none'), 404, 'ask.not-found');
  });

  describe('a question', () => {
    it('is kept and answered with 202, where it is and how it stands', async () => {
      const before = await api.counts();
      const response = await api.ask();
      expect(response.status).toBe(202);
      expect(response.headers.get('preference-applied')).toBeNull();
      expect(response.headers.get('cache-control')).toBe('no-store');
      const view = await viewOf(response);
      expect(response.headers.get('location')).toBe(`/api/v1/requests/${view.id}`);
      expect(view.createdAt).toBe('2026-11-22T12:00:00.000Z');
      const open = {
        messageId: null,
        state: 'SUBMITTED',
        outcome: null,
        code: null,
        dueAt: null,
        answeredAt: null,
        readAt: null,
      };
      expect(view.questions).toEqual([
        { id: expect.any(String) as string, country: 'BR', ...open, late: [], recalls: [], proof: {} },
        { id: expect.any(String) as string, country: 'JM', ...open, late: [], recalls: [], proof: {} },
      ]);
      const after = await api.counts();
      const more = { request: 1, question: 2, outbox: 2, audit_entry: 2, audit_detail: 6 };
      expect(Object.fromEntries(Object.entries(after).map(([table, n]) => [table, n - before[table]!]))).toEqual(more);
    });

    it('is asked once under a key, however often it is sent', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const first = await asked({}, { headers });
      const before = await api.counts();
      const responses = await Promise.all([api.ask({}, { headers }), api.ask({}, { headers })]);
      for (const response of responses) {
        expect(response.status).toBe(202);
        expect((await viewOf(response)).id).toBe(first.id);
      }
      expect(await api.counts()).toEqual(before);
      await refused(api.ask({ purpose: 'C5' }, { headers }), 409, 'ask.key-reused');
      const colleague = await asked({}, { headers, token: await api.token({ sub: 'AR-4712' }) });
      expect(colleague.id).not.toBe(first.id);
    });

    it('needs a key', async () => {
      for (const headers of [{}, { 'idempotency-key': 'a b' }, { 'idempotency-key': 'x'.repeat(129) }]) {
        const sending = { body: newRequestExample, headers } as Sending;
        await refused(api.send('/api/v1/requests', sending), 400, 'ask.idempotency-key-missing');
      }
    });

    it.each<[string, object, string]>([
      ['to', { to: ['BR', 'US'] }, '/to/1'],
      ['purpose', { purpose: MARKER }, '/purpose'],
      ['legalBasis', { legalBasis: `${MARKER} ` }, '/legalBasis'],
      ['caseReference', { caseReference: '' }, '/caseReference'],
      ['urgency', { urgency: null }, '/urgency'],
      ['subject', { subject: MARKER }, '/subject'],
      ['the subject’s name', { subject: { names: [{ full: `${MARKER}\n`, kind: 'legal' }] } }, '/subject/names/0/full'],
      [
        'the subject’s birth date',
        { subject: { ...newRequestExample.subject, birthDate: '2026-02-30' } },
        '/subject/birthDate',
      ],
      ['a member that nobody knows', { [MARKER]: MARKER }, ''],
    ])('with a fault in %s is refused, and the pointer says where', async (_, change, pointer) => {
      const { pointers } = await refused(api.ask(change), 422, 'ask.invalid-input');
      expect(pointers?.map((each) => each.pointer)).toContain(pointer);
    });

    it('is refused when it is not JSON as we read it, of no type or too large', async () => {
      const twice = JSON.stringify(newRequestExample).replace('{', '{"purpose":"C1",');
      await refused(api.ask({}, { body: twice }), 400, 'platform.invalid-json');
      await refused(api.ask({}, { body: `{"${MARKER}` }), 400, 'platform.invalid-json');
      await refused(api.ask({}, { body: '[['.repeat(20) }), 400, 'platform.invalid-json');
      const headers = { 'content-type': 'text/plain' };
      await refused(api.ask({}, { headers }), 415, 'platform.unsupported-media-type');
      await refused(api.ask({ more: 'x'.repeat(131_072) }), 413, 'platform.too-large');
      const empty = { method: 'POST', headers: { 'idempotency-key': '1' } };
      await refused(api.send('/api/v1/requests', empty), 422, 'ask.invalid-input');
    });

    it('is refused with the reasons of the policy when it does not allow it', async () => {
      const token = await api.token({ crex_roles: ['clerk'] });
      const attempt = { audit_entry: 1, audit_detail: 3 };
      const { pointers } = await refused(() => api.ask({}, { token }), 403, 'ask.not-allowed', attempt);
      expect(pointers).toEqual([{ pointer: '/purpose', rule: 'PURPOSE (nothing-permits)' }]);
      const flash = await refused(() => api.ask({ urgency: 'FLASH' }), 403, 'ask.not-allowed', attempt);
      expect(flash.pointers).toEqual([
        { pointer: '/purpose', rule: 'DISPROPORTIONATE (flash-only-for-detention-and-danger)' },
      ]);
    });

    it('to the own country is refused', async () => {
      const { pointers } = await refused(api.ask({ to: ['BR', 'AR'] }), 422, 'ask.own-country');
      expect(pointers?.[0]?.pointer).toBe('/to');
    });
  });

  describe('a request', () => {
    it('is shown to who made it, and to nobody else', async () => {
      const { id } = await asked();
      expect((await viewOf(await get(id))).id).toBe(id);
      const token = await api.token({ sub: 'AR-4712' });
      const texts = await Promise.all(
        [
          get(id, { token }),
          get(randomUUID()),
          get('1'),
          get("x'--"),
          get(id, { token, headers: { prefer: 'wait=5' } }),
        ].map(async (sent) => {
          const { instance: _, ...problem } = await refused(sent, 404, 'ask.not-found');
          return JSON.stringify(problem);
        }),
      );
      expect(new Set(texts).size).toBe(1);
    });

    it('shows an answer with all that belongs to it, but its salt', async () => {
      const { id, questions } = await asked({ to: ['BR'] });
      const answer = records();
      const promise = { eventId: randomUUID(), origin: 'log.br.crex.example/audit/1', leafHash: salt(), time: 1 };
      await api.settle(questions[0]!, 'RECORDS', answer);
      const [{ answerMessageId }] = (await api.database.owner.query<{ answerMessageId: string }>(
        `UPDATE question SET promise = $2, due_at = 1796000000 WHERE question_id = $1
         RETURNING answer_message_id AS "answerMessageId"`,
        [questions[0]!.id, promise],
      )) as [{ answerMessageId: string }];
      const fault = { salt: salt(), code: 'responder.malformed', detail: MARKER, pointers: [] };
      const late = [await api.keepAnswer(noRecord()), await api.keepAnswer(fault)];
      await api.database.owner.query(
        `INSERT INTO late_answer (message_id, question_id, kind, outcome, code, received_at) VALUES
         ($2, $1, 'RRS', 'NO_RECORD', NULL, '2026-11-22T13:00:00Z'),
         ($3, $1, 'FEM', 'REJECTED', 'responder.malformed', '2026-11-22T14:00:00Z')`,
        [questions[0]!.id, ...late],
      );
      const digest = salt();
      await api.database.owner.query('UPDATE outbox SET content_digest = $2 WHERE event_id = $1', [
        ...[questions[0]!.id, digest],
      ]);
      const response = await get(id);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).not.toContain('salt');
      expect(text).not.toContain(answer.salt);
      expect(text).not.toContain(MARKER);
      const view = JSON.parse(text) as View;
      expect(faultsOf(requestSchema, view)).toEqual([]);
      const iso = { receivedAt: '2026-11-18T11:06:40.000Z', dueAt: '2026-11-30T00:53:20.000Z' };
      expect(view.questions[0]).toEqual({
        ...{ id: questions[0]!.id, country: 'BR', messageId: null, state: 'ANSWERED', outcome: 'RECORDS', code: null },
        ...{ dueAt: iso.dueAt, answeredAt: '2026-11-22T12:00:00.000Z', readAt: null },
        answer: { outcome: 'RECORDS', ...iso, record: answer.record },
        late: [
          {
            ...{ messageId: late[0], outcome: 'NO_RECORD', arrivedAt: '2026-11-22T13:00:00.000Z' },
            answer: { outcome: 'NO_RECORD', ...iso },
          },
          {
            ...{ messageId: late[1], outcome: 'REJECTED', code: 'responder.malformed' },
            arrivedAt: '2026-11-22T14:00:00.000Z',
          },
        ],
        recalls: [],
        proof: { requestDigest: digest, answerMessageId, promise },
      });
    });

    it('says how far each question is', async () => {
      const { id, questions } = await asked({ to: ['BR', 'CL', 'JM', 'UY'] });
      const [br, cl, jm, uy] = questions as [View['questions'][0], ...View['questions']];
      await api.database.owner.query(`UPDATE outbox SET state = 'STORED' WHERE event_id = $1`, [br.id]);
      await api.database.owner.query(`UPDATE outbox SET state = 'TAKEN' WHERE event_id = $1`, [cl!.id]);
      await api.database.owner.query(
        `UPDATE question SET state = 'IN_PROGRESS', due_at = 1796000000 WHERE question_id = $1`,
        [jm!.id],
      );
      await api.settle(uy!, 'UNDELIVERABLE');
      const { questions: now } = await viewOf(await get(id));
      expect(now.map(({ state }) => state)).toEqual(['ROUTED', 'DELIVERED', 'IN_PROGRESS', 'UNDELIVERABLE']);
    });

    it.each<[string, Partial<AnswerBody>]>([
      ['REFUSED', { reason: 'MINOR' }],
      ['MULTIPLE_CANDIDATES', { candidates: 3 }],
      ['NOT_IDENTIFIED', { missing: ['BirthDate'] }],
    ])('shows what stands with %s', async (outcome, what) => {
      const { id, questions } = await asked({ to: ['BR'] });
      const answer = { ...noRecord(), outcome, ...what } as AnswerBody;
      await api.settle(questions[0]!, answer.outcome, answer);
      const view = await viewOf(await get(id));
      expect(view.questions[0]).toMatchObject({ outcome, answer: { outcome, ...what } });
    });
  });

  describe('waiting', () => {
    const wait = (seconds: number) => ({ headers: { prefer: `wait=${seconds}` } });

    it('ends with 200 as soon as every country has its outcome', async () => {
      const { id, questions } = await asked();
      const start = performance.now();
      const waiting = get(id, wait(20));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await api.settle(questions[0]!, 'NO_RECORD', noRecord());
      await new Promise((resolve) => setTimeout(resolve, 100));
      await api.settle(questions[1]!, 'TIMED_OUT');
      const response = await waiting;
      expect(response.status).toBe(200);
      expect(response.headers.get('preference-applied')).toBe('wait');
      expect((await viewOf(response)).questions.map(({ outcome }) => outcome)).toEqual(['NO_RECORD', 'TIMED_OUT']);
      expect(performance.now() - start).toBeLessThan(19_000);
    });

    it('does so for the question itself, and for its repetition', async () => {
      const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=20' };
      const waiting = api.ask({ to: ['CL'] }, { headers });
      let open: { id: string; country: string } | undefined;
      while (open === undefined) {
        [open] = await api.database.owner.query<{ id: string; country: string }>(
          `SELECT question_id AS id, country FROM question JOIN request USING (request_id) WHERE idempotency_key = $1`,
          [headers['idempotency-key']],
        );
      }
      await api.settle(open, 'NO_RECORD', noRecord());
      const response = await waiting;
      expect(response.status).toBe(200);
      const { id } = await viewOf(response);
      expect(response.headers.get('location')).toBe(`/api/v1/requests/${id}`);
      expect((await api.ask({ to: ['CL'] }, { headers })).status).toBe(200);
      const { 'idempotency-key': key } = headers;
      expect((await api.ask({ to: ['CL'] }, { headers: { 'idempotency-key': key } })).status).toBe(202);
    });

    it('finds an outcome that another process has set', async () => {
      const { id, questions } = await asked({ to: ['BR'] });
      const waiting = get(id, wait(20));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await api.database.owner.query(
        `UPDATE question SET outcome = 'TIMED_OUT', outcome_at = now() WHERE question_id = $1`,
        [questions[0]!.id],
      );
      expect((await waiting).status).toBe(200);
    });

    it('ends when the client hangs up: nobody sees the answer, so nobody is logged for it', async () => {
      const { id, questions } = await asked({ to: ['BR'] });
      const before = await api.views();
      const waiting = get(id, { ...wait(20), signal: AbortSignal.timeout(100) });
      await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await api.settle(questions[0]!, 'RECORDS', records());
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await api.views()).toEqual(before);
    });

    it('ends with 202 when the time is over', async () => {
      const start = performance.now();
      const response = await api.ask({}, wait(1));
      expect(response.status).toBe(202);
      expect(response.headers.get('preference-applied')).toBe('wait');
      const { id } = await viewOf(response);
      expect(performance.now() - start).toBeGreaterThan(990);
      expect((await get(id, wait(0))).status).toBe(202);
      expect((await get(id)).status).toBe(200);
    });
  });

  describe('the log of who looks', () => {
    it('has an entry for an answer with records, written before it leaves, and for nothing else', async () => {
      const { id, questions } = await asked({ to: ['BR', 'CL', 'JM'] });
      const before = await api.views();
      await api.settle(questions[2]!, 'NO_RECORD', noRecord());
      await viewOf(await get(id));
      expect(await api.views()).toEqual(before);

      await api.settle(questions[0]!, 'RECORDS', records());
      await viewOf(await get(id));
      const [first, ...none] = (await api.views()).slice(before.length);
      expect(none).toEqual([]);
      expect(first).toMatchObject({ type: 'VIEW', object: 'ANSWER', count: 1, target: questions[0]!.id });
      expect(await api.readPart(first!['eventId'] as string, 'actor')).toMatchObject({
        value: { kind: 'official', id: 'AR-4711', role: 'investigator', authority: 'Policía Federal' },
      });

      await api.settle(questions[1]!, 'PARTIAL', { ...records(), outcome: 'PARTIAL' });
      await viewOf(await get(id, { headers: { prefer: 'wait=5' } }));
      const both = (await api.views()).slice(before.length + 1);
      const seen = (target: string) => ({ type: 'VIEW', object: 'ANSWER', count: 1, target });
      expect(both).toMatchObject([seen(questions[0]!.id), seen(questions[1]!.id)]);
      expect(await api.readPart(both[1]!['eventId'] as string, 'detail')).toMatchObject({ value: { requestId: id } });
    });

    it('cannot be written: nothing is shown, but what is no personal data', async () => {
      const { id, questions } = await asked({ to: ['BR'] });
      const headers = { 'idempotency-key': randomUUID() };
      const status = await asked({ to: ['BR'] }, { headers });
      await api.settle(questions[0]!, 'RECORDS', records());
      const [{ signature }] = (await api.database.owner.query<{ signature: string }>(
        `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'audit_append'`,
      )) as [{ signature: string }];
      await api.database.owner.query(`REVOKE EXECUTE ON FUNCTION ${signature} FROM crex_app, PUBLIC`);
      try {
        const problem = await refused(get(id), 503, 'ask.unavailable');
        expect(JSON.stringify(problem)).not.toContain(identity.names[0]!.full);
        expect(api.lines.some((line) => line.includes('a request could not be shown'))).toBe(true);
        expect((await get(status.id)).status).toBe(200);
      } finally {
        await api.database.owner.query(`GRANT EXECUTE ON FUNCTION ${signature} TO crex_app`);
      }
      expect((await get(id)).status).toBe(200);
    });
  });

  it('leaves no personal data in log lines and refusals', async () => {
    const names = [{ full: `${MARKER} Name`, kind: 'legal' }];
    const documents = [{ country: 'AR', type: 'AR_DNI', number: `${MARKER}-777` }];
    const marked = { caseReference: `${MARKER} 1`, subject: { names, documents, birthDate: '1971-01-01' } };
    const query = `?name=${MARKER}`;
    const headers = { 'x-name': MARKER, prefer: `wait=1, ${MARKER}`, 'crex-role': 'investigator' };
    expect((await api.ask(marked, { headers })).status).toBe(202);
    const key = { 'idempotency-key': `${MARKER}-key` };
    const sent = [
      api.ask({ ...marked, purpose: MARKER }, { headers }),
      api.ask({ ...marked, [MARKER]: MARKER }, { headers }),
      api.ask({ ...marked, purpose: 'P1' }, { headers }),
      api.ask({ ...marked, to: ['AR'] }, { headers }),
      api.ask({ subject: { names, birthDate: MARKER } }, { headers }),
      api.ask({}, { body: `{"a":"${MARKER}`, headers }),
      api.ask({}, { headers: { 'crex-role': MARKER } }),
      api.ask({}, { token: `${MARKER}.${MARKER}.${MARKER}` }),
      api.ask({}, { token: await api.token({ sub: MARKER.repeat(20) }) }),
      get(`${MARKER}${query}`),
      api.send(`/${MARKER}${query}`, { headers: key }),
      api.send(`/%zz${MARKER}`, { headers: key }),
    ];
    for (const each of sent) {
      const text = JSON.stringify(await problemOf(await each));
      expect(text).not.toContain(MARKER);
      expect(text).not.toContain('1971-01-01');
    }
    const [, payload = ''] = (await api.token()).split('.');
    const log = api.lines.join('');
    expect(log).toContain('"route":"/api/v1/requests"');
    for (const secret of [MARKER, '1971-01-01', '30123456', 'Ejemplo', 'AR-4711', identity.names[0]!.full, payload]) {
      expect(log).not.toContain(secret);
    }
  });
});
