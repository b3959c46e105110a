import { Alliance } from '#libs/ceremony';
import { digestOf, readStatement } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { MessageMaker, type TestMessage } from '../../../../test/broker/messages.js';
import { countRows, random32, TestBroker, until, type MemberClient } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
let maker: MessageMaker;
let ar: MemberClient;
let br: MemberClient;

const opened = new AsyncDisposableStack();
beforeAll(async () => {
  database = opened.use(await createTestDatabase({ migrations: brokerMigrations }));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL', 'UY'], nowMs: Date.now() });
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url }));
  maker = new MessageMaker(alliance, broker.clock);
  ar = broker.client('AR');
  br = broker.client('BR');
});
afterAll(() => opened.disposeAsync());
beforeEach(async () => {
  await database.owner.query('DELETE FROM mailbox_statement; UPDATE mailbox_message SET line = NULL');
});

/** Held messages from AR to BR. */
async function held(count = 1, bend = {}): Promise<TestMessage[]> {
  const messages: TestMessage[] = [];
  for (let index = 0; index < count; index++) messages.push(await maker.make('AR', 'BR', bend));
  expect((await ar.putRead(...messages.map(({ line }) => line))).refused).toEqual([]);
  return messages;
}

async function rowOf({ id }: { readonly id: string }) {
  const [row] = await database.sql.query<{ line: Buffer | null; line_bytes: number | null }>(
    'SELECT line, line_bytes FROM mailbox_message WHERE message_id = $1',
    [id],
  );
  return row;
}

async function entriesOf({ id }: { readonly id: string }): Promise<{ type: string; event_id: string }[]> {
  return database.sql.query(
    `SELECT e.type, e.event_id FROM audit_named r JOIN audit_entry e USING (entry_id)
     WHERE reference = $1 ORDER BY entry_id`,
    [id],
  );
}

describe('the mailbox', () => {
  it('hands over the bytes that came in, whatever white space JSON allows', async () => {
    const { slip, sealed, ...plain } = await maker.make('AR', 'BR');
    const odd = await maker.make('AR', 'BR');
    const lines = [plain.line, Buffer.from(` {\t"sealed" :\r "${odd.sealed}",  "slip":"${odd.slip}" }\r`)];
    expect((await ar.putRead(...lines)).refused).toEqual([]);
    expect((await br.fetch()).lines.map(digestOf)).toEqual(lines.map(digestOf));
    expect(slip.length + sealed.length).toBeGreaterThan(0);
  });

  it('keeps what it hands over until it is taken, in the order in which it came', async () => {
    const lines = (await held(3)).map(({ line }) => line);
    expect((await br.fetch()).lines).toEqual(lines);
    expect((await br.fetch({ max: 2 })).lines).toEqual(lines.slice(0, 2));
  });

  it('hands over what has priority first', async () => {
    const [first] = await held();
    const [urgent] = await held(1, { slip: { priority: 1 } });
    expect((await br.fetch()).lines).toEqual([urgent?.line, first?.line]);
  });

  it('hands over no more bytes at once than an envelope may have', async () => {
    const sealed = Buffer.alloc(1120 + 16 + 1024 * 1024);
    const big = [];
    for (let index = 0; index < 5; index++) big.push(...(await held(1, { sealed })));
    const [small] = await held();
    expect((await br.fetch()).lines.map(digestOf)).toEqual(big.slice(0, 3).map(({ line }) => digestOf(line)));
    await br.take([await maker.taken('BR', 'AR', big.slice(0, 3))]);
    const rest = [...big.slice(3), ...(small === undefined ? [] : [small])];
    expect((await br.fetch()).lines.map(digestOf)).toEqual(rest.map(({ line }) => digestOf(line)));
  });

  it('shows nobody else’s messages', async () => {
    await held();
    expect(await broker.client('CL').fetch()).toEqual({ lines: [], statements: [] });
  });

  it('does not hand over what has expired', async () => {
    await held(1, { slip: { exp: Math.floor(broker.clock.nowMs() / 1000) + 1000 } });
    broker.clock.shiftMs += 1001_000;
    try {
      expect((await br.fetch()).lines).toEqual([]);
    } finally {
      broker.clock.shiftMs -= 1001_000;
    }
  });

  it('counts the highest numbers that each member has sent and was sent', async () => {
    const [cl, uy] = [broker.client('CL'), broker.client('UY')];
    for (const id of ['CL-UY-1-000000000007', 'CL-UY-1-000000000003', 'CL-UY-2-000000000001']) {
      expect((await cl.putRead((await maker.make('CL', 'UY', { slip: { id } })).line)).refused).toEqual([]);
    }
    const numbers = async (client: MemberClient) =>
      JSON.parse((await client.call('GET', '/v1/numbers')).body.toString()) as unknown;
    expect(await numbers(cl)).toEqual({ sent: { 'CL-UY-1': 7, 'CL-UY-2': 1 }, received: {} });
    expect(await numbers(uy)).toEqual({ sent: {}, received: { 'CL-UY-1': 7, 'CL-UY-2': 1 } });
  });
});

