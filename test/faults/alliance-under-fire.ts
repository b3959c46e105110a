import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BROKER } from '#libs/protocol';
import type { LocalAlliance } from '../../apps/demo/src/local-alliance.js';
import { Pool } from 'pg';
import { criminalCase, Exchange, type AskBody, type RequestView } from '../e2e/exchange.js';
import type { Arming } from './arming.js';
import { KillablePostgres } from './killable-postgres.js';

export const PARTIES = ['AR', 'BR', BROKER] as const;
export type Party = (typeof PARTIES)[number];

/** A question as the test knows it: under one idempotency key, whatever dies. */
export interface Asked {
  readonly key: string;
  readonly atMs: number;
  requestId?: string;
}

const CHECKER = 'test/faults/check-databases.mjs';
const POLL_MS = 20;
const PERSONS = 60;

/** AR, BR and a broker with intercepted entry files, on a PostgreSQL server of their own that may be killed. */
export class AllianceUnderFire implements AsyncDisposable {
  private runs = 0;
  private readonly pools = new Map<Party, Pool>();

  private constructor(
    readonly exchange: Exchange,
    private readonly folder: string,
    private readonly subject: AskBody,
    private readonly postgres: KillablePostgres,
    private readonly database: Record<Party, () => string>,
  ) {}

