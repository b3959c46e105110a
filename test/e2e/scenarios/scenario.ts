import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { legalBasesFor } from '#libs/catalogue';
import { openDatabase, sqlOf, type Database } from '#libs/platform';
import { PACKS_FOLDER } from '#libs/policy';
import { personAt, sampleEvidence } from '#libs/synthetic';
import type { CountryCode, Kind, MemberId, Person, Purpose, Role, Subject, Urgency } from '#libs/protocol';
import type { LocalAlliance } from '../../../apps/demo/src/local-alliance.js';
import { startTimeStamps } from '../../../apps/demo/src/time-stamps.js';
import { Exchange, type ExchangeOptions } from '../exchange.js';
import { Official, until } from './official.js';

/** A country's part of a request, as the API shows it: what the stories read of it. */
export interface QuestionView {
  readonly id: string;
  readonly country: CountryCode;
  readonly messageId: string | null;
  readonly state: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly dueAt: string | null;
  readonly clock?: string;
  readonly delay?: { readonly announcedAt: string; readonly reason: string };
  readonly information?: { readonly round: number; readonly missing: readonly string[]; readonly respondBy: string };
  readonly answer?: {
    readonly outcome: string;
    readonly reason?: string;
    readonly candidates?: number;
    readonly missing?: readonly string[];
    readonly record?: Pick<Person, 'convictions'> & { readonly identity: object };
  };
  readonly late: readonly { readonly outcome: string }[];
  readonly recalls: readonly { readonly reason: string; readonly convictionIds: readonly string[] }[];
  readonly proof: { readonly requestDigest?: string; readonly promise?: { readonly eventId: string } };
}

/** An entry of a log with its opened parts, as an auditor reads it. */
export interface Entry {
  readonly eventId: string;
  readonly type: string;
  readonly leaf: Readonly<Record<string, string | number>>;
  readonly parts: Readonly<
    Partial<Record<'subject' | 'actor' | 'detail', { readonly value?: Record<string, unknown> }>>
  >;
}

interface Asking {
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly role?: Role;
  readonly purpose?: Purpose;
  readonly urgency?: Urgency;
  /** A treaty that both packs accept unless given. */
  readonly legalBasis?: string;
  readonly subject: Subject;
  /** Which official of that role asks. */
  readonly number?: number;
}

export type ScenarioOptions = ExchangeOptions & {
  /** The clock of all programs can be moved. */
  readonly hasMovedClock?: boolean;
};

const DAY_MS = 24 * 3_600_000;

/** An authority whose time is the machine's. @returns the settings of nodes that issue extracts with it */
async function beginTimeStamps(opening: AsyncDisposableStack): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'crex-time-stamps-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const timeStamps = await startTimeStamps(folder);
  opening.defer(() => timeStamps.close());
  return timeStamps.settings;
}

/** A running Alliance, its officials, and what their countries' logs say. */
export class Scenario implements AsyncDisposable {
  private cases = 0;
  private readonly databases = new Map<MemberId, Promise<Database>>();

  private constructor(
    private readonly exchange: Exchange,
    private readonly clock: MovedClock | undefined,
    private readonly opened: AsyncDisposableStack,
  ) {}

  static async begin({ hasMovedClock = false, settings = {}, ...options }: ScenarioOptions): Promise<Scenario> {
    await using opening = new AsyncDisposableStack();
    const clock = hasMovedClock ? new MovedClock(join(tmpdir(), `crex-clock-${crypto.randomUUID()}`)) : undefined;
    opening.defer(() => clock?.remove());
    const preload = clock?.settings ?? {};
    const stamping = clock === undefined ? await beginTimeStamps(opening) : {};
    const exchange = await Exchange.prepare({
      ...{ persons: 100, policies: await packsOf(options.members ?? []), ...options },
      settings: {
        ...settings,
        nodes: { ...preload, ...stamping, ...settings.nodes },
        BROKER: { ...preload, ...settings.BROKER },
        signers: preload,
      },
    });
    opening.use(exchange);
    await exchange.local.start();
    return new Scenario(exchange, clock, opening.move());
  }

  get local(): LocalAlliance {
    return this.exchange.local;
  }

  get nowMs(): number {
    return Date.now() + (this.clock?.aheadMs ?? 0);
  }

  /** All programs' clocks go ahead at once; then whoever is up renews what has run out in the directory, and is well. */
  passDays(days: number): Promise<void> {
    return this.passUntil(this.nowMs + days * DAY_MS);
  }

