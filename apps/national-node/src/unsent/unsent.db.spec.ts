import { randomUUID } from 'node:crypto';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { newRequestExample } from '../ask/new-request.js';
import { NodeApi, type Caller } from '../staff/node-api.jest.js';

const AUTHORITY = 'Policía Federal';
const ana: Caller = { id: 'AR-ANA', role: 'investigator', authority: AUTHORITY };
const rui: Caller = { id: 'AR-RUI', role: 'investigator', authority: AUTHORITY };
const eva: Caller = { id: 'AR-EVA', role: 'investigator', authority: 'Gendarmería' };
const clerk: Caller = { id: 'AR-CLE', role: 'clerk', authority: AUTHORITY };
const DAY = 86_400_000;

/** Argentina's policy: what is urgent is sent by two. */
const policies = [
  {
    ...{ name: 'ar.cedar', narrows: true },
    text: `@id("two")\n@title("two")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")
forbid (principal, action == Action::"askAlone", resource) when { context.urgency == Urgency::"URGENT" };`,
  },
];

describe('a request before it is sent', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'], policies });
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const urgent = { ...newRequestExample, to: ['BR', 'JM'], urgency: 'URGENT' };
  const key = () => ({ 'idempotency-key': randomUUID() });
  const messages = async () => (await suite.node.rows()).outbox;
  const rowOf = async (id: unknown) =>
    (
      await suite.node.query<{ state: string; content: Buffer | null; approved_by: string | null }>(
        'SELECT state, content, approved_by FROM unsent_request WHERE request_id = $1',
        [id],
      )
    )[0];
  const actions = async (id: unknown) =>
    (await suite.node.entries('DRAFT')).filter(({ target }) => target === id).map(({ action }) => action);
  const part = async (entry: Record<string, unknown> | undefined, type: 'ASK' | 'DRAFT', group: 'actor' | 'detail') => {
    const read = await suite.node.base.log.readPart(suite.node.database.sql, String(entry?.['eventId']), type, group);
    return read.status === 'open' ? read.value : read.status;
  };
  const kept = async (request: object, by = ana) => {
    const made = await api.call(by, 'drafts', { request });
    expect(made.status).toBe(201);
    return String(made.body['id']);
  };
  const waiting = async (change: object = {}, by = ana) => {
    const made = await api.call(by, 'requests', { ...urgent, ...change }, key());
    expect([made.status, made.body['unsent']]).toEqual([202, expect.objectContaining({ state: 'AWAITING_APPROVAL' })]);
    return String(made.body['id']);
  };
  const decide = (by: Caller, id: string, decision: string, more: object = {}) =>
    api.call(by, `requests/${id}/approval`, { decision, ...more });
  const refused = (status: number, code: string) =>
    expect.objectContaining({ status, body: expect.objectContaining({ code }) as object }) as object;

  describe('as a draft', () => {
    it('is kept unfinished and encrypted, and nobody else sees it', async () => {
      const before = await messages();
      const id = await kept({ purpose: 'C2', caseReference: 'Zzquirquincho 4' });
      expect((await rowOf(id))?.content?.includes('Zzquirquincho')).toBe(false);
      expect((await api.call(ana, `drafts/${id}`)).body).toEqual({
        ...{ id, kind: 'REQ', state: 'DRAFT', countries: [] },
        ...{ createdAt: '2026-11-22T12:00:00.000Z', changedAt: '2026-11-22T12:00:00.000Z' },
        ...{ lapsesAt: '2026-12-22T12:00:00.000Z', request: { purpose: 'C2', caseReference: 'Zzquirquincho 4' } },
      });
      expect((await suite.node.entries('VIEW')).at(-1)).toMatchObject({ object: 'QUESTION', target: id });
      const own = (await api.call(ana, 'drafts')).body['drafts'] as { id: string }[];
      expect(own.map((each) => each.id)).toContain(id);
      expect(JSON.stringify(own)).not.toContain('Zzquirquincho');
      expect((await api.call(rui, 'drafts')).body).toEqual({ drafts: [] });
      const change = { request: {} };
      for (const call of [
        api.call(rui, `drafts/${id}`),
        api.call(rui, `drafts/${id}`, change, { method: 'PUT' }),
        api.call(rui, `drafts/${id}`, undefined, { method: 'DELETE' }),
        api.call(rui, `drafts/${id}/submission`, {}),
        api.call(rui, `approvals/${id}`),
        decide(rui, id, 'APPROVE'),
        api.call(ana, 'drafts/none'),
      ]) {
        expect(await call).toEqual(refused(404, 'ask.not-found'));
      }
      expect([await actions(id), await messages()]).toEqual([['KEPT'], before]);
    });

    it('is checked for its form alone, and in full when it is submitted', async () => {
      const wrong = { request: { purpose: 4, Zzmember: 'x' } };
      expect(await api.call(ana, 'drafts', wrong)).toEqual(refused(422, 'ask.invalid-input'));
      expect(await api.call(ana, 'drafts', '{"request":')).toEqual(refused(400, 'platform.invalid-json'));
      const id = await kept({ purpose: 'C2', subject: { anything: 'goes' } });
      const early = await api.call(ana, `drafts/${id}/submission`, {});
      expect(early).toEqual(refused(422, 'ask.invalid-input'));
      expect(await rowOf(id)).toMatchObject({ state: 'DRAFT' });
      const change = { request: { ...newRequestExample, purpose: 'P3' } };
      expect((await api.call(ana, `drafts/${id}`, change, { method: 'PUT' })).status).toBe(204);
      expect(await api.call(ana, `drafts/${id}/submission`, {})).toEqual(refused(403, 'ask.not-allowed'));
      expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject({ code: 'ask.not-allowed' });
    });

    it('is submitted once, by the steps of a question that was never a draft, under its own id', async () => {
      const id = await kept(newRequestExample);
      const sent = await api.call(ana, `drafts/${id}/submission`, {});
      expect([sent.status, sent.body]).toEqual([202, { id, kind: 'REQ' }]);
      expect(sent.headers.get('location')).toBe(`/api/v1/requests/${id}`);
      const shown = (await api.call(ana, `requests/${id}`)).body;
      expect(shown).not.toHaveProperty('unsent');
      expect(shown['questions']).toHaveLength(2);
      expect(await rowOf(id)).toEqual({ state: 'SUBMITTED', content: null, approved_by: null });
      const before = await messages();
      expect(await api.call(ana, `drafts/${id}/submission`, {})).toEqual(refused(409, 'ask.not-a-draft'));
      expect(await api.call(ana, `drafts/${id}`, { request: {} }, { method: 'PUT' })).toEqual(
        refused(409, 'ask.not-a-draft'),
      );
      expect(await api.call(ana, `drafts/${id}`)).toEqual(refused(404, 'ask.not-found'));
      expect(await messages()).toBe(before);
      const ask = (await suite.node.entries('ASK')).at(-1);
      expect(await part(ask, 'ASK', 'detail')).toMatchObject({ requestId: id });
    });

    it('of a query becomes a query', async () => {
      const made = await api.call(ana, 'drafts', { kind: 'QUERY', request: { ...newRequestExample, to: 'ALL' } });
      const id = String(made.body['id']);
      const sent = await api.call(ana, `drafts/${id}/submission`, {});
      expect(sent.headers.get('location')).toBe(`/api/v1/queries/${id}`);
      expect((await api.call(ana, `queries/${id}`)).body['countries']).toHaveLength(2);
    });

    it('is not submitted in another form than the one that was checked', async () => {
      const id = await kept(newRequestExample);
      const draft = { requestId: id, kind: 'REQ', version: 1 } as const;
      expect((await api.call(ana, `drafts/${id}`, { request: {} }, { method: 'PUT' })).status).toBe(204);
      const submitted = suite.node.verbs.sending.ask.submit({ kind: 'official', ...ana }, draft, newRequestExample);
      await expect(submitted).rejects.toMatchObject({ code: 'ask.draft-changed' });
    });

    it('is discarded, and what was written is gone', async () => {
      const id = await kept(newRequestExample);
      expect((await api.call(ana, `drafts/${id}`, undefined, { method: 'DELETE' })).status).toBe(204);
      expect(await rowOf(id)).toMatchObject({ state: 'DISCARDED', content: null });
      expect(await actions(id)).toEqual(['KEPT', 'DISCARDED']);
      expect((await api.call(ana, `requests/${id}`)).body).toMatchObject({ unsent: { state: 'DISCARDED' } });
      expect(await api.call(ana, `drafts/${id}/submission`, {})).toEqual(refused(409, 'ask.not-a-draft'));
    });

    it('is one of a hundred at most', async () => {
      const many: Caller = { ...ana, id: 'AR-MANY' };
      for (let made = 0; made < 100; made += 1) {
        await suite.node.verbs.sending.keepDraft.keep({ kind: 'official', ...many }, 'REQ', {});
      }
      expect(await api.call(many, 'drafts', { request: {} })).toEqual(refused(409, 'ask.too-many-drafts'));
    });
  });

  describe('where the policy wants a second person', () => {
    it('waits, and nothing leaves; the same key gives the same request', async () => {
      const before = await messages();
      const headers = key();
      const first = await api.call(ana, 'requests', urgent, headers);
      expect([first.status, first.body]).toEqual([
        202,
        {
          ...{ id: first.body['id'], createdAt: '2026-11-22T12:00:00.000Z', questions: [] },
          // Sunday, and Monday is a holiday of Argentina: the third working day is Thursday
          unsent: { state: 'AWAITING_APPROVAL', countries: ['BR', 'JM'], lapsesAt: '2026-11-27T02:59:59.000Z' },
        },
      ]);
      expect((await api.call(ana, 'requests', urgent, headers)).body).toEqual(first.body);
      expect([await messages(), await suite.node.verbs.deliver.run()]).toEqual([before, expect.any(Number)]);
      const [requested] = (await suite.node.entries('DRAFT')).filter(({ target }) => target === first.body['id']);
      expect(requested).toMatchObject({ action: 'REQUESTED' });
      expect(await part(requested, 'DRAFT', 'detail')).toMatchObject({ asked: 'REQ', to: ['BR', 'JM'], purpose: 'C2' });
    });

    it('is seen by who may approve it, and by nobody else', async () => {
      const id = await waiting();
      const listOf = async (by: Caller) =>
        ((await api.call(by, 'approvals')).body['requests'] as { id: string }[]).map((each) => each.id);
      expect(await listOf(rui)).toContain(id);
      for (const other of [ana, eva, clerk]) expect(await listOf(other)).not.toContain(id);
      expect(JSON.stringify((await api.call(rui, 'approvals')).body)).not.toContain('Ejemplo');
      const views = (await suite.node.entries('VIEW')).length;
      for (const other of [ana, eva, clerk]) {
        expect(await api.call(other, `approvals/${id}`)).toEqual(refused(404, 'ask.not-found'));
      }
      expect(await suite.node.entries('VIEW')).toHaveLength(views);
      const seen = await api.call(rui, `approvals/${id}`);
      expect(seen.body).toMatchObject({ id, kind: 'REQ', askedBy: 'AR-ANA', role: 'investigator', request: urgent });
      expect((await suite.node.entries('VIEW')).at(-1)).toMatchObject({ object: 'QUESTION', target: id });
    });

    it('is not shown when the look cannot be logged', async () => {
      const id = await waiting();
      const { owner } = suite.node.database;
      await owner.query('ALTER TABLE audit_entry ADD CONSTRAINT shut CHECK (type <> $$VIEW$$) NOT VALID');
      expect(await api.call(rui, `approvals/${id}`)).toEqual(refused(503, 'ask.unavailable'));
      await owner.query('ALTER TABLE audit_entry DROP CONSTRAINT shut');
    });

    it('is approved by nobody who asks, of another authority, or in a role that may not ask it', async () => {
      const id = await waiting();
      const [before, entries] = [await messages(), (await suite.node.rows()).audit_entry];
      expect(await decide(ana, id, 'APPROVE')).toEqual(refused(403, 'ask.same-official'));
      expect(await decide(ana, id, 'REJECT')).toEqual(refused(403, 'ask.same-official'));
      expect(await decide({ ...ana, role: 'prosecutor' }, id, 'APPROVE')).toEqual(refused(403, 'ask.same-official'));
      for (const other of [eva, clerk]) {
        for (const decision of ['APPROVE', 'REJECT']) {
          expect(await decide(other, id, decision)).toEqual(refused(404, 'ask.not-found'));
        }
      }
      expect(await decide(rui, randomUUID(), 'APPROVE')).toEqual(refused(404, 'ask.not-found'));
      expect(await decide({ ...rui, role: 'auditor' }, id, 'APPROVE')).toEqual(refused(403, 'staff.no-role'));
      expect(await decide(rui, id, 'SEND')).toEqual(refused(422, 'ask.invalid-input'));
      expect(await rowOf(id)).toMatchObject({ state: 'AWAITING_APPROVAL' });
      expect([await messages(), (await suite.node.rows()).audit_entry]).toEqual([before, entries]);
    });

    it('is sent when another one of the authority approves it; the log says who', async () => {
      const id = await waiting();
      const before = await messages();
      expect((await decide(rui, id, 'APPROVE')).body).toEqual({ id, state: 'SUBMITTED' });
      expect(await messages()).toBe(before + 2);
      expect(await rowOf(id)).toEqual({ state: 'SUBMITTED', content: null, approved_by: 'AR-RUI' });
      const ask = (await suite.node.entries('ASK')).at(-1);
      expect(await part(ask, 'ASK', 'actor')).toEqual({
        ...{ kind: 'official', id: 'AR-ANA', role: 'investigator', authority: AUTHORITY },
        approvedBy: { id: 'AR-RUI', role: 'investigator', authority: AUTHORITY },
      });
      const found = await suite.node.base.log.entriesFoundBy(suite.node.database.sql, 'actor', 'AR-RUI');
      expect(found.map(({ leaf }) => leaf.eventId)).toContain(ask?.['eventId']);
      expect(await actions(id)).toEqual(['REQUESTED', 'APPROVED']);
      expect((await api.call(ana, `requests/${id}`)).body['questions']).toHaveLength(2);
      expect(await decide(rui, id, 'APPROVE')).toEqual(refused(404, 'ask.not-found'));
      expect(await messages()).toBe(before + 2);
    });

    it('is given back with a reason, changed, and waits again', async () => {
      const id = await waiting();
      const reason = 'El plazo no es urgente';
      expect((await decide(rui, id, 'REJECT', { reason })).body).toEqual({ id, state: 'DRAFT' });
      const draft = (await api.call(ana, `drafts/${id}`)).body;
      expect(draft).toMatchObject({ state: 'DRAFT', returned: { reason }, request: urgent });
      const returned = (await suite.node.entries('DRAFT')).at(-1);
      expect(await part(returned, 'DRAFT', 'detail')).toEqual({ reason });
      const change = { request: { ...urgent, to: ['BR'] } };
      await api.call(ana, `drafts/${id}`, change, { method: 'PUT' });
      expect((await api.call(ana, `drafts/${id}/submission`, {})).status).toBe(202);
      expect((await api.call(rui, `approvals/${id}`)).body).toMatchObject({ countries: ['BR'] });
      const before = await messages();
      expect((await decide(rui, id, 'APPROVE')).status).toBe(200);
      expect(await messages()).toBe(before + 1);
      expect(await actions(id)).toEqual(['REQUESTED', 'RETURNED', 'REQUESTED', 'APPROVED']);
    });

    it('is taken back by who asks', async () => {
      const id = await waiting();
      expect((await api.call(ana, `drafts/${id}`, undefined, { method: 'DELETE' })).status).toBe(204);
      expect(await decide(rui, id, 'APPROVE')).toEqual(refused(404, 'ask.not-found'));
    });

    it('of a query waits alike', async () => {
      const made = await api.call(ana, 'queries', { ...urgent, to: 'ALL' }, key());
      const id = String(made.body['id']);
      expect([made.status, made.body]).toMatchObject([202, { countries: [], unsent: { state: 'AWAITING_APPROVAL' } }]);
      expect((await api.call(rui, `approvals/${id}`)).body).toMatchObject({ kind: 'QUERY', countries: ['BR', 'JM'] });
      expect((await decide(rui, id, 'APPROVE')).status).toBe(200);
      expect((await api.call(ana, `queries/${id}`)).body['countries']).toHaveLength(2);
    });

    it('is refused at the approval when the policy, as it is then, refuses who asks', async () => {
      const id = await waiting();
      // as if the rules had become narrower: the role in which it was asked may ask no longer
      await suite.node.query(`UPDATE unsent_request SET role = 'clerk' WHERE request_id = $1`, [id]);
      const before = await messages();
      expect(await decide(rui, id, 'APPROVE')).toEqual(refused(403, 'ask.not-allowed'));
      expect([await messages(), await rowOf(id)]).toMatchObject([before, { state: 'AWAITING_APPROVAL' }]);
      expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject({ code: 'ask.not-allowed', to: 'BR' });
    });

    it('is held apart in the database, too: nobody approves their own', async () => {
      const id = await waiting();
      const forged = suite.node.query(
        `UPDATE unsent_request SET state = 'SUBMITTED', content = NULL, content_key = NULL, approved_by = asked_by
         WHERE request_id = $1`,
        [id],
      );
      await expect(forged).rejects.toThrow('unsent_request_check');
    });
  });

  it('lapses: what nobody approves in three working days, and a draft that nobody changes in thirty', async () => {
    const [draft, request] = [await kept(newRequestExample), await waiting()];
    const events = await suite.node.verbs.asking.followRequest.run(
      ...([{ kind: 'official', ...ana }, request, new AbortController().signal] as const),
    );
    expect((await events.next()).value).toMatchObject([
      { country: 'BR', state: 'AWAITING_APPROVAL', isFinal: false },
      { country: 'JM', state: 'AWAITING_APPROVAL', isFinal: false },
    ]);
    suite.clock.advance(4 * DAY);
    await suite.node.verbs.sending.lapseUnsent.run();
    expect(await rowOf(request)).toMatchObject({ state: 'AWAITING_APPROVAL' });
    suite.clock.advance(DAY);
    await suite.node.verbs.sending.lapseUnsent.run();
    expect([await rowOf(request), await rowOf(draft)]).toMatchObject([
      { state: 'DISCARDED', content: null },
      { state: 'DRAFT' },
    ]);
    expect((await events.next()).value).toMatchObject([{ state: 'DISCARDED' }, { state: 'DISCARDED' }]);
    expect(await actions(request)).toEqual(['REQUESTED', 'LAPSED']);
    expect(await decide(rui, request, 'APPROVE')).toEqual(refused(404, 'ask.not-found'));
    suite.clock.advance(26 * DAY);
    while ((await suite.node.verbs.sending.lapseUnsent.run()) > 0);
    expect(await rowOf(draft)).toMatchObject({ state: 'DISCARDED', content: null });
  });
});
