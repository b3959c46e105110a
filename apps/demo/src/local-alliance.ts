import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { createDatabase } from '#libs/platform';
import { BROKER, type CountryCode, type Environment, type MemberId } from '#libs/protocol';
import { inherited, RunningProcess } from './child-process.js';
import { LogSigners, originOf } from './log-signers.js';

const run = promisify(execFile);

export interface LocalAllianceOptions {
  readonly env: Exclude<Environment, 'production'>;
  /** Countries with a node of their own. */
  readonly members: readonly CountryCode[];
  /** Enrolled countries without a process. */
  readonly absent?: readonly CountryCode[];
  readonly suspended?: readonly CountryCode[];
  /** Everything it writes goes here: keys, state, logs. */
  readonly folder: string;
  /** Superuser's connection string of a PostgreSQL server. */
  readonly adminUrl: string;
  readonly issuer: {
    readonly url: string;
    audience(country: CountryCode): string;
    /** With it browsers sign in at the nodes, too. */
    clientId?(country: CountryCode): string;
  };
  /** Folder with the compiled programs. */
  readonly dist?: string;
  /** Other entry files, for tests that intercept. */
  readonly entries?: Partial<Record<MemberId, string>>;
  readonly ports?: Partial<Record<MemberId, number>>;
  /** More settings of a program. */
  readonly settings?: Partial<Record<MemberId | 'nodes' | 'signers', Readonly<Record<string, string>>>>;
  /** Cedar texts of a country, by file name. */
  readonly policies?: Partial<Record<CountryCode, Readonly<Record<string, string>>>>;
  readonly databasePrefix?: string;
  /** Ends what is being done and started, at any moment. */
  readonly signal?: AbortSignal;
}

interface Place {
  readonly id: MemberId;
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly admin: string;
}

/**
 * An Alliance on one machine: keys and directory from the ceremony, a database for each party, and the broker, the
 * nodes and the signers of their logs as processes of their own.
 */
export class LocalAlliance {
  private readonly processes = new Map<MemberId, RunningProcess>();
  private readonly starting = new Set<Promise<unknown>>();
  private stopping = new AbortController();
  readonly signers: LogSigners;

  private constructor(
    readonly options: LocalAllianceOptions,
    readonly alliance: Alliance,
    private readonly places: ReadonlyMap<MemberId, Place>,
  ) {
    this.signers = new LogSigners(options);
  }

  /** Makes the keys, the databases and the configuration; starts nothing. */
  static async create(options: LocalAllianceOptions): Promise<LocalAlliance> {
    const countries = [...options.members, ...(options.absent ?? [])];
    const alliance = await Alliance.create({
      ...{ env: options.env, members: countries, nowMs: Date.now() },
      suspended: options.suspended ?? [],
    });
    const folder = resolve(options.folder);
    await saveAlliance(alliance, join(folder, 'alliance'));
    await mkdir(join(folder, 'logs'), { recursive: true });
    const ids = [BROKER, ...options.members] as const;
    const places = await Promise.all(ids.map((id) => preparePlace(options, folder, id)));
    const local = new LocalAlliance(options, alliance, new Map(places.map((place) => [place.id, place])));
    await Promise.all(
      ids.map((id) => local.admin(id, ['migrate'], { CREX_DATABASE_OWNER_URL_FILE: local.file(id, 'owner-url') })),
    );
    await local.admin(BROKER, ['publish-directory', join(folder, 'alliance', 'directory')]);
    return local;
  }

  /** Starts the broker and its log's signer, then all nodes at once and the signers of their logs. */
  async start(): Promise<void> {
    await this.startBroker();
    await this.startMembers();
  }

  async startBroker(): Promise<void> {
    await Promise.all([this.startOne(BROKER), this.startSigner(BROKER)]);
  }

  /** All nodes at once, with the signers of their logs; the broker is up. */
  async startMembers(): Promise<void> {
    await Promise.all(this.options.members.flatMap((country) => [this.startOne(country), this.startSigner(country)]));
  }

