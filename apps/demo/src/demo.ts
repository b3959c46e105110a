import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COUNTRY_NAMES } from '#libs/catalogue';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#libs/platform';
import { examplePacks, PACKS_FOLDER } from '#libs/policy';
import { BROKER, type CountryCode, type Person } from '#libs/protocol';
import { tellExtract } from './certified-extract.js';
import { tellClosingProofs } from './closing-proofs.js';
import type { RunningProcess } from './child-process.js';
import { DomesticApi } from './domestic-api.js';
import { Logs } from './evidence.js';
import { liveOn } from './everyday.js';
import { tellHowToAsk, tellSummary } from './intro.js';
import { tellFanOut } from './fan-out.js';
import { startIssuer, type Issuer } from './issuer.js';
import { LocalAlliance } from './local-alliance.js';
import { tellLogAtWork } from './log-at-work.js';
import { duration, type Narrator } from './narrator.js';
import { DEMO_COUNTRIES, demoColleagues, demoOfficials, type DemoCountry } from './officials.js';
import type { DemoOptions } from './options.js';
import type { OutputFolder } from './output-folder.js';
import { portFor } from './ports.js';
import { publishPastMonths } from './publish-past-months.js';
import { asks, samples, storyQuestions, type Asker, type StoryQuestion } from './questions.js';
import { convictedAbroad, knownOnlyIn, personToldOf, writeRegister } from './registers.js';
import { clerkOf, Story } from './story.js';
import { startTimeStamps, type TimeStamps } from './time-stamps.js';
import { tellNotification, tellRecall } from './told-unasked.js';

/** The one country that knows the person of the question to several. */
const HOME_OF_ONE_MORE: DemoCountry = 'BR';
const PARTIES = [BROKER, ...DEMO_COUNTRIES] as const;
/** Whose auditor looks into the log. */
const AUDITOR = { country: 'JM', role: 'auditor' } as const;
/** Who needs an extract for a court. */
const PROSECUTOR = { country: 'AR', role: 'prosecutor' } as const;
/** Who asks Argentina for what Brazil has told it. */
const THIRD = { country: 'SR', role: 'investigator' } as const;
/** How soon the countries look at each other's logs: the reader does not wait for a minute. */
const WITNESS_PERIOD = { CREX_WITNESS_PERIOD: '2s' };

/** A small Alliance on one machine, and its story. Everything it starts is ended by {@link stop}, at whatever moment. */
export class Demo {
  private readonly officials = [...demoOfficials(), ...demoColleagues()];
  private readonly stopping = new AbortController();
  private readonly startedAt = new Date();
  /** Promises: what is still starting when the demo is ended must end too. */
  private postgres: Promise<EmbeddedPostgres> | undefined;
  private issuer: Promise<Issuer> | undefined;
  private timeStamps: Promise<TimeStamps> | undefined;
  private local: Promise<LocalAlliance> | undefined;

  constructor(
    private readonly options: DemoOptions,
    private readonly folder: OutputFolder,
    private readonly narrator: Narrator,
  ) {}

  /** @returns what did not come out as it must: nothing, when all is well */
  async run(): Promise<readonly string[]> {
    const oneMore = knownOnlyIn(HOME_OF_ONE_MORE, this.options);
    const questions = storyQuestions(this.options, oneMore.subject);
    this.narrator.title('Setting up');
    const adminUrl = await this.startPostgres();
    const issuer = await this.startIssuer();
    const local = await this.makeAlliance(adminUrl, issuer);
    await Promise.all(
      DEMO_COUNTRIES.map((country) =>
        this.importRegister(local, country, country === HOME_OF_ONE_MORE ? oneMore.person : undefined),
      ),
    );
    await this.startAlliance(local, issuer);
    const story = await this.tell(local, questions);
    tellSummary(this.narrator, story.told, this.folder);
    if (!this.options.once) tellHowToAsk(this.narrator, nodesOf(local), this.folder);
    return story.failures;
  }

  /** Ends everything that was started or is starting, in order; the data stay. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const [local] = await Promise.allSettled([this.local]);
    if (local.status === 'fulfilled') await local.value?.stop();
    const [issuer, postgres, timeStamps] = await Promise.allSettled([this.issuer, this.postgres, this.timeStamps]);
    if (timeStamps.status === 'fulfilled') await timeStamps.value?.close();
    if (issuer.status === 'fulfilled') await issuer.value?.close();
    if (postgres.status === 'fulfilled') await postgres.value?.stop();
  }

  /** While it stays up, officials go on asking: whoever opens a console finds an ordinary day. */
  async liveOn(): Promise<void> {
    const local = await this.local;
    if (local === undefined) return;
    await liveOn(local, this.options, this.folder, this.stopping.signal);
  }

