import type { AnswerBody, NotificationBody, Person, Role } from '#libs/protocol';
import { hostileMessage, type HostileMessage, type Plan } from '../../../../test/hostile/hostile-message.js';
import { convicted, TwoNodes } from '../../../../test/hostile/two-nodes.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { inTransaction } from '#libs/platform';
import { readReference } from '../erasure/read-reference.js';
import { subjectReferences } from '../log/references.js';
import { registerVerbs } from '../register/register-verbs.js';
import { NodeApi } from '../staff/node-api.jest.js';
import { ForeignConvictions } from './foreign-conviction.store.js';
import { NotificationStore } from './notification.store.js';

const operator = { kind: 'operator', id: 'op-1' } as const;
const clerk = { kind: 'official', id: 'AR-C1', role: 'clerk', authority: 'Registro Nacional' } as const;

/** Nationals of both countries. Argentina knows them under numbers of its own, with no conviction. */
const people = Array.from({ length: 14 }, (_, index) => convicted(index, { nationalities: ['BR', 'AR'] }));
const known = people
  .slice(0, 10)
  .map((person, index): Person => ({ ...person, personId: `AR-${index}`, convictions: [] }));

describe('a notification', () => {
  let nodes: TwoNodes;
  let numbers = 500;
  beforeAll(async () => {
    nodes = await TwoNodes.start({ ar: known, br: [convicted(30)] });
  });
  afterAll(() => nodes[Symbol.asyncDispose]());

  const register = () => registerVerbs(nodes.br.base);
  const person = (index: number) => people[index]!;
  const convictionOf = (index: number) => person(index).convictions[0]!;
  async function exchange(): Promise<void> {
    await nodes.br.verbs.notify.sendNotifications.run();
    await nodes.exchange();
  }
  const create = (index: number, more: Partial<Person> = {}) =>
    register().createPerson.run(operator, { ...person(index), ...more }, 'NEW-RECORD');
  const owed = (country = 'AR') =>
    nodes.br.query<Record<string, unknown>>('SELECT * FROM notification WHERE country = $1 ORDER BY number', [country]);
  const lastOwed = async () => (await owed()).at(-1);
  const stored = (sender = 'BR') =>
    nodes.ar.query<Record<string, unknown>>(
      `SELECT *, record->'conviction'->>'id' AS id FROM foreign_conviction WHERE sender = $1 ORDER BY received_at, message_id`,
      [sender],
    );
  const storedOf = async (index: number) => (await stored()).find(({ person_id: id }) => id === `AR-${index}`);

  /** A notification of UY, which has no node here. */
  async function ofUy(
    about: Person,
    version: number,
    more: Partial<NotificationBody> = {},
    plan: Partial<Plan> = {},
  ): Promise<HostileMessage> {
    const { personId: _id, convictions, ...subject } = about;
    const id = `UY:JLP:${convictions[0]!.id}`;
    const conviction = { ...convictions[0]!, id, convictingCountry: 'UY', version };
    const body = { ...sampleBodies.NOT, convictionId: id, version, subject, conviction, ...more };
    const { conviction: _conviction, ...deletion } = body;
    const made = await hostileMessage(nodes.alliance, {
      ...{ from: 'UY', to: 'AR', kind: 'NOT', number: (numbers += 1), now: nodes.clock.nowMs() / 1000, ...plan },
      body: body.action === 'DELETE' ? deletion : body,
    });
    nodes.broker.box('AR').envelopes.push(made.line);
    await nodes.ar.receive();
    return made;
  }
  const said = async ({ id }: HostileMessage) =>
    (await nodes.ar.query<{ body: object }>('SELECT body FROM outbox WHERE in_reply_to = $1 ORDER BY created_at', [id])).map(({ body }) => body); // prettier-ignore

  it('tells a country of nationality of a new conviction; it is stored with the person, and both logs say so', async () => {
    await create(0);
    expect(await owed()).toMatchObject([{ state: 'NEW', action: 'CONVICTION', version: null }]);
    await exchange();
    expect(await storedOf(0)).toMatchObject({
      ...{ state: 'STORED', version: 1, id: convictionOf(0).id },
      record: { conviction: { transmittable: { criminal: 'Y', other: 'N' } } },
    });
    expect(await owed()).toMatchObject([{ state: 'STORED', version: 1, about: null }]);
    const [sent, received] = await Promise.all([nodes.br.entries('NOTIFICATION'), nodes.ar.entries('NOTIFICATION')]);
    expect(sent).toMatchObject([{ from: 'BR', to: 'AR', action: 'CONVICTION', version: 1 }]);
    expect(received).toMatchObject([{ bodyDigest: sent[0]!['bodyDigest'], action: 'CONVICTION', version: 1 }]);
    for (const node of [nodes.ar, nodes.br]) {
      expect((await node.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject({ from: 'AR', to: 'BR', result: 'STORED' });
      const [reference = ''] = subjectReferences(person(0));
      const found = await node.base.log.entriesFoundBy(node.database.sql, 'subject', reference);
      expect(found.map(({ leaf }) => leaf.type)).toContain('NOTIFICATION');
    }
    const promised = await nodes.ar.query('SELECT answerer FROM promise');
    expect(promised).toEqual([{ answerer: 'BR' }]);
  });

  it('goes to no country of which the person is no national, nor home, and of no conviction that may not leave', async () => {
    const before = (await nodes.br.query('SELECT 1 FROM notification')).length;
    await create(12, { nationalities: ['BR'] });
    const [conviction] = person(13).convictions;
    const kept = [
      { ...conviction!, id: 'a', transmittable: { criminal: 'N', other: 'N' } },
      { ...conviction!, id: 'b', recordKind: 'POLICE_ENTRY' },
      { ...conviction!, id: 'c', convictingCountry: 'UY' },
    ] as const;
    await create(13, { convictions: kept });
    expect(await nodes.br.query('SELECT 1 FROM notification')).toHaveLength(before);
  });

  it('waits for a member that is suspended', async () => {
    await create(10, { nationalities: ['GY'] });
    await exchange();
    expect(await owed('GY')).toMatchObject([{ state: 'NEW', code: 'requester.recipient-suspended' }]);
  });

  it('is followed by updates and the deletion, and by none where nothing has changed', async () => {
    await create(1);
    await exchange();
    const [conviction] = person(1).convictions;
    const corrected = { ...person(1), convictions: [{ ...conviction!, fileNumber: 'corrected' }] };
    await register().correctPerson.run(operator, corrected, 'CLERICAL-ERROR');
    await exchange();
    expect(await storedOf(1)).toMatchObject({ version: 2, record: { conviction: { fileNumber: 'corrected' } } });
    expect(await lastOwed()).toMatchObject({ action: 'UPDATE', version: 2, state: 'STORED' });
    const { length } = await owed();
    expect(await register().notifyDue.run()).toMatchObject({ noted: 0 });
    expect(await owed()).toHaveLength(length);

    await register().removePerson.run(operator, person(1).personId, 'RECORD-REMOVED');
    await exchange();
    expect(await lastOwed()).toMatchObject({ action: 'DELETE', version: 3, state: 'STORED', about: null });
    expect(await storedOf(1)).toBeUndefined();
    expect((await stored()).filter(({ state }) => state === 'DELETED')).toMatchObject([
      { record: null, person_id: null },
    ]);
  });

  it('is taken back from a country of which the person is no national any more', async () => {
    await create(2);
    await exchange();
    await register().correctPerson.run(operator, { ...person(2), nationalities: ['BR'] }, 'CLERICAL-ERROR');
    await exchange();
    expect(await lastOwed()).toMatchObject({ action: 'DELETE', state: 'STORED' });
    expect(await storedOf(2)).toBeUndefined();
  });

  it('that has not left is replaced by what is true now', async () => {
    await create(3);
    await register().correctPerson.run(operator, { ...person(3), sex: 9 }, 'CLERICAL-ERROR');
    expect(await lastOwed()).toMatchObject({ action: 'CONVICTION', state: 'NEW' });
    await register().correctPerson.run(operator, { ...person(3), sex: 9, convictions: [] }, 'COURT-ORDER');
    expect((await owed()).filter(({ state }) => state === 'NEW')).toEqual([]);
  });

  it('is told on only for what it may be told for; when it changes, those who were told hear of it', async () => {
    await create(4);
    await exchange();
    const { names, birthPlace, documents, birthDate } = person(4);
    const subject = { names, birthPlace, documents, ...(birthDate !== undefined && { birthDate }) };
    const ask = async (purpose: 'C1' | 'P1', key: string) => {
      const plan = {
        from: 'UY',
        to: 'AR',
        kind: 'REQ',
        number: (numbers += 1),
        now: nodes.clock.nowMs() / 1000,
      } as const;
      const made = await hostileMessage(nodes.alliance, {
        ...plan,
        body: { ...sampleBodies.REQ, purpose, subject, caseReference: key, legalBasis: 'MERCOSUR-SAN-LUIS-1996' },
      });
      nodes.broker.box('AR').envelopes.push(made.line);
      await nodes.ar.receive();
      return (await said(made)) as AnswerBody[];
    };
    const [told] = await ask('C1', 'one');
    expect(told).toMatchObject({ outcome: 'RECORDS', record: { convictions: [{ id: convictionOf(4).id }] } });
    const [other] = await ask('P1', 'two');
    expect(other?.outcome).not.toBe('RECORDS');
    await nodes.ar.verbs.deliver.run();

    await register().removePerson.run(operator, person(4).personId, 'RECORD-REMOVED');
    await exchange();
    expect(await nodes.ar.query(`SELECT country, reason FROM recall`)).toEqual([
      { country: 'UY', reason: 'CORRECTED' },
    ]);
    const [after] = await ask('C1', 'three');
    expect(after).toMatchObject({ outcome: 'NO_RECORD' });
  });

  it.each<[string, string, Partial<Person>]>([['is no national', 'NOT_A_NATIONAL', { nationalities: ['UY'] }]])(
    'of somebody who %s is refused',
    async (_name, reason, change) => {
      const made = await ofUy({ ...person(5), ...change }, 1);
      expect(await said(made)).toMatchObject([{ result: 'REFUSED', reason }]);
      expect((await nodes.ar.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject({ result: 'REFUSED', reason });
      expect((await stored('UY')).at(-1)).toMatchObject({ state: 'REFUSED', record: null, person_id: null });
    },
  );

  it('of somebody who is dead in the register is refused', async () => {
    const { correctPerson } = registerVerbs(nodes.ar.base);
    await correctPerson.run(operator, { ...known[9]!, deceased: '2020-01-01' }, 'NEW-RECORD');
    expect(await said(await ofUy(person(9), 1))).toMatchObject([{ result: 'REFUSED', reason: 'DECEASED' }]);
  });

  it('waits for the version before it, and counts when that has come', async () => {
    const second = await ofUy(person(6), 2);
    expect(await said(second)).toEqual([]);
    const first = await ofUy(person(6), 1);
    expect(await said(first)).toMatchObject([{ result: 'STORED' }]);
    await nodes.ar.hurry();
    await nodes.ar.work();
    expect(await said(second)).toMatchObject([{ result: 'STORED' }]);
    expect((await stored('UY')).find(({ person_id: id }) => id === 'AR-6')).toMatchObject({ version: 2 });
    // and an old one that comes again changes nothing
    expect(await said(await ofUy(person(6), 1))).toMatchObject([{ result: 'STORED' }]);
    expect((await stored('UY')).find(({ person_id: id }) => id === 'AR-6')).toMatchObject({ version: 2 });
  });

  it('waits no longer than its own time: each version is whole', async () => {
    const late = await ofUy(person(7), 5);
    await nodes.advanceDays(2);
    await nodes.ar.hurry();
    await nodes.ar.work();
    expect(await said(late)).toMatchObject([{ result: 'STORED' }]);
  });

  it('of a deletion waits for nothing, and wins over every version before it', async () => {
    const deletion = await ofUy(person(8), 3, { action: 'DELETE' });
    expect(await said(deletion)).toMatchObject([{ result: 'STORED' }]);
    for (const version of [1, 2, 3]) {
      expect(await said(await ofUy(person(8), version))).toMatchObject([{ result: 'STORED' }]);
      expect((await stored('UY')).find(({ person_id: id }) => id === 'AR-8')).toBeUndefined();
    }
    expect(await said(await ofUy(person(8), 4))).toMatchObject([{ result: 'STORED' }]);
    expect((await stored('UY')).find(({ person_id: id }) => id === 'AR-8')).toMatchObject({ version: 4 });
  });

  it('that is recalled is not told any more', async () => {
    const made = await ofUy(person(8), 5);
    const body = { ...sampleBodies.RECALL, answerDigest: made.contentDigest };
    const recall = await hostileMessage(nodes.alliance, {
      ...{ from: 'UY', to: 'AR', kind: 'RECALL', number: (numbers += 1), now: nodes.clock.nowMs() / 1000, body },
    });
    nodes.broker.box('AR').envelopes.push(recall.line);
    await nodes.ar.receive();
    expect(await said(recall)).toMatchObject([{ result: 'MARKED' }]);
    expect((await stored('UY')).find(({ person_id: id }) => id === 'AR-8')).toMatchObject({ state: 'RECALLED' });
  });

  it('of a person whom the register does not know waits for a clerk, who places or refuses it', async () => {
    const { viewNotifications, decideNotification } = nodes.ar.verbs.notify;
    await create(10 + 1);
    await exchange();
    expect(await lastOwed()).toMatchObject({ state: 'WAITING' });
    const [first] = await viewNotifications.run(clerk);
    expect(first).toMatchObject({ sender: 'BR', record: { subject: { names: person(11).names } } });
    expect((await nodes.ar.entries('VIEW')).at(-1)).toMatchObject({
      object: 'REGISTER',
      target: first!.notificationId,
    });
    const views = await nodes.ar.base.log.entriesFoundBy(
      nodes.ar.database.sql,
      'subject',
      subjectReferences(person(11))[0]!,
    );
    expect(views.map(({ leaf }) => leaf.type)).toContain('VIEW');
    const decide = (decision: Parameters<typeof decideNotification.run>[2]) =>
      decideNotification.run(clerk, first!.notificationId, decision);
    await expect(decide({ result: 'STORED', personId: 'AR-nobody' })).rejects.toMatchObject({
      code: 'notify.unknown-person',
    });
    await registerVerbs(nodes.ar.base).createPerson.run(
      operator,
      { ...person(11), personId: 'AR-11', convictions: [] },
      'NEW-RECORD',
    );
    await decide({ result: 'STORED', personId: 'AR-11' });
    await expect(decide({ result: 'REFUSED', reason: 'NOT_IDENTIFIED' })).rejects.toMatchObject({
      code: 'notify.not-waiting',
    });
    await exchange();
    expect(await lastOwed()).toMatchObject({ state: 'STORED', about: null });
    expect(await storedOf(11)).toMatchObject({ state: 'STORED', id: convictionOf(11).id });
    expect(await viewNotifications.run(clerk)).toEqual([]);

    const stranger = await ofUy(convicted(31, { nationalities: ['AR'] }), 1);
    const [waiting] = await viewNotifications.run(clerk);
    await decideNotification.run(clerk, waiting!.notificationId, { result: 'REFUSED', reason: 'NOT_IDENTIFIED' });
    expect(await said(stranger)).toMatchObject([
      { result: 'WAITING' },
      { result: 'REFUSED', reason: 'NOT_IDENTIFIED' },
    ]);
    expect((await stored('UY')).filter(({ state }) => state === 'REFUSED').at(-1)).toMatchObject({ record: null });
  });

  it('is shown with who of the register may be meant, and they are found by the look', async () => {
    const { viewNotifications, decideNotification } = nodes.ar.verbs.notify;
    const { names, birthDate, documents, sex } = person(3);
    const made = await ofUy({ ...person(3), documents: [], sex: sex === 1 ? 2 : 1 }, 1);
    expect(await said(made)).toMatchObject([{ result: 'WAITING' }]);
    const waiting = (await viewNotifications.run(clerk)).at(-1);
    expect(waiting?.candidates).toMatchObject([{ personId: 'AR-3', identity: { names, birthDate } }]);
    const [reference = ''] = subjectReferences({ documents });
    const views = await nodes.ar.base.log.entriesFoundBy(nodes.ar.database.sql, 'subject', reference);
    expect(views.map(({ leaf }) => leaf.type)).toContain('VIEW');
    await decideNotification.run(clerk, waiting!.notificationId, { result: 'REFUSED', reason: 'NOT_IDENTIFIED' });
  });

  it('is shown to clerks, and decided by them alone, over HTTP', async () => {
    await using api = await NodeApi.start(nodes.ar);
    const by = (role: Role) => ({ id: 'AR-C2', role, authority: 'Registro Nacional' });
    const list = (role: Role = 'clerk') => api.call(by(role), 'clerk/notifications');
    const decide = (id: string, body: unknown, role: Role = 'clerk') =>
      api.call(by(role), `clerk/notifications/${id}/decision`, body);
    const stranger = convicted(32, { nationalities: ['AR'] });
    const made = await ofUy(stranger, 1);
    const looks = (await nodes.ar.entries('VIEW')).length;
    const count = (role: Role = 'clerk') => api.call(by(role), 'clerk/notifications/count');
    expect(await count()).toMatchObject({ status: 200, body: { waiting: 1 } });
    expect(await nodes.ar.entries('VIEW')).toHaveLength(looks);
    const shown = (await list()).body as { notifications: { notificationId: string }[] };
    expect(shown.notifications).toMatchObject([
      { country: 'UY', person: { names: stranger.names }, conviction: { convictingCountry: 'UY' } },
    ]);
    const [{ notificationId: id } = { notificationId: '' }] = shown.notifications;
    expect((await nodes.ar.entries('VIEW')).at(-1)).toMatchObject({ target: id });

    const states = async () => (await stored('UY')).map(({ state }) => state);
    const before = await states();
    for (const role of ['investigator', 'prosecutor', 'registrar', 'auditor', 'operator'] as const) {
      expect((await list(role)).body).toMatchObject({ code: 'staff.no-role' });
      expect((await count(role)).body).toMatchObject({ code: 'staff.no-role' });
      expect((await decide(id, { result: 'REFUSED', reason: 'NOT_IDENTIFIED' }, role)).status).toBe(403);
    }
    for (const [body, status, code] of [
      [{ result: 'STORED' }, 422, 'clerk.invalid-input'],
      [{ result: 'REFUSED', reason: 'BECAUSE' }, 422, 'clerk.invalid-input'],
      [{ result: 'STORED', personId: 'AR-nobody' }, 422, 'notify.unknown-person'],
    ] as const) {
      expect(await decide(id, body)).toMatchObject({ status, body: { code } });
    }
    expect(await decide('1', {})).toMatchObject({ status: 404, body: { code: 'clerk.not-found' } });
    expect(await states()).toEqual(before);

    expect((await decide(id, { result: 'REFUSED', reason: 'NOT_IDENTIFIED' })).status).toBe(204);
    expect((await said(made)).at(-1)).toMatchObject({ result: 'REFUSED', reason: 'NOT_IDENTIFIED' });
    expect(await decide(id, { result: 'REFUSED', reason: 'NOT_IDENTIFIED' })).toMatchObject({
      ...{ status: 409, body: { code: 'notify.not-waiting' } },
    });
    expect((await list()).body).toEqual({ notifications: [] });
    expect((await count()).body).toEqual({ waiting: 0 });
  });

  it('follows an import when it is asked to; without, only of what countries hold already', async () => {
    const more = [convicted(40, { nationalities: ['AR'] }), convicted(41, { nationalities: ['AR'] })];
    const before = await owed();
    await nodes.br.importRegister(more.slice(0, 1));
    expect(await owed()).toEqual(before);
    expect((await register().notifyDue.run()).noted).toBe(1);
    await exchange();
    const changed = { ...more[0]!, convictions: [{ ...more[0]!.convictions[0]!, fileNumber: 'changed' }] };
    await nodes.br.importRegister([changed, more[1]!]);
    expect((await owed()).slice(before.length)).toMatchObject([
      { action: 'CONVICTION', state: 'WAITING' },
      { action: 'UPDATE', state: 'NEW' },
    ]);
    await nodes.br.importRegister([{ ...more[1]!, sex: 9 }], { notify: true });
    expect((await owed()).slice(before.length + 2)).toMatchObject([{ action: 'CONVICTION', state: 'NEW' }]);
  });

  it('is not answered by a reply to something else', async () => {
    const plan = {
      from: 'AR',
      to: 'BR',
      kind: 'NRS',
      number: (numbers += 1),
      now: nodes.clock.nowMs() / 1000,
    } as const;
    const made = await hostileMessage(nodes.alliance, { ...plan, requestDigest: sampleBodies.REQ.salt });
    nodes.broker.box('BR').envelopes.push(made.line);
    await nodes.br.receive();
    expect(await nodes.br.query('SELECT code FROM inbox WHERE message_id = $1', [made.id])).toEqual([
      { code: 'requester.reply-to-nothing' },
    ]);
  });

  it('of which nothing has left is reached by an order of erasure; a deletion leaves first', async () => {
    await nodes.br.query(`UPDATE notification SET next_at = 9e12 WHERE state = 'NEW'`);
    const [document] = person(9).documents;
    const reference = `number:${document!.country}:${document!.type}:${document!.number}`;
    const order = {
      of: readReference(reference, 'BR'),
      ...{ groups: ['subject' as const], ground: 'COURT-ORDER' },
    };
    const { eraseByOrder } = nodes.br.verbs;
    await create(9, { personId: 'BR-unsent', nationalities: ['BR', 'AR'] });
    expect(await lastOwed()).toMatchObject({ state: 'NEW', version: null, about: { personId: 'BR-unsent' } });
    const others = (await owed()).filter(({ state, version }) => state === 'NEW' && version === null).length - 1;
    expect(await eraseByOrder.run(operator, { ...order, groups: ['detail'] })).toMatchObject({ unsent: { ended: 0 } });
    expect((await eraseByOrder.run(operator, order)).unsent).toEqual({ ended: 1, deletions: 0 });
    expect(await lastOwed()).toMatchObject({ state: 'SUPERSEDED', about: null });
    expect((await eraseByOrder.run(operator, order)).unsent).toEqual({ ended: 0, deletions: 0 });
    expect((await owed()).filter(({ state, version }) => state === 'NEW' && version === null)).toHaveLength(others);

    await nodes.br.query(
      `INSERT INTO notification (notification_id, conviction, country, told, action, state, about, change, next_at, created_at)
       SELECT gen_random_uuid(), sha256('another'), country, told, 'DELETE', 'NEW', $1, change, 0, created_at
       FROM notification ORDER BY number DESC LIMIT 1`,
      [{ personId: 'gone', convictionId: 'gone', subject: { names: [], documents: [document] } }],
    );
    expect((await eraseByOrder.run(operator, order)).unsent).toEqual({ ended: 0, deletions: 1 });
    expect(await lastOwed()).toMatchObject({ action: 'DELETE', state: 'NEW' });
    await nodes.br.query(`DELETE FROM notification WHERE conviction = sha256('another')`);
  });

  it('is forgotten at both ends when nobody holds the conviction any more, and long after', async () => {
    const [store, foreign] = [new NotificationStore(), new ForeignConvictions(nodes.ar.base.log)];
    const forget = (before: Date) => inTransaction(nodes.br.base.database, (tx) => store.forget(tx, before));
    const forgetForeign = (before: Date) => inTransaction(nodes.ar.base.database, (tx) => foreign.forget(tx, before));
    const held = (await nodes.br.query(`SELECT DISTINCT conviction, country FROM notification WHERE state IN ('NEW', 'SENT', 'WAITING', 'REJECTED')
      OR (state = 'STORED' AND action <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM notification d WHERE d.conviction = notification.conviction
        AND d.country = notification.country AND d.action = 'DELETE' AND d.state = 'STORED' AND d.version > notification.version))`)).length; // prettier-ignore
    expect(await forget(new Date(0))).toBe(0);
    expect(await forgetForeign(new Date(0))).toBe(0);
    const later = new Date(nodes.clock.nowMs() + 1);
    expect(await forget(later)).toBeGreaterThan(0);
    expect(await forgetForeign(later)).toBeGreaterThan(0);
    expect(await nodes.br.query('SELECT DISTINCT conviction, country FROM notification')).toHaveLength(held);
    expect(await nodes.ar.query(`SELECT 1 FROM foreign_conviction WHERE state IN ('DELETED', 'REFUSED')`)).toEqual([]);
    expect((await stored()).length).toBeGreaterThan(0);
    const report = await nodes.br.verbs.eraseDue.run({ kind: 'node' });
    expect(report).toMatchObject({ notifications: 0, foreignConvictions: 0 });
  });

  it('that waits for a clerk is superseded when a later one is answered; one that was withheld is not the last told', async () => {
    await create(12, { personId: 'BR-12', nationalities: ['BR', 'AR'] });
    await exchange();
    expect(await lastOwed()).toMatchObject({ action: 'CONVICTION', state: 'WAITING' });
    const changed = { ...person(12), personId: 'BR-12', nationalities: ['BR', 'AR'] };
    const conviction = convictionOf(12);
    await register().correctPerson.run(
      operator,
      { ...changed, convictions: [{ ...conviction, fileNumber: 'changed' }] },
      'CLERICAL-ERROR',
    );
    await exchange();
    expect((await owed()).slice(-2)).toMatchObject([
      { action: 'CONVICTION', state: 'SUPERSEDED', about: null },
      { action: 'UPDATE', state: 'WAITING' },
    ]);
    await nodes.br.query(
      `INSERT INTO notification (notification_id, conviction, country, told, action, state, change, next_at, created_at, ended_at)
       SELECT gen_random_uuid(), conviction, country, sha256('withheld'), 'UPDATE', 'WITHHELD', change, 0, created_at, created_at
       FROM notification ORDER BY number DESC LIMIT 1`,
    );
    await register().correctPerson.run(operator, { ...changed, convictions: [] }, 'COURT-ORDER');
    await exchange();
    expect(await lastOwed()).toMatchObject({ action: 'DELETE', state: 'STORED' });
    expect((await owed()).at(-3)).toMatchObject({ action: 'UPDATE', state: 'SUPERSEDED' });
  });

  it('that did not arrive is sent again under the same version; silence is an alarm', async () => {
    await exchange();
    await create(2 + 1, { personId: 'BR-again', nationalities: ['BR', 'AR'] });
    await nodes.br.verbs.notify.sendNotifications.run();
    const version = (await lastOwed())?.['version'];
    await nodes.br.verbs.deliver.run();
    nodes.broker.box('AR').envelopes = [];
    await nodes.advanceDays(8);
    await nodes.br.verbs.notify.sendNotifications.run();
    const alarms = () => nodes.br.query(`SELECT key FROM alarm WHERE kind = 'notification-unanswered' AND cleared_at IS NULL`); // prettier-ignore
    expect(await alarms()).toEqual([{ key: 'AR' }]);
    await nodes.br.verbs.deliver.endOverdue();
    expect(await lastOwed()).toMatchObject({ state: 'NEW', code: 'requester.expired' });
    await nodes.advanceDays(1);
    await exchange();
    expect(await lastOwed()).toMatchObject({ state: 'STORED', version });
    await nodes.br.verbs.notify.sendNotifications.run();
    expect(await alarms()).toEqual([]);
  });
});
