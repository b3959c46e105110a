import { BROKER } from '#libs/protocol';
import { Client } from 'pg';
import { criminalCase, Exchange, type AskBody } from '../e2e/exchange.js';
import { until } from './alliance-under-fire.js';

const PERSONS = 60;
const WITHIN_MS = 20_000;

/** Whoever runs the broker can hand over old messages, hand them to others, or keep them. It gains nothing by it. */
describe('a hostile broker', () => {
  let exchange: Exchange;
  let question: AskBody;
  const clients = new Map<string, Client>();
  /** The envelope of the first question, as the broker had it. */
  let envelope: Buffer;

  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    exchange = opened.use(await Exchange.prepare({ persons: PERSONS, settings: { AR: { CREX_MESSAGE_LIFE: '15s' } } }));
    await exchange.local.start();
    const known = exchange.samples('BR', PERSONS).find(({ kind }) => kind === 'records');
    if (known === undefined) throw new Error('the register holds nobody with records');
    question = criminalCase(['BR'], known.subject);
    for (const party of ['AR', 'BR', BROKER] as const) {
      const client = new Client({ connectionString: exchange.local.databaseUrls(party).owner });
      opened.defer(() => client.end());
      await client.connect();
      clients.set(party, client);
    }
    envelope = await askAndCopy();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  async function rows<R>(party: 'AR' | 'BR' | 'BROKER', text: string, values: unknown[] = []): Promise<R[]> {
    return ((await clients.get(party)?.query(text, values))?.rows ?? []) as R[];
  }

  /** Asks while BR sleeps, so that the message lies in the mailbox to be copied; then lets the exchange end. */
  async function askAndCopy(): Promise<Buffer> {
    const { child } = exchange.local.process('BR');
    child.kill('SIGSTOP');
    await exchange.ask('AR', question);
    const held = () => rows<{ line: Buffer }>(BROKER, 'SELECT line FROM mailbox_message WHERE line IS NOT NULL');
    expect(await until(async () => (await held()).length === 1, WITHIN_MS)).toBe(true);
    const [copied] = await held();
    child.kill('SIGCONT');
    const answered = () => rows('AR', `SELECT 1 FROM question WHERE outcome = 'RECORDS'`);
    expect(await until(async () => (await answered()).length === 1, WITHIN_MS)).toBe(true);
    const open = () => rows('BR', `SELECT 1 FROM outbox WHERE state <> 'TAKEN'`);
    expect(await until(async () => (await open()).length === 0, WITHIN_MS)).toBe(true);
    if (copied === undefined) throw new Error('the broker held nothing');
    return copied.line;
  }

  /** What has been said and done: it must not grow. */
  async function happened(): Promise<unknown> {
    const counts = ['inbox', 'outbox', 'audit_entry'].map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
    const both = (['AR', 'BR'] as const).map((party) => rows(party, `SELECT ${counts.join(', ')}`));
    return Promise.all(both);
  }

  async function unauthenticated(party: 'AR' | 'BR', code: string): Promise<number> {
    const port = String(exchange.local.process(party).ready['operations']);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const line = text
      .split('\n')
      .find((each) => each.startsWith(`crex_unauthenticated_messages_total{code="${code}"}`));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  it('hands over an old message again: it has been dealt with, and nothing happens', async () => {
    const before = await happened();
    const fetched = exchange.local.process(BROKER);
    await rows(BROKER, `UPDATE mailbox_message SET line = $1 WHERE sender = 'AR'`, [envelope]);
    await new Promise((resolve) => setTimeout(resolve, 4_000)); // time for several rounds of the collector
    expect(fetched.isRunning).toBe(true);
    await rows(BROKER, 'UPDATE mailbox_message SET line = NULL');
    expect(await happened()).toEqual(before);
  }, 60_000);

  it('hands a message to another country: it is counted, not stored, not receipted', async () => {
    const before = await happened();
    const code = 'message.wrong-recipient';
    await rows(BROKER, `UPDATE mailbox_message SET line = $1 WHERE recipient = 'AR'`, [envelope]);
    expect(await until(async () => (await unauthenticated('AR', code)) > 0, WITHIN_MS)).toBe(true);
    const held = await rows(BROKER, 'SELECT 1 FROM mailbox_message WHERE line IS NOT NULL');
    expect(held).toHaveLength(1);
    await rows(BROKER, 'UPDATE mailbox_message SET line = NULL');
    expect(await happened()).toEqual(before);
  }, 60_000);

  it('keeps a message: the question ends as undeliverable, and its number is closed by a VOID', async () => {
    // the copy vanishes as soon as it is stored
    await rows(
      BROKER,
      `CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NEW.class = 'request' THEN NEW.line = NULL; END IF; RETURN NEW; END $$`,
    );
    await rows(BROKER, 'CREATE TRIGGER vanish BEFORE INSERT ON mailbox_message FOR EACH ROW EXECUTE FUNCTION vanish()');
    const { body } = await exchange.ask('AR', question);
    const outcome = () =>
      rows<{ outcome: string | null }>('AR', 'SELECT outcome FROM question WHERE request_id = $1', [body.id]);
    expect(await until(async () => (await outcome())[0]?.outcome !== null, 2 * WITHIN_MS)).toBe(true);
    expect(await outcome()).toEqual([{ outcome: 'UNDELIVERABLE' }]);
    const closed = () => rows<{ number: string }>('BR', `SELECT number FROM number_void WHERE sender = 'AR'`);
    expect(await until(async () => (await closed()).length === 1, WITHIN_MS)).toBe(true);
    expect(await closed()).toEqual([{ number: '2' }]);
  }, 120_000);
});
