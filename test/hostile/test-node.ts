import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { encodeLeaf, integratePending, localKek, openEpoch, openLog } from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { initialiseDirectory } from '#libs/directory';
import type { DevelopmentAuthority } from '#libs/extract';
import { fileSigner, metadataSigner, type MemberKeys, type SealingPeriod } from '#libs/pki';
import { createLogger } from '#libs/platform';
import { defaultPolicies, loadPolicySet, type PolicyText } from '#libs/policy';
import type { CountryCode, Person } from '#libs/protocol';
import { createTestDatabase, type FixedClock, type TestDatabase } from '#libs/testing';
import { Home } from '../../apps/national-node/src/context.js';
import { HighWaterFile } from '../../apps/national-node/src/courier/high-water.js';
import type { WhenAmbiguous } from '../../apps/national-node/src/answer/conclude-question.js';
import type { BudgetSettings } from '../../apps/national-node/src/budget/wire-budgets.js';
import type { LogSettings } from '../../apps/national-node/src/log/log-settings.js';
import { CurrentDirectory } from '../../apps/national-node/src/current-directory.js';
import { SealingKeys, type SealingKeyCipher } from '../../apps/national-node/src/keys/sealing-keys.js';
import { nodeMigrations } from '../../apps/national-node/src/migrations.js';
import type { Foundation } from '../../apps/national-node/src/foundation-parts.js';
import { wire, type Wiring } from '../../apps/national-node/src/national-node.module.js';
import { builtInRules } from '../../apps/national-node/src/register/matching-rules.js';
import { registerVerbs } from '../../apps/national-node/src/register/register-verbs.js';
import type { RecordSource } from '../../apps/national-node/src/source/record-source.js';
import type { UnsentSettings } from '../../apps/national-node/src/unsent/wire-unsent.js';
import type { StandInBroker } from './stand-in-broker.js';

export interface TestNodeOptions {
  readonly alliance: Alliance;
  readonly country: CountryCode;
  readonly clock: FixedClock;
  readonly broker: Pick<StandInBroker, 'connectionOf'>;
  readonly policies?: readonly PolicyText[];
  /** Persons of the register; without them no import has happened. */
  readonly persons?: readonly Person[];
  /** Without them the log can take no entry with personal parts. */
  readonly withoutPeriodKeys?: boolean;
  /** Verifier keys of logs that no directory lists. */
  readonly furtherLogs?: readonly string[];
  /** Other times than the settings have by default. */
  readonly settings?: Partial<LogSettings & BudgetSettings & UnsentSettings & { readonly ambiguous: WhenAmbiguous }>;
  /** The country's own database, which the node follows instead of importing. */
  readonly recordSource?: RecordSource;
  /** The country issues extracts; all believe this authority. */
  readonly timeStamps?: DevelopmentAuthority;
  /** A node that has never fetched a directory. */
  readonly withoutDirectory?: boolean;
}

/** Key files without encryption, which costs a tenth of a second each. */
export const plainKeyFiles: SealingKeyCipher = {
  encrypt: ({ kid, privateKey, publicKey, notBefore, notAfter }) => {
    const [seed, key] = [privateKey, publicKey].map((bytes) => Buffer.from(bytes).toString('base64'));
    return Promise.resolve(JSON.stringify({ kid, seed, key, notBefore, notAfter }));
  },
  decrypt: (text) => {
    const { seed, key, ...rest } = JSON.parse(text) as Record<'seed' | 'key' | 'kid', string> & SealingPeriod;
    return Promise.resolve({ ...rest, privateKey: Buffer.from(seed, 'base64'), publicKey: Buffer.from(key, 'base64') });
  },
};

/** As the settings are by default. */
const SETTINGS = {
  ...{ retentionMonths: 36, ambiguous: 'ask' },
  ...{ officialPerHour: 1_000_000, officialPerDay: 1_000_000, countryPerHour: 10_000_000, countryPerDay: 10_000_000 },
  ...{ draftLifeMs: 30 * 24 * 3_600_000, approvalWorkingDays: 3 },
  ...{ messageLifeMs: 24 * 3_600_000, maximumMergeDelayMs: 24 * 3_600_000 },
  ...{ witnessPeriodMs: 60_000, logAlarmAfterMs: 5 * 60_000, checkpointFreshnessMs: 3_600_000 },
} as const;

/** Tables whose rows say what a node has taken in, decided or said. */
const TABLES = ['inbox', 'outbox', 'audit_entry', 'late_answer', 'number_void', 'void_due'] as const;
type Rows = Record<(typeof TABLES)[number], number>;

function extractsOf(
  { privateKey, certificate }: MemberKeys['extract-seal'],
  authority: DevelopmentAuthority | undefined,
) {
  if (authority === undefined) return { timeStampAuthorities: [] };
  const address = 'https://extracts.test.example/verify';
  const extractMaking = {
    ...{ signer: fileSigner(privateKey, certificate), certificate, timeStamps: authority, address, validityDays: 90 },
  };
  return { extractMaking, timeStampAuthorities: [authority.authority] };
}