  /** Starts the signer of one party's log. */
  async startSigner(id: MemberId): Promise<RunningProcess> {
    return this.whileStarting(this.signers.start(id, this.signal));
  }

  /** Starts one party; one that was up before comes back at the same address. */
  async startOne(id: MemberId): Promise<RunningProcess> {
    const place = this.place(id);
    const before = this.processes.get(id);
    const port = before === undefined ? undefined : addressOf(id, before)?.port;
    const brokerUrl = id === BROKER ? {} : { CREX_BROKER_URL: this.brokerUrl(this.processes.get(BROKER)) };
    const starting = RunningProcess.start({
      ...{ name: id, entry: place.entry, logFile: this.logFile(id), signal: this.signal },
      env: { ...place.settings, ...brokerUrl, ...(port === undefined ? {} : { CREX_PORT: port }) },
    });
    const started = await this.whileStarting(starting);
    this.processes.set(id, started);
    return started;
  }

  /** So that what is still starting is ended too. */
  private async whileStarting<T>(starting: Promise<T>): Promise<T> {
    this.starting.add(starting);
    try {
      return await starting;
    } finally {
      this.starting.delete(starting);
    }
  }

  process(id: MemberId): RunningProcess {
    const found = this.processes.get(id);
    if (found === undefined) throw new Error(`${id} has not been started`);
    return found;
  }

  /** Where a node's domestic API is. */
  api(country: CountryCode): string {
    return String(this.process(country).ready['api']);
  }

  /** Where the broker is. */
  brokerAddress(): string {
    return this.brokerUrl(this.process(BROKER));
  }

  databaseUrls(id: MemberId): { app: string; owner: string } {
    const { databaseUrl, ownerUrl } = this.place(id);
    return { app: databaseUrl, owner: ownerUrl };
  }

  logFile(id: MemberId): string {
    return join(resolve(this.options.folder), 'logs', `${id}.log`);
  }

  /** Runs a command of the node's or broker's admin entry; its answer is JSON. */
  async admin(id: MemberId, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const { admin } = this.place(id);
    const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', admin, ...args], {
      ...{ env: { ...inherited(), ...this.adminEnvironment(id), ...more }, signal: this.signal },
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as unknown;
  }

  /** The settings with which the admin entry of this party can be run by hand. */
  adminEnvironment(id: MemberId): Record<string, string> {
    const brokerUrl = id === BROKER ? {} : { CREX_BROKER_URL: 'https://localhost:1' };
    return { ...brokerUrl, ...this.place(id).settings };
  }

  /** Where the admin entry of this party is: compiled, and absolute. */
  adminEntry(id: MemberId): string {
    return resolve(this.place(id).admin);
  }

