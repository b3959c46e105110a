import { mkdir, readFile, rm } from 'node:fs/promises';
import {
  BROKER,
  digestOf,
  signStatement,
  type CountryCode,
  type MemberId,
  type MessageItem,
  type RefusedItem,
} from '#libs/protocol';
import { itemOf } from '../../../../test/hostile/stand-in-broker.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const HOUR_MS = 3_600_000;
const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;

describe('what is sent', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM', 'GY'], ownAlliance: true });
  const { clock } = suite;
  let asked = 0;

  beforeEach(() => {
    suite.broker.answerPut = undefined;
  });

  async function ask(to: CountryCode = 'BR'): Promise<string> {
    const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
    const { requestId } = await suite.node.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: [to] });
    const [question] = await suite.node.query<{ id: string }>(
      'SELECT question_id AS id FROM question WHERE request_id = $1',
      [requestId],
    );
    return question?.id ?? '';
  }
  interface Sent {
    readonly state: string;
    readonly taken_receipt: string | null;
    readonly message_id: string | null;
    readonly line: Buffer | null;
    readonly stored_receipt: string | null;
    readonly code: string | null;
  }
  const sent = async (id: string) =>
    (await suite.node.query<Sent>('SELECT * FROM outbox WHERE event_id = $1', [id]))[0] as Sent;
  const outcome = async (id: string) => {
    const text = 'SELECT outcome, code FROM question WHERE question_id = $1';
    return (await suite.node.query<{ outcome: string | null; code: string | null }>(text, [id]))[0];
  };
  const item = async (id: string) => itemOf((await sent(id)).line as Buffer);
  const posted = () => suite.broker.posted.at(-1) ?? [];
  /** The next post is answered by what `answer` makes of the items. */
  const answerWith = (answer: (items: MessageItem[]) => Promise<{ stored?: string[]; refused?: string[] }>) => {
    suite.broker.answerPut = async (lines) => ({ stored: [], refused: [], ...(await answer(lines.map(itemOf))) });
  };
  const stated =
    (change: object = {}, by: MemberId = BROKER) =>
    (items: readonly MessageItem[]) =>
      signStatement(
        'stored',
        { env: 'test', by: BROKER, to: 'AR', time: suite.broker.now(), items, ...change },
        suite.alliance.member(by).signer,
      );
  const refused = (code: string, more: (item: MessageItem) => Partial<RefusedItem> = ({ id }) => ({ id })) =>
    answerWith(async (items) => {
      const refusals = items.map((each) => ({ code, ...more(each) }));
      const statement = { env: 'test', by: BROKER, to: 'AR', time: suite.broker.now(), items: refusals } as const;
      return { refused: [await signStatement('refused', statement, suite.alliance.member(BROKER).signer)] };
    });
  async function settleAll() {
    suite.broker.answerPut = undefined;
    await suite.node.hurry();
    await suite.node.verbs.deliver.run();
  }

  it("is numbered without gaps, logged as SENT, and kept with the broker's receipt", async () => {
    const ids = [await ask(), await ask()];
    await suite.node.verbs.deliver.run();
    const rows = await Promise.all(ids.map(sent));
    expect(rows.map(({ message_id }) => message_id)).toEqual(['AR-BR-1-000000000001', 'AR-BR-1-000000000002']);
    expect(rows).toMatchObject([{ state: 'STORED' }, { state: 'STORED' }]);
    expect(await suite.node.entries('SENT')).toMatchObject(rows.map(({ message_id }) => ({ messageId: message_id })));
    expect(suite.node.base.highWater.current.sent).toEqual({ 'AR-BR-1': 2 });
  });

  it('does not leave while its number is not on disk, though it has one, and leaves when it is', async () => {
    const posts = suite.broker.posted.length;
    const id = await ask();
    await mkdir(`${suite.node.highWaterPath}.new`);
    await expect(suite.node.verbs.deliver.run()).rejects.toThrow();
    expect(await sent(id)).toMatchObject({ state: 'SEALED' });
    await suite.node.hurry();
    await expect(suite.node.verbs.deliver.run()).rejects.toThrow();
    expect(suite.broker.posted).toHaveLength(posts);
    await rm(`${suite.node.highWaterPath}.new`, { recursive: true });
    await suite.node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
    const { message_id: messageId } = await sent(id);
    const file = JSON.parse(await readFile(suite.node.highWaterPath, 'utf8')) as { sent: object };
    expect(file.sent).toEqual({ 'AR-BR-1': Number(messageId?.slice(-12)) });
  });

  it('is offered again to the byte until it is taken', async () => {
    const id = await ask();
    await suite.node.verbs.deliver.run();
    const first = posted()[0];
    await suite.node.hurry();
    await suite.node.verbs.deliver.run();
    expect(posted().some((line) => Buffer.from(line).equals(first as Buffer))).toBe(true);
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
  });

  const other = digestOf('something else');
  it.each([
    ['signed by another member', 'pki.not-listed', stated({}, 'JM')],
    ['made to another country', 'message.', stated({ to: 'JM' })],
    ['of another environment', 'message.wrong-environment', stated({ env: 'demo' })],
    ['made by a country', 'message.id-mismatch', stated({ by: 'BR' }, 'BR')],
  ])('is not believed to be held on the strength of a receipt %s', async (_, code, receipt) => {
    const id = await ask();
    answerWith(async (items) => {
      const own =
        code === 'message.' ? items.map((each) => ({ ...each, id: each.id.replace('AR-BR', 'JM-BR') })) : items;
      return { stored: [await receipt(own)] };
    });
    await expect(suite.node.verbs.deliver.run()).rejects.toMatchObject({
      code: expect.stringContaining(code) as string,
    });
    expect(await sent(id)).toMatchObject({ state: 'SEALED', stored_receipt: null });
    await settleAll();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
  });

  it.each(['slipDigest', 'contentDigest'] as const)('is not covered by a receipt with another %s', async (name) => {
    const id = await ask();
    answerWith(async (items) => ({ stored: [await stated()(items.map((each) => ({ ...each, [name]: other })))] }));
    await suite.node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'SEALED', stored_receipt: null });
    await settleAll();
  });

  it.each([
    'broker.mailbox-full',
    'broker.over-limit',
    'broker.internal',
    'broker.directory-expired',
    'broker.from-future',
  ])('waits and is offered again after %s', async (code) => {
    const id = await ask();
    refused(code);
    await suite.node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'SEALED', code });
    expect(await outcome(id)).toMatchObject({ outcome: null });
    await settleAll();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
  });

  it('ends as REJECTED when the broker refuses it, and its number is closed by a VOID', async () => {
    const id = await ask();
    refused('broker.wrong-digest');
    await suite.node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'REJECTED', code: 'broker.wrong-digest' });
    const { message_id: messageId, line } = await sent(id);
    expect(line).toBeNull();
    expect(await suite.node.verbs.queueVoids.run()).toBe(1);
    expect(await suite.node.verbs.queueVoids.run()).toBe(0);
    const number = Number(messageId?.slice(-12));
    const voids = await suite.node.query<{ body: object }>(`SELECT body FROM outbox WHERE kind = 'VOID'`);
    expect(voids).toMatchObject([{ body: { epoch: 1, numbers: [number] } }]);
    expect(await suite.node.entries('VOID')).toMatchObject([
      { from: 'AR', to: 'BR', epoch: 1, first: number, last: number },
    ]);
    await settleAll();
  });

  it('ends as UNDELIVERABLE, with its number closed, when the broker finds the recipient suspended', async () => {
    const id = await ask();
    refused('broker.recipient-suspended');
    await suite.node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'broker.recipient-suspended' });
    expect(await suite.node.verbs.queueVoids.run()).toBe(1);
    await settleAll();
    await suite.node.verbs.queueVoids.run();
  });

  it('is not ended by a refusal of another message', async () => {
    const id = await ask();
    refused('broker.wrong-digest', () => ({ id: 'AR-BR-1-000000009999' }));
    await suite.node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: null, code: null });
    await settleAll();
  });

  it('is not ended by a forged refusal', async () => {
    const id = await ask();
    answerWith(async (items) => {
      const refusals = items.map(({ id: each }) => ({ id: each, code: 'broker.wrong-digest' }));
      const statement = { env: 'test', by: BROKER, to: 'AR', time: suite.broker.now(), items: refusals } as const;
      return { refused: [await signStatement('refused', statement, suite.alliance.member('JM').signer)] };
    });
    await expect(suite.node.verbs.deliver.run()).rejects.toMatchObject({ code: 'pki.not-listed' });
    expect(await outcome(id)).toMatchObject({ outcome: null });
    await settleAll();
  });

  it('ends as UNDELIVERABLE without a number when the recipient is suspended', async () => {
    await suite.alliance.suspend('GY');
    await suite.node.base.directory.refresh();
    const id = await ask('GY');
    await suite.node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'requester.recipient-suspended' });
    expect(await sent(id)).toMatchObject({ state: 'REFUSED', message_id: null });
    expect(await suite.node.query(`SELECT 1 FROM pair_counter WHERE recipient = 'GY'`)).toEqual([]);
    expect(await suite.node.verbs.queueVoids.run()).toBe(0);
  });

  it('waits for a recipient whose keys in the directory have run out, and goes when they are renewed', async () => {
    clock.advance(60 * HOUR_MS);
    await suite.alliance.republish({}, clock.nowMs());
    await suite.node.base.directory.refresh();
    const id = await ask();
    await suite.node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: null, code: null });
    expect(await sent(id)).toMatchObject({ state: 'WAITING', message_id: null, code: 'requester.recipient-asleep' });
    await suite.alliance.renew(clock.nowMs());
    await suite.node.base.directory.refresh();
    await suite.node.query('UPDATE outbox SET next_attempt_at = now() WHERE event_id = $1', [id]);
    await suite.node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
    await settleAll();
  });

  describe('and is spoken of by others', () => {
    async function hear(token: string): Promise<void> {
      suite.broker.box('AR').statements = [token];
      await suite.node.verbs.collect.run(new AbortController().signal);
      expect(suite.broker.box('AR').statements).toEqual([]);
    }
    const says = (kind: 'taken' | 'expired', change: object, by: MemberId, items: readonly MessageItem[]) =>
      signStatement(
        kind,
        { env: 'test', by, to: 'AR', time: suite.broker.now(), items, ...change },
        suite.alliance.member(by).signer,
      );
    const signedBy = (signer: MemberId, kind: 'taken' | 'expired', by: MemberId, items: readonly MessageItem[]) =>
      signStatement(
        kind,
        { env: 'test', by, to: 'AR', time: suite.broker.now(), items },
        suite.alliance.member(signer).signer,
      );
    async function held(): Promise<{ id: string; about: MessageItem }> {
      const id = await ask();
      await suite.node.verbs.deliver.run();
      return { id, about: await item(id) };
    }
    /** Its time has been over since this second. */
    const overdue = (id: string) =>
      suite.node.database.owner.query('UPDATE outbox SET not_after = $2 WHERE event_id = $1', [id, suite.broker.now()]);

    const forged: readonly (readonly [string, (about: MessageItem) => Promise<string>])[] = [
      ['a taken receipt signed by another country', (about) => signedBy('JM', 'taken', 'BR', [about])],
      ['a taken receipt signed by the broker', (about) => signedBy(BROKER, 'taken', 'BR', [about])],
      ['a taken receipt of a country it was not sent to', (about) => says('taken', {}, 'JM', [about])],
      ['a taken receipt of another environment', (about) => says('taken', { env: 'demo' }, 'BR', [about])],
      [
        'a taken receipt made to another country',
        (about) => says('taken', { to: 'JM' }, 'BR', [{ ...about, id: about.id.replace('AR-', 'JM-') }]),
      ],
      [
        'a taken receipt with another slipDigest',
        (about) => says('taken', {}, 'BR', [{ ...about, slipDigest: other }]),
      ],
      [
        'a taken receipt with another contentDigest',
        (about) => says('taken', {}, 'BR', [{ ...about, contentDigest: other }]),
      ],
      ['an expiry stated by a country', (about) => says('expired', {}, 'BR', [about])],
      ['an expiry signed by a country', (about) => signedBy('BR', 'expired', BROKER, [about])],
      ['an expiry with another slipDigest', (about) => says('expired', {}, BROKER, [{ ...about, slipDigest: other }])],
      ['an expiry of another environment', (about) => says('expired', { env: 'demo' }, BROKER, [about])],
      [
        'a refusal, which does not belong here',
        async ({ id }) =>
          signStatement(
            'refused',
            { env: 'test', by: BROKER, to: 'AR', time: suite.broker.now(), items: [{ id, code: 'broker.internal' }] },
            suite.alliance.member(BROKER).signer,
          ),
      ],
      ['noise', () => Promise.resolve('noise')],
    ];
    it.each(forged)('does not change by %s', async (_, make) => {
      const { id, about } = await held();
      await overdue(id);
      await hear(await make(about));
      expect(await sent(id)).toMatchObject({ state: 'STORED', taken_receipt: null });
      expect((await sent(id)).line).not.toBeNull();
      expect(await outcome(id)).toMatchObject({ outcome: null });
    });

    it.each([
      ['before its time is over', 0],
      ['by a statement of a time that has not come', 61],
    ])('is not ended %s, and the broker that says so is counted', async (_, ahead) => {
      const { id, about } = await held();
      if (ahead > 0)
        await suite.node.database.owner.query('UPDATE outbox SET not_after = $2 WHERE event_id = $1', [
          id,
          suite.broker.now() + ahead,
        ]);
      const before = (await suite.node.oddities())['message.not-over'] ?? 0;
      await hear(await says('expired', { time: suite.broker.now() + ahead }, BROKER, [about]));
      expect(await outcome(id)).toMatchObject({ outcome: null });
      expect(await sent(id)).toMatchObject({ state: 'STORED' });
      expect((await suite.node.oddities())['message.not-over']).toBe(before + 1);
    });

    it('counts a statement made to another country, and no other of ours hears of it', async () => {
      const { about } = await held();
      const before = (await suite.node.oddities())['message.wrong-recipient'] ?? 0;
      await hear(await says('taken', { to: 'JM' }, 'BR', [{ ...about, id: about.id.replace('AR-', 'JM-') }]));
      expect(await suite.node.oddities()).toMatchObject({ 'message.wrong-recipient': before + 1 });
    });

    it("is kept no longer when the recipient's receipt has come", async () => {
      const { id, about } = await held();
      const token = await says('taken', {}, 'BR', [about]);
      await hear(token);
      expect(await sent(id)).toMatchObject({ state: 'TAKEN', taken_receipt: token, line: null, body: null });
    });

    it("keeps the broker's receipt also when the recipient's has overtaken it, and the first of several", async () => {
      const id = await ask();
      let receipt = '';
      answerWith(async (items) => {
        await hear(await says('taken', {}, 'BR', items));
        receipt = await stated()(items);
        return { stored: [receipt, await stated()(items)] };
      });
      await suite.node.verbs.deliver.run();
      const row = await sent(id);
      expect(row).toMatchObject({ state: 'TAKEN', line: null });
      expect([row.stored_receipt, row.taken_receipt === null]).toEqual([receipt, false]);
    });

    it('ends as UNDELIVERABLE when the broker states that nobody took it, and its number is closed', async () => {
      const { id, about } = await held();
      await overdue(id);
      await hear(await says('expired', {}, BROKER, [about]));
      expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'broker.expired' });
      expect(await suite.node.verbs.queueVoids.run()).toBe(1);
      await settleAll();
    });
  });

  it('stays where it is while the directory has expired, and goes on with a newer one', async () => {
    const id = await ask();
    await suite.node.verbs.deliver.run();
    const waiting = await ask();
    const posts = suite.broker.posted.length;
    clock.advance(24 * HOUR_MS + 60_000);
    await expect(suite.node.verbs.deliver.run()).rejects.toMatchObject({ code: 'directory.expired' });
    expect(await sent(waiting)).toMatchObject({ state: 'WAITING', message_id: null });
    expect(suite.broker.posted).toHaveLength(posts);

    await suite.alliance.renew(clock.nowMs());
    await suite.node.base.directory.refresh();
    const fresh = await ask();
    await suite.node.hurry();
    await suite.node.verbs.deliver.run();
    expect(await sent(fresh)).toMatchObject({ state: 'STORED' });
    await suite.node.verbs.deliver.endOverdue();
    for (const over of [id, waiting]) {
      expect(await outcome(over)).toEqual({ outcome: 'UNDELIVERABLE', code: 'requester.expired' });
    }
    expect(await sent(waiting)).toMatchObject({ state: 'EXPIRED', message_id: null });
  });
});