  /** The same, until a moment (milliseconds since 1970). */
  async passUntil(ms: number): Promise<void> {
    if (this.clock === undefined) throw new Error('this Alliance keeps to the machine’s clock');
    this.clock.advance(ms - this.nowMs);
    const up = this.local.options.members.filter((country) => this.local.process(country).isRunning);
    await Promise.all(up.map((country) => until(() => this.knowsWhoIsWho(country), (knows) => knows))); // prettier-ignore
  }

  /** Whether the directory of a country's node is in force. */
  private knowsWhoIsWho(country: CountryCode): Promise<boolean> {
    return this.official(country, 'clerk')
      .get('members')
      .then(() => true, () => false); // prettier-ignore
  }

  official(country: CountryCode, role: Role, number = 1): Official {
    const id = `${country}-${role.toUpperCase()}-${number}`;
    const { local, issuer } = this.exchange;
    const token = () =>
      issuer.token({ audience: `urn:crex:test:${country}`, subject: id, roles: [role], atMs: this.nowMs });
    return new Official(country, id, () => local.api(country), token);
  }

  /** Subjects of a kind about whom a country's register says what is known to the test. */
  subject(country: CountryCode, kind: 'records' | 'none' | 'ambiguous' | 'incomplete', round = 0): Subject {
    const samples = this.exchange.samples(country, 100, 12).filter((each) => each.kind === kind);
    const found = samples[round];
    if (found === undefined) throw new Error(`no such subject of ${country}: ${kind} ${round}`);
    return found.subject;
  }

  /** A question of an official, with a case of its own. */
  async ask({ from, to, role = 'prosecutor', purpose = 'C1', urgency = 'ROUTINE', subject, number, ...more }: Asking) {
    const official = this.official(from, role, number);
    const caseReference = this.newCase(from);
    const { legalBasis = legalBasisOf(from, to) } = more;
    const evidence = sampleEvidence(purpose);
    const { id } = await official.post<{ id: string }>(
      'requests',
      { to: [to], purpose, legalBasis, caseReference, urgency, evidence, subject },
      { 'idempotency-key': crypto.randomUUID() },
    );
    return new Asked(this, official, id, to, caseReference);
  }

  newCase(country: CountryCode): string {
    this.cases += 1;
    return `${country} ${this.cases}/2026`;
  }

  /** The question of another country's case that waits for a clerk of this one. */
  async waiting(clerk: Official, queue: string, from: CountryCode): Promise<string> {
    const look = () =>
      clerk.get<{ questions: { questionId: string; country: string }[] }>(`clerk/queue?queue=${queue}&country=${from}`);
    const { questions } = await until(look, (seen) => seen.questions.length > 0);
    return questions[0]!.questionId;
  }

  /** What the auditor of a country reads of one event. @throws ApiRefusal when the log has no such entry */
  entry(country: CountryCode, eventId: string, type: string): Promise<Entry> {
    return this.official(country, 'auditor').get<Entry>(`log/entries/${eventId}/${type}`);
  }

  /** What the auditor of a country finds about a case or with another country, newest first. */
  async entries(country: CountryCode, search: object): Promise<readonly Entry[]> {
    const at = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
    const period = { from: at(this.nowMs - 40 * DAY_MS), to: at(this.nowMs + DAY_MS) };
    const found = await this.official(country, 'auditor').post<{ entries: Entry[] }>('log/entries', {
      ...{ ...period, limit: 100 },
      ...search,
    });
    return found.entries;
  }

  /** Runs a command of the operator of a country, with files for what it must not see on its command line. */
  async operate(country: CountryCode, words: readonly string[], record?: object | string): Promise<unknown> {
    const broker = { CREX_BROKER_URL: this.local.brokerAddress() };
    if (record === undefined) return this.local.admin(country, words, broker);
    const file = join(this.exchange.folder, `${crypto.randomUUID()}.txt`);
    await writeFile(file, typeof record === 'string' ? record : JSON.stringify(record));
    return this.local.admin(country, [...words, file]);
  }

  /** Waits until a country has dealt with a message of this kind; `meanwhile` is done before each look. */
  async hasReceived(
    country: CountryCode,
    kind: Kind,
    from: CountryCode,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const look = async () => {
      await meanwhile();
      return this.query(country, `SELECT 1 FROM inbox WHERE state = 'DONE' AND kind = $1 AND sender = $2`, [
        kind,
        from,
      ]);
    };
    await until(look, (found) => found.length > 0);
  }

  /** A country tries again now what it would try in a minute: who was away is listed again. */
  hurry(country: CountryCode): Promise<unknown> {
    return this.query(country, `UPDATE outbox SET next_attempt_at = now() WHERE state = 'WAITING'`);
  }

