import type { CountryCode, Person } from '#libs/protocol';
import type { NewRequest } from './domestic-api.js';
import type { LocalAlliance } from './local-alliance.js';
import { DEMO_COUNTRIES, demoColleagues, type DemoCountry } from './officials.js';
import type { OutputFolder } from './output-folder.js';
import { asks, type Asker } from './questions.js';
import { convictedAbroad, subjectsOf, type Registers } from './registers.js';

/** What officials do once and not all day, so that each person finds something that waits for them. */
export interface FirstThing {
  readonly asker: Asker;
  /** `leave`: asked back, there is no more to tell, so it waits for a clerk of the country asked. */
  readonly does: 'ask' | 'leave' | 'query' | 'draft';
  readonly request: NewRequest;
}

/** Rounds that the story, the samples and the day leave alone. */
const ROUND = { threat: 41, waiting: 42, draft: 43, query: 44, left: 41, asking: 42, notice: 45 } as const;
const ROUNDS = 45;
/** An immediate threat, in the words of each country. */
const THREATS: Readonly<Record<DemoCountry, string>> = {
  AR: 'Amenaza de bomba en la estación terminal, sospechoso en fuga',
  BR: 'Ameaça de atentado em estádio, suspeito identificado',
  JM: 'Threat against a school in Kingston, suspect at large',
  SR: 'Bommelding op de luchthaven, verdachte bekend',
};
const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** In the order in which they are done; about nobody of whom the story, a sample or the day asks. */
export function firstThings(registers: Registers): FirstThing[] {
  const others = (country: DemoCountry) => DEMO_COUNTRIES.filter((other) => other !== country);
  const about = (to: DemoCountry, round: number, kind: 'records' | 'ambiguous' = 'records') =>
    subjectIn(to, kind, round, registers);
  const threat = (asker: Asker, to: DemoCountry, round: number): FirstThing => {
    const { request } = asks(asker, [to], 'C5', `${asker.country}-URG-2026-00${round}`, about(to, round));
    return {
      asker,
      does: 'ask',
      request: { ...request, urgency: 'FLASH', evidence: { reason: THREATS[asker.country] } },
    };
  };
  const officer = (country: DemoCountry): Asker => ({ country, role: 'investigator' });
  return [
    // Suriname lets one officer ask for an immediate threat: an auditor reviews it, a clerk elsewhere releases what is found
    ...others('SR').map((to) => threat(officer('SR'), to, ROUND.threat)),
    // elsewhere such a question waits for a colleague
    ...demoColleagues().map(({ country, role, username }) => {
      const asker = { country: country as DemoCountry, role, username };
      return threat(asker, nextOf(asker.country), ROUND.waiting);
    }),
    ...DEMO_COUNTRIES.flatMap((country) => {
      const to = nextOf(country);
      const reference = (n: number) => `${country}-2026-${String(7100 + n)}`;
      const query = asks(officer(country), others(country), 'C2', reference(1), about(to, ROUND.query));
      return [
        { ...asks(officer(country), [to], 'C2', '', about(to, ROUND.draft)), does: 'draft' as const },
        {
          ...asks({ country, role: 'prosecutor' }, [to], 'C1', reference(2), about(to, ROUND.left, 'ambiguous')),
          does: 'leave' as const,
        },
        {
          ...asks(officer(country), [to], 'C2', reference(3), about(to, ROUND.asking, 'ambiguous')),
          does: 'ask' as const,
        },
        { ...query, does: 'query' as const },
      ];
    }),
  ];
}

/** What comes to pass without anybody asking, one after the other: each needs an operator's command. */
export function happenings(local: LocalAlliance, registers: Registers, folder: OutputFolder): (() => Promise<void>)[] {
  const notice = (convicting: CountryCode, nationality: CountryCode) => async () => {
    const { person } = convictedAbroad(nationality, convicting, registers, ROUND.notice);
    await notify(local, convicting, uncertain(person), folder);
  };
  return [
    ...[notice('BR', 'AR'), notice('AR', 'BR'), () => announceOutage(local, 'SR', 1)],
    ...[notice('SR', 'JM'), notice('JM', 'SR'), () => announceOutage(local, 'AR', 2)],
  ];
}

/** The others read on their page of members that a node plans its upkeep. */
async function announceOutage(local: LocalAlliance, country: CountryCode, weeksAhead: number): Promise<void> {
  const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`;
  const from = Math.ceil((Date.now() + weeksAhead * WEEK_MS) / HOUR_MS) * HOUR_MS;
  await local.admin(country, ['outage', 'plan', utc(from), utc(from + 2 * HOUR_MS)]);
}

/** A conviction abroad of a national whom no machine may place: a clerk of their country does. */
async function notify(local: LocalAlliance, country: CountryCode, person: Person, folder: OutputFolder): Promise<void> {
  await folder.write('record.json', person);
  const file = folder.file('record.json');
  await local.admin(country, ['register', 'create', '--reason', 'NEW-RECORD', '--record-file', file]);
}

/** A name and a year: somebody of that name may be meant, or not. */
function uncertain({ documents: _, mother: __, father: ___, ...person }: Person): Person {
  return { ...person, documents: [], birthDate: person.birthDate?.slice(0, 4) ?? '' };
}

function subjectIn(
  country: CountryCode,
  kind: 'records' | 'ambiguous',
  round: number,
  registers: Registers,
): NewRequest['subject'] {
  const subjects = subjectsOf(country, registers, kind, ROUNDS);
  const subject = subjects[round] ?? subjects.at(-1);
  if (subject === undefined) throw new Error('the register is too small for an ordinary day');
  return subject;
}

function nextOf(country: DemoCountry): DemoCountry {
  return DEMO_COUNTRIES[(DEMO_COUNTRIES.indexOf(country) + 1) % DEMO_COUNTRIES.length] as DemoCountry;
}
