import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { readCheckpointBody, readNote } from '#libs/audit';
import { BROKER } from '#libs/protocol';
import { criminalCase, Exchange, type AskBody } from '../e2e/exchange.js';
import { kekFilesOf, runChecker, until } from './alliance-under-fire.js';
import { KillablePostgres } from './killable-postgres.js';
import { runLogChecker } from './log-under-fire.js';

export const PARTIES = ['AR', 'BR', BROKER] as const;
export type Party = (typeof PARTIES)[number];
/** Who may die: the program of a party, the signer of its log, the database server of all. */
export type Victim = Party | `signer of ${Party}` | 'postgres';

const PERSONS = 60;
const LANES = 2;
const LOOK_EVERY_MS = 50;
const ASKED_AGAIN_MS = 200;
/** Between two questions of a lane: without it the questions take the time in which what was killed starts again. */
const PAUSE_MS = 100;
const SETTLED_WITHIN_MS = 120_000;

/**
 * What a party disclosed stands in its outbox; the checker of a log reads it as `disclosure`. The broker discloses
 * nothing.
 */
const DISCLOSURES: Readonly<Record<Party, string>> = {
  AR: `SELECT event_id FROM outbox WHERE entry_type = 'DISCLOSURE'`,
  BR: `SELECT event_id FROM outbox WHERE entry_type = 'DISCLOSURE'`,
  BROKER: 'SELECT NULL::uuid AS event_id WHERE false',
};

/** A real exchange under load: nodes, broker and the signers of their logs on a server of their own, and an observer. */
export class ExchangeUnderFire implements AsyncDisposable {
  /** Under its key each question is asked until the node has answered, whatever dies meanwhile. */
  readonly asked: string[] = [];
  private readonly seen = new Map<Party, Set<string>>(PARTIES.map((party) => [party, new Set()]));
  private isOn = true;
  private work: Promise<void>[] = [];
  /** One connection for each role that looks: it is asked many times in a second. */
  private readonly pools = new Map<string, Pool>();

  private constructor(
    private readonly exchange: Exchange,
    private readonly folder: string,
    private readonly subject: AskBody,
    private readonly postgres: KillablePostgres,
    private readonly opened: AsyncDisposableStack,
  ) {}