  static async prepare(): Promise<AllianceUnderFire> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'crex-faults-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755); // root's PostgreSQL runs as another user
    const postgres = await KillablePostgres.start(folder);
    opening.defer(() => postgres.stop());
    const settingsOf = (party: Party) => {
      writeFileSync(join(folder, `${party}.control`), JSON.stringify({}));
      appendFileSync(join(folder, `${party}.trace`), '');
      return { FAULT_CONTROL: join(folder, `${party}.control`), FAULT_TRACE: join(folder, `${party}.trace`) };
    };
    const node = 'dist/test/faults/intercepted-node.js';
    const exchange = await Exchange.prepare({
      ...{ adminUrl: postgres.adminUrl, persons: PERSONS },
      entries: { AR: node, BR: node, BROKER: 'dist/test/faults/intercepted-broker.js' },
      ports: { BROKER: await freePort(), AR: await freePort() },
      settings: {
        // logs are shown and looked at in their own time, which is no step of a question (publish-log.db.spec.ts cuts that at every place)
        nodes: { CREX_DIRECTORY_PERIOD: '1h', CREX_LOG_PUBLISH_PERIOD: '10min', CREX_WITNESS_PERIOD: '10min' },
        ...{ AR: settingsOf('AR'), BR: settingsOf('BR') },
        BROKER: { ...settingsOf(BROKER), CREX_LOG_PUBLISH_PERIOD: '10min', CREX_WITNESS_PERIOD: '10min' },
      },
    });
    opening.use(exchange);
    const known = exchange.samples('BR', PERSONS).find(({ kind }) => kind === 'records');
    if (known === undefined) throw new Error('the register holds nobody with records');
    const url = (party: Party) => () => exchange.local.databaseUrls(party).owner;
    opening.move(); // from here on it is the suite's to close
    return new AllianceUnderFire(exchange, folder, criminalCase(['BR'], known.subject), postgres, {
      ...{ AR: url('AR'), BR: url('BR'), BROKER: url(BROKER) },
    });
  }

  /** From now on steps of these parties count; one may be told to die at a step. */
  arm(parties: readonly Party[], target?: { party: Party; step: string; signal?: Arming['signal'] }): string {
    this.runs += 1;
    const run = `run-${this.runs}`;
    for (const party of parties) {
      const aimed = target?.party === party ? { target: target.step, signal: target.signal ?? 'SIGKILL' } : {};
      this.control(party, { run, ...aimed });
    }
    return run;
  }

  disarm(): void {
    for (const party of PARTIES) this.control(party, {});
  }

  /** Replaced in one piece: the process reads it at any moment. */
  private control(party: Party, arming: Arming): void {
    const file = join(this.folder, `${party}.control`);
    writeFileSync(`${file}.new`, JSON.stringify(arming));
    renameSync(`${file}.new`, file);
  }

  steps(party: Party, run: string): string[] {
    const lines = readFileSync(join(this.folder, `${party}.trace`), 'utf8')
      .split('\n')
      .filter(Boolean);
    const noted = lines.map((line) => JSON.parse(line) as { run: string; step: string });
    return noted.filter((each) => each.run === run).map(({ step }) => step);
  }

  /** Asks once; the node may die meanwhile, then the request's id is not known yet. */
  async ask(asked: Asked = { key: crypto.randomUUID(), atMs: Date.now() }): Promise<Asked> {
    const { status, body } = await this.exchange.ask('AR', this.subject, { key: asked.key });
    if (![200, 202].includes(status)) throw new Error(`the question was answered with ${status}`);
    if (asked.requestId !== undefined && asked.requestId !== body.id) throw new Error('a retry made another request');
    asked.requestId = body.id;
    return asked;
  }

  /** What the official sees of the request: the outcome of its question. */
  async view(asked: Asked): Promise<string | null | undefined> {
    const { issuer, local } = this.exchange;
    const token = await issuer.token({ audience: 'urn:crex:test:AR', subject: 'AR-INV-01', roles: ['prosecutor'] });
    const response = await fetch(`${local.api('AR')}/api/v1/requests/${asked.requestId ?? ''}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await response.json()) as RequestView).questions[0]?.outcome;
  }

  isUp(party: Party): boolean {
    return this.exchange.local.process(party).isRunning;
  }

  /** What ended it; undefined while it runs. */
  deathOf(party: Party): NodeJS.Signals | number | undefined {
    const { signalCode, exitCode } = this.exchange.local.process(party).child;
    return signalCode ?? exitCode ?? undefined;
  }

  async death(party: Party, withinMs: number): Promise<boolean> {
    return until(() => Promise.resolve(!this.isUp(party)), withinMs);
  }

  async kill(...parties: Party[]): Promise<void> {
    await Promise.all(
      parties.map(async (party) => {
        const { child } = this.exchange.local.process(party);
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
  }

  async restart(...parties: Party[]): Promise<void> {
    this.disarm();
    await Promise.all(parties.map((party) => this.exchange.local.startOne(party)));
  }

  /** SIGKILL of the postmaster, and a new start on the same data and port. */
  async killPostgres(): Promise<void> {
    await this.postgres.killAndRestart();
  }

  async query<R>(party: Party, text: string, values: unknown[] = []): Promise<R[]> {
    let pool = this.pools.get(party);
    if (pool === undefined) {
      pool = new Pool({ connectionString: this.database[party](), max: 1 });
      pool.on('error', () => undefined); // the server was killed: the next query connects anew
      this.pools.set(party, pool);
    }
    return (await pool.query(text, values)).rows as R[];
  }

  /** Outcome of the question under a key; undefined while there is none. */
  async outcome({ key }: Asked): Promise<string | undefined> {
    const [row] = await this.query<{ outcome: string | null }>(
      'AR',
      'SELECT outcome FROM request JOIN question USING (request_id) WHERE idempotency_key = $1',
      [key],
    );
    return row?.outcome ?? undefined;
  }

  /** Ends the pauses after failed tries: who died often enough makes the others wait for minutes, as it should be. */
  async hurry(): Promise<void> {
    for (const party of ['AR', 'BR'] as const) {
      await this.query(party, `UPDATE outbox SET next_attempt_at = now() WHERE state IN ('WAITING', 'SEALED')`);
      await this.query(party, `UPDATE inbox SET next_attempt_at = now() WHERE state = 'NEW'`);
    }
  }

  /** Everything said has been taken, everything taken has been dealt with, nobody owes a receipt. */
  async settled(withinMs: number): Promise<boolean> {
    await this.hurry();
    const open: readonly (readonly [Party, string])[] = [
      ['AR', `outbox WHERE state <> 'TAKEN'`],
      ['BR', `outbox WHERE state <> 'TAKEN'`],
      ['AR', `inbox WHERE state <> 'DONE'`],
      ['BR', `inbox WHERE state <> 'DONE'`],
      [BROKER, 'mailbox_message WHERE line IS NOT NULL'],
      [BROKER, 'mailbox_statement'],
    ];
    return until(async () => {
      for (const [party, what] of open) {
        if ((await this.query(party, `SELECT 1 FROM ${what} LIMIT 1`)).length > 0) return false;
      }
      return true;
    }, withinMs);
  }

  /** The stand-alone checker's words on the three databases; the last line counts. */
  async check(): Promise<string[]> {
    return runChecker(
      PARTIES.map((party) => this.database[party]()),
      kekFilesOf(this.exchange.local),
    );
  }

  databaseUrl(party: Party): string {
    return this.database[party]();
  }

  get adminUrl(): string {
    return this.postgres.adminUrl;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
    await this.exchange.close();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** The key files by which the checker opens what the asker and the answerer have kept. */
export function kekFilesOf(local: LocalAlliance): string[] {
  return (['AR', 'BR'] as const).map((id) => local.adminEnvironment(id)['CREX_AUDIT_KEK_FILE'] ?? '');
}

/** Runs the checker as a program of its own; gives back its lines, whatever it found. */
export async function runChecker(urls: readonly string[], kekFiles: readonly string[]): Promise<string[]> {
  const run = promisify(execFile);
  const found = await run(process.execPath, [CHECKER, ...urls, ...kekFiles], {
    env: {},
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: unknown) => {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    if (code !== 1 || stdout === '') throw new Error(`the checker failed: ${stderr}`);
    return { stdout };
  });
  return found.stdout.trim().split('\n');
}

export async function until(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
