import { COUNTRY_NAMES, legalBasesFor, ruleOf } from '#libs/catalogue';
import { sampleEvidence } from '#libs/synthetic';
import type { CountryCode, Outcome, Purpose, Role } from '#libs/protocol';
import type { NewRequest } from './domestic-api.js';
import type { DemoCountry } from './officials.js';
import { subjectsOf, type Registers } from './registers.js';

/** Who asks. */
export interface Asker {
  readonly country: DemoCountry;
  readonly role: Role;
  /** Which of several in this role, otherwise the first. */
  readonly username?: string;
}

/** One question of the story, and how it must come out. */
export interface StoryQuestion {
  readonly title: string;
  /** Why it comes out so. */
  readonly because: string;
  readonly asker: Asker;
  readonly request: NewRequest;
  readonly expected: Readonly<Partial<Record<CountryCode, Outcome>>>;
  /** This country's node is stopped before the question and comes back later. */
  readonly isDown?: DemoCountry;
  /** This country asks back for more; there is no more to tell, and a clerk of it decides. */
  readonly isAskedBack?: DemoCountry;
}

/** Which rounds of the sample questions the story uses; demo.json has others, so that both can be asked. */
const STORY_ROUND = 0;
const SAMPLE_ROUND = 1;

/** The story: every outcome that a question can have soon. `everywhere` is known in Brazil alone. */
export function storyQuestions(registers: Registers, everywhere: NewRequest['subject']): StoryQuestion[] {
  const subject = (country: CountryCode, kind: 'records' | 'none' | 'ambiguous') =>
    pick(subjectsOf(country, registers, kind), STORY_ROUND);
  return [
    {
      title: 'A question with records',
      because: 'Everything known points to one person and nothing contradicts: the convictions are disclosed.',
      ...asks({ country: 'AR', role: 'investigator' }, ['BR'], 'C2', 'IPP 4711/2026', subject('BR', 'records')),
      expected: { BR: 'RECORDS' },
    },
    {
      title: 'A question with none',
      because: 'The person is completely described, and nobody in the register comes near.',
      ...asks({ country: 'BR', role: 'prosecutor' }, ['AR'], 'C1', '0801234-55.2026.4.03.6181', subject('AR', 'none')),
      expected: { AR: 'NO_RECORD' },
    },
    {
      title: 'An ambiguous one',
      because:
        'Some of it agrees with somebody, some of it contradicts: the asker may tell more, then a person decides. How many at most may be meant is told, and nothing about anybody.',
      ...asks({ country: 'JM', role: 'prosecutor' }, ['SR'], 'C1', 'HCC 118/2026', subject('SR', 'ambiguous')),
      expected: { SR: 'MULTIPLE_CANDIDATES' },
      isAskedBack: 'SR',
    },
    {
      title: 'One that policy refuses',
      because: 'Jamaica’s own rule jm-no-migration (Cedar) closes what the default rules open.',
      ...asks({ country: 'AR', role: 'registrar' }, ['JM'], 'P5', 'EX-2026-00314159', subject('JM', 'records')),
      expected: { JM: 'REFUSED' },
    },
    {
      title: 'One to a suspended member',
      because: 'The directory says that Guyana is suspended: the question gets no number and leaves nobody’s house.',
      ...asks({ country: 'SR', role: 'investigator' }, ['GY'], 'C2', 'PV 2026-0093', subject('GY', 'none')),
      expected: { GY: 'UNDELIVERABLE' },
    },
    {
      title: 'One to a node that is down and comes back',
      because: 'The broker holds what it cannot read until the node has come back; nothing is lost.',
      ...asks({ country: 'JM', role: 'investigator' }, ['SR'], 'C2', 'CIB 2026/0042', subject('SR', 'records')),
      expected: { SR: 'RECORDS' },
      isDown: 'SR',
    },
    {
      title: 'One question to three countries at once',
      because: 'Each answers from its own register, under its own policy; one knows the person.',
      ...asks({ country: 'AR', role: 'prosecutor' }, ['BR', 'JM', 'SR'], 'C1', 'CFP 2718/2026', everywhere),
      expected: { BR: 'RECORDS', JM: 'NO_RECORD', SR: 'NO_RECORD' },
    },
  ];
}

/** Bodies that can be posted by hand, with who may ask them (demo.json). */
export function samples(registers: Registers) {
  const sample = (role: Role, purpose: Purpose, to: CountryCode, kind: 'records' | 'none' | 'ambiguous') => {
    const subject = pick(subjectsOf(to, registers, kind), SAMPLE_ROUND);
    const { asker, request } = asks({ country: 'AR', role }, [to], purpose, 'IPP 1234/2026', subject);
    return { ...asker, body: request };
  };
  return {
    records: sample('investigator', 'C2', 'BR', 'records'),
    none: sample('investigator', 'C2', 'JM', 'none'),
    ambiguous: sample('prosecutor', 'C1', 'SR', 'ambiguous'),
  };
}

/** `Brazil, Jamaica and Suriname`. */
export function namesOf(countries: readonly CountryCode[]): string {
  const names = countries.map((country) => COUNTRY_NAMES[country].en);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

/** `C2 (police investigation)`. */
export function purposeText(purpose: Purpose): string {
  return `${purpose} (${ruleOf(purpose).labels.en.toLowerCase()})`;
}

/** A question of this official, on the most specific basis that holds with all countries. */
export function asks(
  asker: Asker,
  to: readonly CountryCode[],
  purpose: Purpose,
  caseReference: string,
  subject: NewRequest['subject'],
): Pick<StoryQuestion, 'asker' | 'request'> {
  const shared = to.map((country) => legalBasesFor(asker.country, country).map(({ code }) => code));
  const legalBasis = shared[0]?.find((code) => shared.every((codes) => codes.includes(code))) ?? '';
  const evidence = sampleEvidence(purpose);
  return { asker, request: { to, purpose, legalBasis, caseReference, urgency: 'ROUTINE', evidence, subject } };
}

function pick(subjects: readonly NewRequest['subject'][], round: number): NewRequest['subject'] {
  const found = subjects[round];
  if (found === undefined) throw new Error('the register is too small for the story: give more --persons');
  return found;
}