describe('a long poll', () => {
  it('wakes when a message is put', async () => {
    const poll = br.fetch({ wait: 30 });
    await until(async () => (await broker.metric('crex_broker_polls')) === 1);
    const [message] = await held();
    expect((await poll).lines).toEqual([message?.line]);
  });

  it('wakes for a statement', async () => {
    const [message] = await held();
    const poll = ar.fetch({ wait: 30 });
    await until(async () => (await broker.metric('crex_broker_polls')) === 1);
    const token = await maker.taken('BR', 'AR', [message as TestMessage]);
    await br.take([token]);
    expect(await poll).toEqual({ lines: [], statements: [token] });
  });

  it('ends with nothing when its time is over', async () => {
    expect(await br.fetch({ wait: 1 })).toEqual({ lines: [], statements: [] });
  });

  it('ends when the member goes away', async () => {
    const gone = new AbortController();
    const poll = br.call('GET', '/v1/mailbox?wait=30&max=1', { signal: gone.signal });
    await until(async () => (await broker.metric('crex_broker_polls')) === 1);
    gone.abort();
    await expect(poll).rejects.toThrow();
    await until(async () => (await broker.metric('crex_broker_polls')) === 0);
  });

  it('ends with a refusal when the member is suspended while it waits', async () => {
    const uy = broker.client('UY');
    const poll = uy.call('GET', '/v1/mailbox?wait=30&max=1');
    await until(async () => (await broker.metric('crex_broker_polls')) === 1);
    await broker.govern({ UY: { status: 'suspended' } });
    const answer = await poll;
    expect([answer.status, await broker.codeOf(answer, 'UY')]).toEqual([403, 'broker.sender-suspended']);
    await broker.govern({ UY: { status: 'active' } });
  });

  it.each(['wait=31', 'wait=-1', 'wait=x', 'max=0', 'max=65', 'wait=1&wait=2', 'more=1'])(
    'refuses %s',
    async (query) => {
      const answer = await br.call('GET', `/v1/mailbox?${query}`);
      expect([answer.status, await broker.codeOf(answer, 'BR')]).toEqual([400, 'broker.malformed']);
    },
  );
});