/** A national node with its real verbs, database, keys and directory; only the broker stands in. */
export class TestNode implements AsyncDisposable {
  private constructor(
    readonly base: Foundation,
    readonly verbs: Wiring,
    readonly database: TestDatabase,
    readonly folder: string,
  ) {}

  static async start(options: TestNodeOptions): Promise<TestNode> {
    const { alliance, country, clock, broker } = options;
    const member = alliance.member(country);
    await using opening = new AsyncDisposableStack();
    const database = opening.use(await createTestDatabase({ migrations: nodeMigrations }));
    const folder = await mkdtemp(join(tmpdir(), 'crex-node-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const home = new Home(country, alliance.env, clock, 'America/Sao_Paulo');
    const logOrigin = alliance.entry(country).log.origin;
    const log = openLog({
      ...{ origin: logOrigin, clock },
      ...{ kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) },
    });
    if (options.withoutPeriodKeys !== true) await log.preparePeriodKeys(database.sql);
    await initialiseDirectory(database.sql, alliance.root);
    const fetch = (path: string) => Promise.resolve(alliance.files.get(path));
    const directory = new CurrentDirectory(database.dataSource, fetch, home);
    if (options.withoutDirectory !== true) await directory.refresh();
    await mkdir(join(folder, 'keys'));
    await writeFile(join(folder, 'keys', 'sealing.jwe'), await plainKeyFiles.encrypt(member.keys.sealing));
    const policies = [defaultPolicies, ...(options.policies ?? [])];
    const base: Foundation = {
      ...{ home, log, directory, database: database.dataSource, registry: new Registry() },
      config: { ...SETTINGS, ...options.settings, logOrigin } as Foundation['config'],
      ...extractsOf(member.keys['extract-seal'], options.timeStamps),
      furtherLogs: options.furtherLogs ?? [],
      recordSource: options.recordSource,
      logger: createLogger({ service: 'test', level: 'silent' }),
      keys: {
        ...{ signer: member.signer, witness: member.witnessSigner },
        sealing: await SealingKeys.open(join(folder, 'keys'), plainKeyFiles),
        directory: metadataSigner(member.keys['directory-online'].privateKey),
        tls: { key: member.keys.tls.privateKey, certificate: '' },
        certificates: (['tls', 'signing'] as const).map((role) => ({ role, der: member.keys[role].certificate })),
      },
      policy: loadPolicySet({ name: country, version: '1', policies }),
      matching: builtInRules,
      broker: broker.connectionOf(country),
      highWater: await HighWaterFile.open(join(folder, 'high-water.json'), true),
    };
    const node = new TestNode(base, wire(base), database, folder);
    if (options.persons !== undefined) await node.importRegister(options.persons);
    opening.move(); // from here on it is the suite's to close
    return node;
  }

  /** The verbs of a process that has just been started on the same database and folder, perhaps with one more rule. */
  restartedVerbs(...narrower: PolicyText[]): Wiring {
    const policy =
      narrower.length === 0
        ? this.base.policy
        : loadPolicySet({ name: this.base.home.country, version: '2', policies: [defaultPolicies, ...narrower] });
    return wire({ ...this.base, policy, registry: new Registry() });
  }

  /** Empties the mailbox once, and deals with everything that is due. */
  async receive(): Promise<void> {
    await this.verbs.collect.run(new AbortController().signal);
    // the database dates what comes by the clock of the machine, which goes ahead of the clock of a test for good
    const now = new Date(this.base.home.clock.nowMs());
    await this.database.owner.query('UPDATE inbox SET received_at = $1 WHERE received_at > $1', [now]);
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

  async importRegister(persons: readonly Person[], options: { readonly notify?: boolean } = {}): Promise<void> {
    const file = join(this.folder, 'register.ndjson');
    await writeFile(file, persons.map((person) => `${JSON.stringify(person)}\n`).join(''));
    await registerVerbs(this.base).importRegister.run({ kind: 'operator', id: 'op-1' }, file, {
      ...options,
      refuse: ({ code }) => {
        throw new Error(`the register of the test is refused: ${code}`);
      },
    });
  }

  async rows(): Promise<Rows> {
    const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ');
    return (await this.query<Rows>(`SELECT ${counts}`))[0] as Rows;
  }

  /** What the log holds by now gets its place in the tree, as the log's signer does it. */
  async placeEntries(): Promise<void> {
    const { owner } = this.database;
    const { logOrigin: origin } = this.base.config;
    const start = { v: 1, type: 'EPOCH_START', eventId: randomUUID(), reason: 'new-log', c: {} } as const;
    const opened = await owner.query('SELECT 1 FROM tlog_epoch');
    if (opened.length === 0)
      await openEpoch(owner, 1, encodeLeaf({ ...start, origin, at: this.base.home.nowSeconds() }));
    await integratePending(owner, 1);
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

  get highWaterPath(): string {
    return join(this.folder, 'high-water.json');
  }

  async close(): Promise<void> {
    await this.verbs.holdCourier.release();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