  /** Tells when a part of the Alliance ends by itself: then the demo is over. */
  async onBreakdown(tell: (what: string) => void): Promise<void> {
    const local = await this.local;
    if (local === undefined) return;
    const watch = ({ name, child }: RunningProcess, logFile: string): void => {
      child.once('exit', () => {
        if (!this.stopping.signal.aborted) tell(`${name} has ended by itself: see ${logFile}`);
      });
    };
    for (const id of PARTIES) {
      watch(local.process(id), local.logFile(id));
      watch(local.signers.process(id), local.signers.logFile(id));
    }
  }

  private async startPostgres(): Promise<string> {
    await this.folder.takeOver();
    this.postgres = startEmbeddedPostgres({ dataDirectory: this.folder.dataDirectory });
    const { result, took } = await timed(() => this.postgres as Promise<EmbeddedPostgres>);
    await this.folder.deleteEarlierData();
    this.narrator.did('demo', `started PostgreSQL 18 on port ${result.port} (${took})`);
    return result.adminUrl;
  }

  private async startIssuer(): Promise<Issuer> {
    this.issuer = startIssuer({ env: 'demo', port: await portFor('ISSUER'), officials: this.officials });
    const issuer = await this.issuer;
    this.narrator.did('demo', `started the sign-in service of ${this.officials.length} officials at ${issuer.url}`);
    return issuer;
  }

  private async makeAlliance(adminUrl: string, issuer: Issuer): Promise<LocalAlliance> {
    const ports = Object.fromEntries(await Promise.all(PARTIES.map(async (id) => [id, await portFor(id)] as const)));
    this.timeStamps = startTimeStamps(this.folder.file('time-stamps'));
    const { settings } = await this.timeStamps;
    this.narrator.did('demo', 'started a time-stamp authority, which nobody outside has reason to believe');
    this.local = LocalAlliance.create({
      ...{ env: 'demo', members: DEMO_COUNTRIES, absent: ['GY'], suspended: ['GY'], folder: this.folder.path },
      ...{ adminUrl, issuer, ports, policies: await ownPolicies(), signal: this.stopping.signal },
      settings: { nodes: { ...WITNESS_PERIOD, ...settings }, BROKER: WITNESS_PERIOD },
    });
    const { result, took } = await timed(() => this.local as Promise<LocalAlliance>);
    this.narrator.did('demo', `held the key ceremony of six parties, made five databases (${took})`);
    this.narrator.did('broker', 'published the directory: AR, BR, JM, SR active, GY suspended');
    return result;
  }

  private async importRegister(local: LocalAlliance, country: CountryCode, oneMore: Person | undefined): Promise<void> {
    const file = this.folder.file('registers', `${country}.ndjson`);
    const { result, took } = await timed(async () => {
      const written = await writeRegister(country, this.options, file, oneMore);
      const { added, refused } = (await local.admin(country, ['import', file])) as { added: number; refused: number };
      if (added !== written.persons || refused !== 0)
        throw new Error(`the import of ${country} took ${added} of ${written.persons} persons, refused ${refused}`);
      return written;
    });
    const { persons, convictions, digest } = result;
    this.narrator.did(country, `${persons} persons, ${convictions} convictions (${took})`, digest);
  }

  private async startAlliance(local: LocalAlliance, issuer: Issuer): Promise<void> {
    const { took } = await timed(async () => {
      await local.startBroker();
      const published = await timed(() => publishPastMonths(local, this.options.seed));
      this.narrator.did('demo', `published statistics of the year before, all invented (${published.took})`);
      await local.startMembers();
    });
    this.narrator.did('demo', `started the broker, four nodes and five log signers, ten processes (${took})`);
    await this.folder.writeTraces(
      PARTIES.map((id) => ({
        ...{ id, name: id === BROKER ? 'The broker' : COUNTRY_NAMES[id].en },
        ...{ admin: local.adminEntry(id), env: local.adminEnvironment(id) },
      })),
    );
    const sample = samples(this.options);
    await this.folder.write('question.json', sample.records.body);
    await this.folder.write('demo.json', {
      broker: { url: local.brokerAddress() },
      issuer: { url: issuer.url },
      tlsRoot: this.folder.file('alliance', 'ar', 'anchor', 'broker-ca.pem'),
      nodes: nodesOf(local),
      users: this.officials.map(({ country, role, username, password }) => ({
        ...{ country, role, username, password, clientId: issuer.clientId(country) },
      })),
      samples: sample,
    });
  }