  /** Ends everything it started, what is still starting too: the nodes first, then the broker, then the signers. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.starting);
    this.stopping = new AbortController();
    const running = [...this.processes].filter(([id]) => id !== BROKER).map(([, each]) => each);
    await Promise.all(running.map((each) => each.stop()));
    await this.processes.get(BROKER)?.stop();
    await this.signers.stop();
  }

  private get signal(): AbortSignal {
    return AbortSignal.any([this.stopping.signal, ...(this.options.signal === undefined ? [] : [this.options.signal])]);
  }

  private brokerUrl(broker: RunningProcess | undefined): string {
    const port = broker === undefined ? this.options.ports?.[BROKER] : addressOf(BROKER, broker)?.port;
    if (port === undefined) throw new Error('the broker has no address yet: start it once, or give it a port');
    return `https://localhost:${port}`;
  }

  private place(id: MemberId): Place {
    const place = this.places.get(id);
    if (place === undefined) throw new Error(`${id} has no process here`);
    return place;
  }

  private file(id: MemberId, name: string): string {
    return join(resolve(this.options.folder), 'state', id, name);
  }
}

/** What a program says when it is ready. */
function addressOf(id: MemberId, { ready }: RunningProcess): URL | null {
  return URL.parse(String(ready[id === BROKER ? 'listening' : 'api']));
}

async function preparePlace(options: LocalAllianceOptions, folder: string, id: MemberId): Promise<Place> {
  const state = join(folder, 'state', id);
  await mkdir(join(state, 'policy'), { recursive: true });
  const name = `${options.databasePrefix ?? 'crex'}_${id.toLowerCase()}`;
  const password = () => randomBytes(18).toString('base64url');
  const { url, ownerUrl, logUrl } = await createDatabase({
    ...{ adminUrl: options.adminUrl, name, ownerRole: `${name}_owner`, appRole: `${name}_app`, logRole: `${name}_log` },
    ...{ ownerPassword: password(), appPassword: password(), logPassword: password() },
  });
  await writeFile(join(state, 'database-url'), url, { mode: 0o600 });
  await writeFile(join(state, 'owner-url'), ownerUrl, { mode: 0o600 });
  await writeFile(join(state, 'log-url'), logUrl, { mode: 0o600 });
  const texts = id === BROKER ? {} : (options.policies?.[id] ?? {});
  for (const [file, text] of Object.entries(texts)) await writeFile(join(state, 'policy', file), text);
  const program = id === BROKER ? 'broker' : 'national-node';
  const dist = join(options.dist ?? 'dist', 'apps', program, 'src');
  const entry = options.entries?.[id] ?? join(dist, 'main.js');
  const settings = id === BROKER ? commonSettings(options, folder, id) : nodeSettings(options, folder, id);
  const more = { ...(id === BROKER ? {} : options.settings?.nodes), ...options.settings?.[id] };
  return { id, databaseUrl: url, ownerUrl, settings: { ...settings, ...more }, entry, admin: join(dist, 'admin.js') };
}

function commonSettings(options: LocalAllianceOptions, folder: string, id: MemberId): Record<string, string> {
  const own = join(folder, 'alliance', id.toLowerCase());
  return {
    CREX_ENV: options.env,
    CREX_PORT: String(options.ports?.[id] ?? 0),
    CREX_DATABASE_URL_FILE: join(folder, 'state', id, 'database-url'),
    CREX_KEYS_FOLDER: own,
    CREX_KEYS_PASSPHRASE_FILE: join(own, 'passphrase'),
    CREX_AUDIT_KEK_FILE: join(own, 'audit.kek'),
    CREX_AUDIT_PSEUDONYM_KEY_FILE: join(own, 'audit.pseudonym'),
    CREX_LOG_ORIGIN: originOf(id),
    CREX_LOG_PUBLISH_PERIOD: '1s', // who watches does not wait
  };
}

function nodeSettings(options: LocalAllianceOptions, folder: string, country: CountryCode): Record<string, string> {
  const own = join(folder, 'alliance', country.toLowerCase());
  return {
    ...commonSettings(options, folder, country),
    CREX_COUNTRY: country,
    CREX_ZONE: ZONES[country] ?? 'UTC',
    CREX_BROKER_CA_FILE: join(own, 'anchor', 'broker-ca.pem'),
    CREX_DIRECTORY_ROOT_FILE: join(own, 'anchor', 'root.json'),
    CREX_STATE_FOLDER: join(folder, 'state', country),
    CREX_POLICY_FOLDER: join(folder, 'state', country, 'policy'),
    CREX_OIDC_ISSUER: options.issuer.url,
    CREX_OIDC_AUDIENCE: options.issuer.audience(country),
    ...(options.issuer.clientId === undefined
      ? {}
      : { CREX_OIDC_CLIENT_ID: options.issuer.clientId(country), CREX_OIDC_COUNTRY_CLAIM: 'crex_country' }),
  };
}

/** Zones of the countries that have a node in the demo and in tests. */
const ZONES: Partial<Record<CountryCode, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  BR: 'America/Sao_Paulo',
  JM: 'America/Jamaica',
  SR: 'America/Paramaribo',
};