  /** Every kind of message that some node has received and dealt with. */
  async kindsReceived(): Promise<Set<string>> {
    const rows = await Promise.all(
      this.local.options.members.map((country) =>
        this.query<{ kind: string }>(country, `SELECT DISTINCT kind FROM inbox WHERE state = 'DONE'`),
      ),
    );
    return new Set(rows.flat().map(({ kind }) => kind));
  }

  /** A person of a made-up register by their id there. */
  person(country: CountryCode, personId: string): Person {
    return personAt({ country, seed: '7' }, Number(personId.split('-')[1]));
  }

  async query<R extends object>(id: MemberId, text: string, values: readonly unknown[] = []): Promise<R[]> {
    const open = () =>
      openDatabase({ url: this.local.databaseUrls(id).app, entities: [], poolSize: 1, applicationName: 'test' });
    const database = this.databases.get(id) ?? open();
    this.databases.set(id, database);
    return sqlOf((await database).manager).query<R>(text, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.databases.values()) await (await each).destroy();
    await this.opened.disposeAsync();
  }
}

/** A question that was put to one country. */
export class Asked {
  constructor(
    private readonly scenario: Scenario,
    readonly official: Official,
    readonly requestId: string,
    readonly to: CountryCode,
    readonly caseReference: string,
  ) {}

  async view(): Promise<QuestionView> {
    const { questions } = await this.official.get<{ questions: QuestionView[] }>(`requests/${this.requestId}`);
    return questions[0]!;
  }

  until(isSo: (question: QuestionView) => boolean): Promise<QuestionView> {
    return until(() => this.view(), isSo);
  }

  reaches(state: string): Promise<QuestionView> {
    return this.until((question) => question.state === state);
  }

  ends(): Promise<QuestionView> {
    return this.until(({ outcome }) => outcome !== null);
  }

  async inform(information: object): Promise<void> {
    await this.official.post(`requests/${this.requestId}/questions/${this.to}/information`, information);
  }

  async cancel(reason: string): Promise<void> {
    await this.official.post(`requests/${this.requestId}/questions/${this.to}/cancellation`, { reason });
  }

  /** The entries of both countries' logs on how this question ended. @throws when one has none, or they disagree */
  async logged(): Promise<{ readonly asker: Entry; readonly answerer: Entry }> {
    const { id, outcome, proof } = await this.view();
    const { country } = this.official;
    const [, asker] = await Promise.all([
      this.scenario.entry(country, id, 'ASK'),
      this.scenario.entry(country, id, 'OUTCOME'),
    ]);
    const tells = outcome === 'RECORDS' || outcome === 'PARTIAL';
    const type = tells ? 'DISCLOSURE' : outcome === 'NO_RECORD' ? 'NO_RECORD' : 'WITHHELD';
    const answerer = await this.scenario.entry(this.to, proof.promise?.eventId ?? '', type);
    if (asker.leaf['outcome'] !== outcome || answerer.leaf['requestDigest'] !== proof.requestDigest)
      throw new Error(`the logs of ${country} and ${this.to} say otherwise than ${outcome ?? 'nothing'}`);
    return { asker, answerer };
  }
}

/** How far all clocks are ahead: one file that every program reads. */
class MovedClock {
  aheadMs = 0;

  constructor(private readonly file: string) {
    this.write();
  }

  get settings(): Readonly<Record<string, string>> {
    const preload = pathToFileURL(resolve('dist/test/e2e/scenarios/moved-clock.js')).href;
    return { NODE_OPTIONS: `--import=${preload}`, MOVED_CLOCK_FILE: this.file };
  }

  advance(ms: number): void {
    this.aheadMs += ms;
    this.write();
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  /** In one piece: programs read it at any moment. */
  private write(): void {
    writeFileSync(`${this.file}.new`, String(this.aheadMs));
    renameSync(`${this.file}.new`, this.file);
  }
}

/** A treaty on which the packs of both countries let a question rest. */
export function legalBasisOf(from: CountryCode, to: CountryCode): string {
  const codes = legalBasesFor(from, to).map(({ code }) => code);
  return codes.includes('NASSAU-1992') ? 'NASSAU-1992' : (codes[0] ?? '');
}

/** The rules that the software proposes for these countries. */
async function packsOf(countries: readonly CountryCode[]) {
  const texts = countries.map(async (country) => {
    const file = `${country}.cedar`;
    return [country, { [file]: await readFile(join(PACKS_FOLDER, file), 'utf8') }] as const;
  });
  return Object.fromEntries(await Promise.all(texts)) as Partial<Record<CountryCode, Record<string, string>>>;
}