  static async start(): Promise<ExchangeUnderFire> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'crex-faults-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755); // root's PostgreSQL runs as another user
    const postgres = await KillablePostgres.start(folder);
    opening.defer(() => postgres.stop());
    const quick = { CREX_WITNESS_PERIOD: '1s' };
    const exchange = await Exchange.prepare({
      ...{ adminUrl: postgres.adminUrl, persons: PERSONS, settings: { nodes: quick, BROKER: quick } },
    });
    opening.use(exchange);
    await exchange.local.start();
    const known = exchange.samples('BR', PERSONS).find(({ kind }) => kind === 'records');
    if (known === undefined) throw new Error('the register holds nobody with records');
    const subject = criminalCase(['BR'], known.subject);
    const fire = new ExchangeUnderFire(exchange, folder, subject, postgres, opening.move());
    fire.work = [fire.observe(), ...Array.from({ length: LANES }, () => fire.askOn())];
    return fire;
  }

  /** SIGKILL of one or several at once, and a new start of each. */
  async kill(...victims: readonly Victim[]): Promise<void> {
    const { local } = this.exchange;
    const server = victims.includes('postgres') ? this.postgres.killAndRestart() : undefined;
    const others = victims.filter((each) => each !== 'postgres');
    const processOf = (victim: Exclude<Victim, 'postgres'>) =>
      isSigner(victim) ? local.signers.process(partyOf(victim)) : local.process(partyOf(victim));
    await Promise.all(others.map((each) => processOf(each).stop('SIGKILL')));
    await server;
    const start = (victim: Exclude<Victim, 'postgres'>) =>
      isSigner(victim) ? local.startSigner(partyOf(victim)) : local.startOne(partyOf(victim));
    const [first, then] = [others.filter((each) => each === BROKER), others.filter((each) => each !== BROKER)];
    await Promise.all(first.map(start));
    await Promise.all(then.map(start));
  }

  /** The load ends; every question has its outcome and every entry its place, then everything is ended. */
  async settle(): Promise<boolean> {
    this.isOn = false;
    await Promise.all(this.work);
    const isSettled = await until(() => this.isSettled().catch(() => false), SETTLED_WITHIN_MS);
    await this.lookAround();
    return isSettled;
  }

  /** The stand-alone checkers' words: of the exchange, and of each log with what was seen of it outside. */
  async check(): Promise<{ exchange: string[]; logs: Record<Party, string[]> }> {
    const { local } = this.exchange;
    const urlOf = (party: Party) => local.databaseUrls(party).owner;
    const logs: [Party, string[]][] = [];
    for (const party of PARTIES) {
      await this.query(urlOf(party), `CREATE VIEW disclosure AS ${DISCLOSURES[party]}`);
      const published = [...(this.seen.get(party) ?? [])];
      const seen = { published, signed: [await this.signedBy(party)], committed: [], rolledBack: [] };
      logs.push([party, await runLogChecker(urlOf(party), local.alliance.entry(party).log.vkey, seen, this.folder)]);
    }
    const exchange = await runChecker(PARTIES.map(urlOf), kekFilesOf(local));
    return { exchange, logs: Object.fromEntries(logs) as Record<Party, string[]> };
  }

  /** Alarms of these kinds that the nodes have ever raised. Two countries are no quorum: others come of that. */
  async alarms(...kinds: readonly string[]): Promise<object[]> {
    const text = 'SELECT kind, key, detail FROM alarm WHERE kind = ANY($1)';
    const nodes = PARTIES.filter((party) => party !== BROKER);
    const rows = nodes.map((party) => this.query(this.exchange.local.databaseUrls(party).owner, text, [kinds]));
    return (await Promise.all(rows)).flat();
  }

  async close(): Promise<void> {
    this.isOn = false;
    await Promise.allSettled(this.work);
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
    await this.opened.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** An official who asks one question after the other, and insists on each. */
  private async askOn(): Promise<void> {
    while (this.isOn) {
      const key = crypto.randomUUID();
      this.asked.push(key);
      const isTaken = () =>
        this.exchange.ask('AR', this.subject, { key }).then(
          ({ status }) => status === 200 || status === 202,
          () => false,
        );
      while (!(await isTaken())) await sleep(ASKED_AGAIN_MS);
      await sleep(PAUSE_MS);
    }
  }

  private async observe(): Promise<void> {
    while (this.isOn) {
      await this.lookAround().catch(() => undefined); // the server is being killed
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Every checkpoint that was ever published is kept. */
  private async lookAround(): Promise<void> {
    for (const party of PARTIES) {
      const known = this.seen.get(party) as Set<string>;
      const sizes = [...known].map((note) => Number(readCheckpointBody(readNote(note).text).size));
      const text = 'SELECT note FROM tlog_checkpoint WHERE size > $1';
      const rows = await this.query<{ note: string }>(this.exchange.local.databaseUrls(party).app, text, [Math.max(-1, ...sizes)]); // prettier-ignore
      for (const { note } of rows) known.add(note);
    }
  }

  /** The checkpoint in the folder of a signer. */
  private async signedBy(party: Party): Promise<string> {
    const folder = String(this.exchange.local.signers.settings(party)['CREX_STATE_FOLDER']);
    return (JSON.parse(await readFile(join(folder, 'state.json'), 'utf8')) as { note: string }).note;
  }

  private async query<R extends object>(url: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
    let pool = this.pools.get(url);
    if (pool === undefined) {
      pool = new Pool({ connectionString: url, max: 1 });
      pool.on('error', () => undefined); // the server was killed: the next query connects anew
      this.pools.set(url, pool);
    }
    return (await pool.query<R>(text, [...values])).rows;
  }

  private async isSettled(): Promise<boolean> {
    const open: readonly (readonly [Party, string])[] = [
      ['AR', 'question WHERE outcome IS NULL'],
      ...(['AR', 'BR'] as const).map((party) => [party, `outbox WHERE state <> 'TAKEN'`] as const),
      ...(['AR', 'BR'] as const).map((party) => [party, `inbox WHERE state <> 'DONE'`] as const),
      [BROKER, 'mailbox_message WHERE line IS NOT NULL'],
      [BROKER, 'mailbox_statement'],
      ...PARTIES.map((party) => [party, 'audit_pending'] as const),
    ];
    for (const [party, what] of open) {
      const { owner } = this.exchange.local.databaseUrls(party);
      if ((await this.query(owner, `SELECT 1 FROM ${what} LIMIT 1`)).length > 0) return false;
    }
    return true;
  }
}

function isSigner(victim: Victim): boolean {
  return victim.startsWith('signer of ');
}

function partyOf(victim: Exclude<Victim, 'postgres'>): Party {
  return victim.replace('signer of ', '') as Party;
}