describe('taking', () => {
  it('lets the ciphertext go, leaves the receipt for the sender and an entry in the log', async () => {
    const [message] = (await held()) as [TestMessage];
    const token = await maker.taken('BR', 'AR', [message]);
    expect((await br.take([token])).status).toBe(204);
    expect(await rowOf(message)).toEqual({ line: null, line_bytes: null });
    expect((await br.fetch()).lines).toEqual([]);
    expect((await ar.fetch()).statements).toEqual([token]);
    const [relayed, taken] = await entriesOf(message);
    expect([relayed?.type, taken?.type]).toEqual(['RELAYED', 'TAKEN']);
    expect(taken?.event_id).toBe(relayed?.event_id);
  });

  it('twice is harmless, with the same receipt or with another', async () => {
    const messages = await held(2);
    const [first, again] = [await maker.taken('BR', 'AR', messages), await maker.taken('BR', 'AR', messages)];
    expect((await br.take([first])).status).toBe(204);
    const rows = await countRows(database.sql);
    expect((await br.take([first, again])).status).toBe(204);
    expect(await countRows(database.sql)).toEqual(rows);
    expect((await ar.fetch()).statements).toEqual([first]);
    for (const message of messages) expect(await entriesOf(message)).toHaveLength(2);
  });

  it('at the same time in another order is harmless too', async () => {
    const messages = await held(20);
    const [there, back] = [
      await maker.taken('BR', 'AR', messages),
      await maker.taken('BR', 'AR', [...messages].reverse()),
    ];
    const answers = await Promise.all([there, back, there, back].map((token) => br.take([token])));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    for (const message of messages) expect(await entriesOf(message)).toHaveLength(2);
  });

  it.each([
    ['slipDigest', 'slipDigest'],
    ['contentDigest', 'contentDigest'],
  ])('with another %s leaves the message where it is', async (_, field) => {
    const [message] = (await held()) as [TestMessage];
    expect((await br.take([await maker.taken('BR', 'AR', [{ ...message, [field]: random32() }])])).status).toBe(204);
    expect((await br.fetch()).lines).toEqual([message.line]);
    expect((await ar.fetch()).statements).toEqual([]);
  });

  const refused = async (client: MemberClient, token: string, status: number, code: string, message: TestMessage) => {
    const answer = await client.take([token]);
    expect([answer.status, await broker.codeOf(answer, client.id)]).toEqual([status, code]);
    expect((await br.fetch()).lines).toEqual([message.line]);
  };

  it('by another than the recipient is refused', async () => {
    const [message] = (await held()) as [TestMessage];
    const token = await maker.taken('CL', 'AR', [message]);
    await refused(broker.client('CL'), token, 400, 'broker.id-mismatch', message);
  });

  it('with a receipt that another member brings is refused', async () => {
    const [message] = (await held()) as [TestMessage];
    const token = await maker.taken('BR', 'AR', [message]);
    await refused(broker.client('CL'), token, 400, 'broker.wrong-sender', message);
  });

  it('with a receipt that another key has signed is refused', async () => {
    const [message] = (await held()) as [TestMessage];
    const forged = { ...alliance.member('CL').signer, certificate: alliance.member('BR').signer.certificate };
    await refused(br, await maker.taken('BR', 'AR', [message], forged), 400, 'broker.wrong-signature', message);
    const foreign = alliance.member('CL').signer;
    const token = await maker.taken('BR', 'AR', [message], foreign);
    await refused(br, token, 401, 'broker.certificate-not-listed', message);
  });

  it('with a receipt of another environment is refused', async () => {
    const [message] = (await held()) as [TestMessage];
    const items = [{ id: message.id, slipDigest: message.slipDigest, contentDigest: message.contentDigest }];
    const token = await maker.stated({ env: 'demo', by: 'BR', to: 'AR', items });
    await refused(br, token, 400, 'broker.wrong-environment', message);
  });

  it('is all or nothing: a bad receipt leaves the good ones of its call undone', async () => {
    const [message] = (await held()) as [TestMessage];
    const answer = await br.take([await maker.taken('BR', 'AR', [message]), 'no-receipt']);
    expect(answer.status).toBe(400);
    expect((await br.fetch()).lines).toEqual([message.line]);
  });

  it('leaves everything as it was when the log cannot be written', async () => {
    const [message] = (await held()) as [TestMessage];
    const token = await maker.taken('BR', 'AR', [message]);
    await database.owner.query('REVOKE EXECUTE ON FUNCTION audit_append FROM crex_app');
    const answer = await br.take([token]);
    await database.owner.query('GRANT EXECUTE ON FUNCTION audit_append TO crex_app');
    expect([answer.status, await broker.codeOf(answer, 'BR')]).toEqual([500, 'broker.internal']);
    expect((await br.fetch()).lines).toEqual([message.line]);
    expect((await ar.fetch()).statements).toEqual([]);
  });

  it('drops a statement when the member for whom it waits says that it has it, and nobody else', async () => {
    const [message] = (await held()) as [TestMessage];
    const token = await maker.taken('BR', 'AR', [message]);
    await br.take([token]);
    await br.take([], [digestOf(token)]);
    expect((await ar.fetch()).statements).toEqual([token]);
    await ar.take([], [digestOf(token)]);
    expect((await ar.fetch()).statements).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['lacks a member', { taken: [] }],
    ['has one more', { taken: [], statements: [], more: 1 }],
    ['names a statement by no digest', { taken: [], statements: ['short'] }],
    ['holds a receipt that is no text', { taken: [1], statements: [] }],
    ['holds too many receipts', { taken: Array.from({ length: 65 }, () => 'x'), statements: [] }],
    ['holds too many digests', { taken: [], statements: Array.from({ length: 65 }, () => random32()) }],
    ['is no object', []],
  ])('refuses what %s', async (_, body) => {
    const answer = await br.json('/v1/mailbox/taken', body);
    expect([answer.status, await broker.codeOf(answer, 'BR')]).toEqual([400, 'broker.malformed']);
  });
});

