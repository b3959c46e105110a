import { setTimeout as sleep } from 'node:timers/promises';
import type { CountryCode, Purpose, Role } from '#libs/protocol';
import { DomesticApi } from './domestic-api.js';
import { DEMO_COUNTRIES, type DemoCountry } from './officials.js';
import { asks, type StoryQuestion } from './questions.js';
import { subjectsOf, type Registers } from './registers.js';

/** So many at once, so that nobody opens an empty console; then one after the other. */
const AT_ONCE = 16;
const EVERY_MS = 15_000;
/** Then the officials go home. */
const MOST = 500;
/** The story and demo.json have asked about those before. */
const FROM_ROUND = 4;
const ROUNDS = 40;
const ASKED_BACK_WITHIN_MS = 20_000;

const KINDS = ['records', 'none', 'none', 'ambiguous', 'records', 'none'] as const;
const ASKERS: readonly { readonly role: Role; readonly purpose: Purpose }[] = [
  { role: 'prosecutor', purpose: 'C1' },
  { role: 'investigator', purpose: 'C2' },
  { role: 'investigator', purpose: 'C2' },
];
const CASES: Readonly<Record<DemoCountry, (n: number) => string>> = {
  AR: (n) => `IPP ${5100 + n}/2026`,
  BR: (n) => `08${String(21_000 + n)}-07.2026.4.03.6181`,
  JM: (n) => `CIB 2026/${String(200 + n).padStart(4, '0')}`,
  SR: (n) => `PV 2026-${String(300 + n).padStart(4, '0')}`,
};

/** One question of an ordinary day. */
export interface EverydayQuestion extends Pick<StoryQuestion, 'asker' | 'request'> {
  /** Asked back, there is no more to tell: it waits for a clerk of the country asked. */
  readonly isLeftToClerk: boolean;
}

/** The n-th question of the day: every country asks every other, and one in six is not clear who is meant. */
export function everydayQuestion(n: number, registers: Registers): EverydayQuestion {
  const round = Math.floor(n / DEMO_COUNTRIES.length);
  const country = countryAt(n);
  const to = countryAt(n + 1 + (round % (DEMO_COUNTRIES.length - 1)));
  const { role, purpose } = ASKERS[round % ASKERS.length] as (typeof ASKERS)[number];
  const kind = KINDS[n % KINDS.length] ?? 'none';
  const subjects = subjectsOf(to, registers, kind, ROUNDS);
  const subject = subjects[FROM_ROUND + (n % (ROUNDS - FROM_ROUND))] ?? subjects.at(-1);
  if (subject === undefined) throw new Error('the register is too small for an ordinary day');
  const isLeftToClerk = kind === 'ambiguous' && n % 4 !== 3;
  return { ...asks({ country, role }, [to], purpose, CASES[country](n), subject), isLeftToClerk };
}

/**
 * What goes on while the demo stays up: officials of every country ask. Nobody waits for it, and what goes wrong in it
 * stops nothing: whoever looks at the demo may have stopped a node.
 *
 * @param apiOf the address of a country's node
 */
export async function liveOn(
  apiOf: (country: CountryCode) => string,
  registers: Registers,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  const ask = async ({ asker, request, isLeftToClerk }: EverydayQuestion): Promise<void> => {
    const api = await DomesticApi.signIn(apiOf(asker.country), asker, output, signal);
    const { id } = await api.ask(request, 0);
    if (!isLeftToClerk) return;
    await api.viewUntil(id, ({ questions }) => questions[0]?.state === 'AWAITING_INFO', ASKED_BACK_WITHIN_MS);
    await api.inform(id, request.to[0] as CountryCode, { response: 'NOT_AVAILABLE' });
  };
  for (let n = 0; n < MOST && !signal.aborted; n += 1) {
    await ask(everydayQuestion(n, registers)).catch(() => undefined);
    if (n >= AT_ONCE) await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function countryAt(n: number): DemoCountry {
  return DEMO_COUNTRIES[n % DEMO_COUNTRIES.length] as DemoCountry;
}
