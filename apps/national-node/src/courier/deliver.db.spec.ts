import { mkdir, readFile, rm } from 'node:fs/promises';
import { Alliance } from '#libs/ceremony';
import {
  BROKER,
  digestOf,
  signStatement,
  type CountryCode,
  type MemberId,
  type MessageItem,
  type RefusedItem,
} from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { itemOf, StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const HOUR_MS = 3_600_000;
const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;

describe('what is sent', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let alliance: Alliance;
  let broker: StandInBroker;
  let node: TestNode;
  let asked = 0;

  beforeAll(async () => {
    alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM', 'GY'], nowMs: clock.nowMs() });
    broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'AR' });
  });
  afterAll(() => node.close());
  beforeEach(() => {
    broker.answerPut = undefined;
  });

  async function ask(to: CountryCode = 'BR'): Promise<string> {
    const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
    const { requestId } = await node.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: [to] });
    const [question] = await node.query<{ id: string }>(
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
    (await node.query<Sent>('SELECT * FROM outbox WHERE event_id = $1', [id]))[0] as Sent;
  const outcome = async (id: string) => {
    const text = 'SELECT outcome, code FROM question WHERE question_id = $1';
    return (await node.query<{ outcome: string | null; code: string | null }>(text, [id]))[0];
  };
  const item = async (id: string) => itemOf((await sent(id)).line as Buffer);
  const posted = () => broker.posted.at(-1) ?? [];
  /** The next post is answered by what `answer` makes of the items. */
  const answerWith = (answer: (items: MessageItem[]) => Promise<{ stored?: string[]; refused?: string[] }>) => {
    broker.answerPut = async (lines) => ({ stored: [], refused: [], ...(await answer(lines.map(itemOf))) });
  };
  const stated =
    (change: object = {}, by: MemberId = BROKER) =>
    (items: readonly MessageItem[]) =>
      signStatement(
        'stored',
        { env: 'test', by: BROKER, to: 'AR', time: broker.now(), items, ...change },
        alliance.member(by).signer,
      );
  const refused = (code: string, more: (item: MessageItem) => Partial<RefusedItem> = ({ id }) => ({ id })) =>
    answerWith(async (items) => {
      const refusals = items.map((each) => ({ code, ...more(each) }));
      const statement = { env: 'test', by: BROKER, to: 'AR', time: broker.now(), items: refusals } as const;
      return { refused: [await signStatement('refused', statement, alliance.member(BROKER).signer)] };
    });
  async function settleAll() {
    broker.answerPut = undefined;
    await node.hurry();
    await node.verbs.deliver.run();
  }

  it("is numbered without gaps, logged as SENT, and kept with the broker's receipt", async () => {
    const ids = [await ask(), await ask()];
    await node.verbs.deliver.run();
    const rows = await Promise.all(ids.map(sent));
    expect(rows.map(({ message_id }) => message_id)).toEqual(['AR-BR-1-000000000001', 'AR-BR-1-000000000002']);
    expect(rows).toMatchObject([{ state: 'STORED' }, { state: 'STORED' }]);
    expect(await node.entries('SENT')).toMatchObject(rows.map(({ message_id }) => ({ messageId: message_id })));
    expect(node.base.highWater.current.sent).toEqual({ 'AR-BR-1': 2 });
  });

  it('does not leave while its number is not on disk, though it has one, and leaves when it is', async () => {
    const posts = broker.posted.length;
    const id = await ask();
    await mkdir(`${node.highWaterPath}.new`);
    await expect(node.verbs.deliver.run()).rejects.toThrow();
    expect(await sent(id)).toMatchObject({ state: 'SEALED' });
    await node.hurry();
    await expect(node.verbs.deliver.run()).rejects.toThrow();
    expect(broker.posted).toHaveLength(posts);
    await rm(`${node.highWaterPath}.new`, { recursive: true });
    await node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
    const { message_id: messageId } = await sent(id);
    const file = JSON.parse(await readFile(node.highWaterPath, 'utf8')) as { sent: object };
    expect(file.sent).toEqual({ 'AR-BR-1': Number(messageId?.slice(-12)) });
  });

  it('is offered again to the byte until it is taken', async () => {
    const id = await ask();
    await node.verbs.deliver.run();
    const first = posted()[0];
    await node.hurry();
    await node.verbs.deliver.run();
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
    await expect(node.verbs.deliver.run()).rejects.toMatchObject({ code: expect.stringContaining(code) as string });
    expect(await sent(id)).toMatchObject({ state: 'SEALED', stored_receipt: null });
    await settleAll();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
  });

  it.each(['slipDigest', 'contentDigest'] as const)('is not covered by a receipt with another %s', async (name) => {
    const id = await ask();
    answerWith(async (items) => ({ stored: [await stated()(items.map((each) => ({ ...each, [name]: other })))] }));
    await node.verbs.deliver.run();
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
    await node.verbs.deliver.run();
    expect(await sent(id)).toMatchObject({ state: 'SEALED', code });
    expect(await outcome(id)).toMatchObject({ outcome: null });
    await settleAll();
    expect(await sent(id)).toMatchObject({ state: 'STORED' });
  });

  it('ends as REJECTED when the broker refuses it, and its number is closed by a VOID', async () => {
    const id = await ask();
    refused('broker.wrong-digest');
    await node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'REJECTED', code: 'broker.wrong-digest' });
    const { message_id: messageId, line } = await sent(id);
    expect(line).toBeNull();
    expect(await node.verbs.queueVoids.run()).toBe(1);
    expect(await node.verbs.queueVoids.run()).toBe(0);
    const number = Number(messageId?.slice(-12));
    const voids = await node.query<{ body: object }>(`SELECT body FROM outbox WHERE kind = 'VOID'`);
    expect(voids).toMatchObject([{ body: { epoch: 1, numbers: [number] } }]);
    expect(await node.entries('VOID')).toMatchObject([{ from: 'AR', to: 'BR', epoch: 1, first: number, last: number }]);
    await settleAll();
  });

  it('ends as UNDELIVERABLE, with its number closed, when the broker finds the recipient suspended', async () => {
    const id = await ask();
    refused('broker.recipient-suspended');
    await node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'broker.recipient-suspended' });
    expect(await node.verbs.queueVoids.run()).toBe(1);
    await settleAll();
    await node.verbs.queueVoids.run();
  });

  it('is not ended by a refusal of another message', async () => {
    const id = await ask();
    refused('broker.wrong-digest', () => ({ id: 'AR-BR-1-000000009999' }));
    await node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: null, code: null });
    await settleAll();
  });

  it('is not ended by a forged refusal', async () => {
    const id = await ask();
    answerWith(async (items) => {
      const refusals = items.map(({ id: each }) => ({ id: each, code: 'broker.wrong-digest' }));
      const statement = { env: 'test', by: BROKER, to: 'AR', time: broker.now(), items: refusals } as const;
      return { refused: [await signStatement('refused', statement, alliance.member('JM').signer)] };
    });
    await expect(node.verbs.deliver.run()).rejects.toMatchObject({ code: 'pki.not-listed' });
    expect(await outcome(id)).toMatchObject({ outcome: null });
    await settleAll();
  });

  it('ends as UNDELIVERABLE without a number when the recipient is suspended', async () => {
    await alliance.suspend('GY');
    await node.base.directory.refresh();
    const id = await ask('GY');
    await node.verbs.deliver.run();
    expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'requester.recipient-suspended' });
    expect(await sent(id)).toMatchObject({ state: 'REFUSED', message_id: null });
    expect(await node.query(`SELECT 1 FROM pair_counter WHERE recipient = 'GY'`)).toEqual([]);
    expect(await node.verbs.queueVoids.run()).toBe(0);
  });

  describe('and is spoken of by others', () => {
    async function hear(token: string): Promise<void> {
      broker.box('AR').statements = [token];
      await node.verbs.collect.run(new AbortController().signal);
      expect(broker.box('AR').statements).toEqual([]);
    }
    const says = (kind: 'taken' | 'expired', change: object, by: MemberId, items: readonly MessageItem[]) =>
      signStatement(
        kind,
        { env: 'test', by, to: 'AR', time: broker.now(), items, ...change },
        alliance.member(by).signer,
      );
    const signedBy = (signer: MemberId, kind: 'taken' | 'expired', by: MemberId, items: readonly MessageItem[]) =>
      signStatement(kind, { env: 'test', by, to: 'AR', time: broker.now(), items }, alliance.member(signer).signer);
    async function held(): Promise<{ id: string; about: MessageItem }> {
      const id = await ask();
      await node.verbs.deliver.run();
      return { id, about: await item(id) };
    }

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
            { env: 'test', by: BROKER, to: 'AR', time: broker.now(), items: [{ id, code: 'broker.internal' }] },
            alliance.member(BROKER).signer,
          ),
      ],
      ['noise', () => Promise.resolve('noise')],
    ];
    it.each(forged)('does not change by %s', async (_, make) => {
      const { id, about } = await held();
      await hear(await make(about));
      expect(await sent(id)).toMatchObject({ state: 'STORED', taken_receipt: null });
      expect((await sent(id)).line).not.toBeNull();
      expect(await outcome(id)).toMatchObject({ outcome: null });
    });

    it('counts a statement made to another country, and no other of ours hears of it', async () => {
      const { about } = await held();
      const before = (await node.oddities())['message.wrong-recipient'] ?? 0;
      await hear(await says('taken', { to: 'JM' }, 'BR', [{ ...about, id: about.id.replace('AR-', 'JM-') }]));
      expect(await node.oddities()).toMatchObject({ 'message.wrong-recipient': before + 1 });
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
      await node.verbs.deliver.run();
      const row = await sent(id);
      expect(row).toMatchObject({ state: 'TAKEN', line: null });
      expect([row.stored_receipt, row.taken_receipt === null]).toEqual([receipt, false]);
    });

    it('ends as UNDELIVERABLE when the broker states that nobody took it, and its number is closed', async () => {
      const { id, about } = await held();
      await hear(await says('expired', {}, BROKER, [about]));
      expect(await outcome(id)).toEqual({ outcome: 'UNDELIVERABLE', code: 'broker.expired' });
      expect(await node.verbs.queueVoids.run()).toBe(1);
      await settleAll();
    });
  });

  it('stays where it is while the directory has expired, and goes on with a newer one', async () => {
    const id = await ask();
    await node.verbs.deliver.run();
    const waiting = await ask();
    const posts = broker.posted.length;
    clock.advance(24 * HOUR_MS + 60_000);
    await expect(node.verbs.deliver.run()).rejects.toMatchObject({ code: 'directory.expired' });
    expect(await sent(waiting)).toMatchObject({ state: 'WAITING', message_id: null });
    expect(broker.posted).toHaveLength(posts);

    await alliance.renew(clock.nowMs());
    await node.base.directory.refresh();
    const fresh = await ask();
    await node.hurry();
    await node.verbs.deliver.run();
    expect(await sent(fresh)).toMatchObject({ state: 'STORED' });
    await node.verbs.deliver.endOverdue();
    for (const over of [id, waiting]) {
      expect(await outcome(over)).toEqual({ outcome: 'UNDELIVERABLE', code: 'requester.expired' });
    }
    expect(await sent(waiting)).toMatchObject({ state: 'EXPIRED', message_id: null });
  });
});
