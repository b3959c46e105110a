import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { localKek, openLog } from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { initialiseDirectory } from '#libs/directory';
import { metadataSigner } from '#libs/pki';
import { createLogger } from '#libs/platform';
import { defaultPolicies, loadPolicySet, type PolicyText } from '#libs/policy';
import type { CountryCode, Opener, Person } from '#libs/protocol';
import { createTestDatabase, type FixedClock, type TestDatabase } from '#libs/testing';
import { Home } from '../../apps/national-node/src/context.js';
import { HighWaterFile } from '../../apps/national-node/src/courier/high-water.js';
import { CurrentDirectory } from '../../apps/national-node/src/current-directory.js';
import { nodeMigrations } from '../../apps/national-node/src/foundation.js';
import { wire, type Foundation, type Wiring } from '../../apps/national-node/src/national-node.module.js';
import { ImportRegister } from '../../apps/national-node/src/register/import-register.js';
import { RegisterStore } from '../../apps/national-node/src/register/register.store.js';
import type { StandInBroker } from './stand-in-broker.js';

export interface TestNodeOptions {
  readonly alliance: Alliance;
  readonly country: CountryCode;
  readonly clock: FixedClock;
  readonly broker: StandInBroker;
  readonly policies?: readonly PolicyText[];
  /** Persons of the register; without them no import has happened. */
  readonly persons?: readonly Person[];
  /** Without them the log can take no entry with personal parts. */
  readonly withoutPeriodKeys?: boolean;
}

/** Tables whose rows say what a node has taken in, decided or said. */
const TABLES = ['inbox', 'outbox', 'audit_entry', 'late_answer', 'number_void', 'void_due'] as const;
type Rows = Record<(typeof TABLES)[number], number>;

/** A national node with its real verbs, database, keys and directory; only the broker stands in. */
export class TestNode {
  private constructor(
    readonly base: Foundation,
    readonly verbs: Wiring,
    readonly database: TestDatabase,
    readonly stateFolder: string,
    readonly openers: Map<string, Opener>,
  ) {}

  static async start(options: TestNodeOptions): Promise<TestNode> {
    const { alliance, country, clock, broker } = options;
    const member = alliance.member(country);
    const database = await createTestDatabase({ migrations: nodeMigrations });
    const folder = await mkdtemp(join(tmpdir(), 'crex-node-'));
    const home = new Home(country, alliance.env, clock, 'America/Sao_Paulo');
    const log = openLog({
      ...{ origin: `log.${country.toLowerCase()}.crex.example/audit/1`, clock },
      ...{ kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) },
    });
    if (options.withoutPeriodKeys !== true) await log.preparePeriodKeys(database.sql);
    await initialiseDirectory(database.sql, alliance.root);
    const fetch = (path: string) => Promise.resolve(alliance.files.get(path));
    const directory = new CurrentDirectory(database.dataSource, fetch, home);
    await directory.refresh();
    const opener = await member.opener();
    const openers = new Map([[opener.kid, opener]]);
    const policies = [defaultPolicies, ...(options.policies ?? [])];
    const base: Foundation = {
      ...{ home, log, directory, database: database.dataSource, registry: new Registry() },
      config: { messageLifeMs: 24 * 3_600_000, retentionMonths: 36 } as Foundation['config'],
      logger: createLogger({ service: 'test', level: 'silent' }),
      keys: {
        ...{ signer: member.signer, openers, directory: metadataSigner(member.keys['directory-online'].privateKey) },
        tls: { key: member.keys.tls.privateKey, certificate: '' },
      },
      policy: loadPolicySet({ name: country, version: '1', policies }),
      broker: broker.connectionOf(country),
      highWater: await HighWaterFile.open(join(folder, 'high-water.json'), true),
    };
    const node = new TestNode(base, wire(base), database, folder, openers);
    if (options.persons !== undefined) await node.importRegister(options.persons);
    return node;
  }

  /** Empties the mailbox once, and deals with everything that is due. */
  async receive(): Promise<void> {
    await this.verbs.collect.run(new AbortController().signal);
    await this.work();
  }

  async work(): Promise<void> {
    while ((await this.verbs.workInbox.run()) > 0);
  }

  /** Whatever was put off is due now. */
  async hurry(): Promise<void> {
    await this.database.sql.query('UPDATE inbox SET next_attempt_at = now()');
    await this.database.sql.query('UPDATE outbox SET next_attempt_at = now()');
  }

  async importRegister(persons: readonly Person[]): Promise<void> {
    const file = join(this.stateFolder, 'register.ndjson');
    await writeFile(file, persons.map((person) => `${JSON.stringify(person)}\n`).join(''));
    const { database, log, home } = this.base;
    const verb = new ImportRegister(database, new RegisterStore(), log, home);
    await verb.run({ kind: 'operator', id: 'op-1' }, file, ({ code }) => {
      throw new Error(`the register of the test is refused: ${code}`);
    });
  }

  async rows(): Promise<Rows> {
    const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ');
    return (await this.query<Rows>(`SELECT ${counts}`))[0] as Rows;
  }

  query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.database.sql.query<R>(text, values);
  }

  /** The entries of these types, oldest first. */
  async entries(...types: readonly string[]): Promise<Record<string, unknown>[]> {
    const rows = await this.query<{ leaf: Buffer }>(
      'SELECT leaf FROM audit_entry WHERE type = ANY($1) ORDER BY entry_id',
      [types],
    );
    return rows.map(({ leaf }) => JSON.parse(leaf.toString('utf8')) as Record<string, unknown>);
  }

  /** How often each code was counted for what failed before its sender was certain. */
  async oddities(): Promise<Record<string, number>> {
    const [metric] = (await this.base.registry.getMetricsAsJSON()).filter(({ name }) =>
      name.includes('unauthenticated'),
    );
    const values = (metric?.values ?? []) as readonly { value: number; labels: { code?: string } }[];
    return Object.fromEntries(values.map(({ value, labels }) => [labels.code ?? '', value]));
  }

  async close(): Promise<void> {
    await this.database.close();
    await rm(this.stateFolder, { recursive: true, force: true });
  }
}