describe('a message that nobody takes in time', () => {
  it('becomes a signed statement to its sender and an entry in the log, and its ciphertext goes', async () => {
    const messages = await held(2, { slip: { exp: Math.floor(broker.clock.nowMs() / 1000) + 900 } });
    const later = await held();
    broker.clock.shiftMs += 901_000;
    try {
      const poll = await ar.fetch({ wait: 30 });
      const [token] = poll.statements;
      const { items } = await broker.verified('expired', token ?? '', 'AR');
      expect(new Set(items.map(({ id }) => id))).toEqual(new Set(messages.map(({ id }) => id)));
      expect(items).toContainEqual({
        id: messages[0]?.id,
        slipDigest: messages[0]?.slipDigest,
        contentDigest: messages[0]?.contentDigest,
      });
      for (const message of messages) {
        expect(await rowOf(message)).toEqual({ line: null, line_bytes: null });
        const entries = await entriesOf(message);
        expect(entries.map(({ type }) => type)).toEqual(['RELAYED', 'EXPIRED']);
        expect(new Set(entries.map((entry) => entry.event_id)).size).toBe(1);
      }
      expect((await br.fetch()).lines).toEqual(later.map(({ line }) => line));
      // taking it now changes nothing: its sender has the broker's word
      expect((await br.take([await maker.taken('BR', 'AR', messages)])).status).toBe(204);
      expect((await ar.fetch()).statements).toEqual([token]);
    } finally {
      broker.clock.shiftMs -= 901_000;
    }
  });
});

describe('a restart', () => {
  it('keeps messages, statements, receipts and numbers', async () => {
    const [taken, waiting] = (await held(2)) as [TestMessage, TestMessage];
    const token = await maker.taken('BR', 'AR', [taken]);
    await br.take([token]);
    const receipts = await ar.putRead(taken.line, waiting.line);
    const numbers = (await ar.call('GET', '/v1/numbers')).body;
    await broker.restart();
    expect((await br.fetch()).lines).toEqual([waiting.line]);
    expect((await ar.fetch()).statements).toEqual([token]);
    expect(await ar.putRead(taken.line, waiting.line)).toEqual(receipts);
    expect((await ar.call('GET', '/v1/numbers')).body).toEqual(numbers);
    expect(readStatement('stored', receipts.stored[0] ?? '').payload.items).toHaveLength(2);
  });
});