  private async tell(local: LocalAlliance, questions: readonly StoryQuestion[]): Promise<Story> {
    const apis = await this.signIn(local, questions);
    const apiOf = (official: Asker) => apis.get(nameOf(official)) as DomesticApi;
    const logs = new Logs(local);
    const story = new Story(local, logs, this.narrator, apiOf, this.officials);
    try {
      for (const [index, question] of questions.entries()) {
        await story.check(question.title, () => story.tell(question, index + 1));
      }
      await this.tellMore(local, logs, story, questions, apiOf);
      const argentina = apiOf({ country: 'AR', role: 'investigator' });
      await tellClosingProofs(local, story, questions, argentina, this.narrator, questions.length + 4);
      this.narrator.heading(questions.length + 5, 'The log at work');
      await story.check('the log at work', () => this.tellLogAtWork(local, apiOf(AUDITOR)));
      this.narrator.heading(questions.length + 6, 'A certified extract for a court');
      const certified = asks(
        PROSECUTOR,
        [HOME_OF_ONE_MORE],
        'E1',
        'FSM 118/2026',
        samples(this.options).records.body.subject,
      );
      const { narrator, folder } = this;
      await story.check('the extract', () =>
        tellExtract(certified.request, apiOf(PROSECUTOR), { local, logs, narrator, folder }),
      );
    } finally {
      await logs.close();
    }
    await this.folder.write('summary.json', {
      ...{ seed: this.options.seed, persons: this.options.persons, startedAt: this.startedAt.toISOString() },
      milliseconds: Date.now() - this.startedAt.getTime(),
      ...{ asExpected: story.failures.length === 0, failures: story.failures, questions: story.told },
    });
    return story;
  }

  /** A query to all, a conviction that is told unasked, and a record that is called back. */
  private async tellMore(
    local: LocalAlliance,
    logs: Logs,
    story: Story,
    questions: readonly StoryQuestion[],
    apiOf: (official: Asker) => DomesticApi,
  ): Promise<void> {
    const { narrator, options, folder } = this;
    const surroundings = { local, logs, narrator, folder };
    const [first, last] = [questions[0], questions.at(-1)] as [StoryQuestion, StoryQuestion];

    narrator.heading(questions.length + 1, 'A query to all members, as they answer');
    const { to: _, ...query } = { ...last.request, caseReference: 'CFP 2719/2026' };
    const fanOut = { from: last.asker.country, query, expected: { BR: 'HIT', JM: 'NO_HIT', SR: 'NO_HIT' } } as const;
    await story.check('the query to all', () => tellFanOut(fanOut, apiOf(last.asker), logs, narrator));

    narrator.heading(questions.length + 2, 'A conviction told without a question');
    const { person, subject } = convictedAbroad('AR', 'BR', options);
    const { request: question } = asks(THIRD, ['AR'], 'C2', 'PV 2026-0117', subject);
    const notified = { convicting: 'BR', nationality: 'AR', person, question } as const;
    await story.check('the notification', () => tellNotification(notified, apiOf(THIRD), surroundings));

    narrator.heading(questions.length + 3, 'A record corrected, and called back');
    const requestId = story.told[0]?.requestId ?? '';
    const recalled = { holder: 'BR', told: 'AR', person: personToldOf('BR', options), requestId } as const;
    await story.check('the recall', () => tellRecall(recalled, apiOf(first.asker), surroundings));
  }

  private async tellLogAtWork(local: LocalAlliance, api: DomesticApi): Promise<void> {
    const auditor = this.officials.find(({ country, role }) => country === AUDITOR.country && role === AUDITOR.role);
    if (auditor === undefined) throw new Error('nobody is auditor');
    const { folder, narrator, startedAt: since } = this;
    await tellLogAtWork({ local, folder, narrator, auditor, api, since });
  }

  private async signIn(local: LocalAlliance, questions: readonly StoryQuestion[]): Promise<Map<string, DomesticApi>> {
    const clerks = questions.flatMap(({ isAskedBack: country }) => (country === undefined ? [] : [clerkOf(country)]));
    const askers = new Map(
      [...questions.map(({ asker }) => asker), ...clerks, AUDITOR].map((each) => [nameOf(each), each]),
    );
    const { result, took } = await timed(() =>
      Promise.all(
        [...askers].map(async ([name, asker]) => {
          const api = local.api(asker.country);
          return [name, await DomesticApi.signIn(api, asker, this.folder.path, this.stopping.signal)] as const;
        }),
      ),
    );
    this.narrator.did('demo', `signed ${askers.size} officials in: authorization code with PKCE (${took})`);
    return new Map(result);
  }
}

const nameOf = ({ country, role }: Asker): string => `${country} ${role}`;

function nodesOf(local: LocalAlliance): Record<string, { api: string }> {
  return Object.fromEntries(DEMO_COUNTRIES.map((country) => [country, { api: local.api(country) }]));
}

/** The rules that the software proposes for each country, and Jamaica's of the story, as the files in which nodes read them. */
async function ownPolicies(): Promise<Partial<Record<CountryCode, Record<string, string>>>> {
  const proposed = await Promise.all(
    DEMO_COUNTRIES.map(async (country) => {
      const file = `${country}.cedar`;
      return [country, { [file]: await readFile(join(PACKS_FOLDER, file), 'utf8') }] as const;
    }),
  );
  const own = examplePacks.JM.policies.filter((policy) => 'narrows' in policy);
  const packs: Partial<Record<CountryCode, Record<string, string>>> = Object.fromEntries(proposed);
  return { ...packs, JM: { ...packs.JM, ...Object.fromEntries(own.map(({ name, text }) => [`story-${name}`, text])) } };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; took: string }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: duration(performance.now() - startedAt) };
}
