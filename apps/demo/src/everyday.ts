import { setTimeout as sleep } from 'node:timers/promises';
import type { CountryCode, Purpose, Role, SupportingEvidence } from '#libs/protocol';
import { DomesticApi, type NewRequest } from './domestic-api.js';
import { firstThings, happenings, type FirstThing } from './first-things.js';
import type { LocalAlliance } from './local-alliance.js';
import { DEMO_COUNTRIES, type DemoCountry } from './officials.js';
import type { OutputFolder } from './output-folder.js';
import { asks, type Asker } from './questions.js';
import { subjectsOf, type Registers } from './registers.js';

/** So many at once, so that nobody opens an empty console; then one after the other. */
const AT_ONCE = 24;
const EVERY_MS = 15_000;
/** Then the officials go home. */
const MOST = 500;
/** The story and demo.json have asked about those before. */
const FROM_ROUND = 4;
const ROUNDS = 40;
const ASKED_BACK_WITHIN_MS = 20_000;

const KINDS = ['records', 'none', 'none', 'ambiguous', 'records', 'none'] as const;
type Kind = (typeof KINDS)[number];
/** Who asks what for, round by round; of whom, where it is not left to chance. */
const ASKERS: readonly { readonly role: Role; readonly purpose: Purpose; readonly kind?: Kind }[] = [
  { role: 'investigator', purpose: 'C2' },
  { role: 'prosecutor', purpose: 'C1' },
  { role: 'investigator', purpose: 'C2' },
  { role: 'prosecutor', purpose: 'E1', kind: 'records' },
  { role: 'registrar', purpose: 'P2', kind: 'none' },
  { role: 'clerk', purpose: 'P1', kind: 'none' },
];
/** What the accused are accused of (ICCS): robbery, drugs, fraud, laundering, weapons, trafficking in persons, theft. */
const OFFENCES = ['0401', '06012', '0701', '07041', '09012', '02041', '05021'] as const;

/** How a country numbers its cases, and its files of other matters. */
const CASES: Readonly<Record<DemoCountry, (n: number) => string>> = {
  AR: (n) => `IPP ${5100 + n}/2026`,
  BR: (n) => `08${String(21_000 + n)}-07.2026.4.03.6181`,
  JM: (n) => `CIB 2026/${String(200 + n).padStart(4, '0')}`,
  SR: (n) => `PV 2026-${String(300 + n).padStart(4, '0')}`,
};
const FILES: Readonly<Record<DemoCountry, (n: number) => string>> = {
  AR: (n) => `EX-2026-${String(410_200 + n).padStart(8, '0')}`,
  BR: (n) => `Proc. 19.01.${String(4200 + n).padStart(6, '0')}/2026`,
  JM: (n) => `CRO/2026/${String(600 + n)}`,
  SR: (n) => `JD 2026/${String(150 + n).padStart(4, '0')}`,
};

/** One question of an ordinary day. */
export interface EverydayQuestion {
  readonly asker: Asker;
  readonly request: NewRequest;
  /** Asked back, there is no more to tell: it waits for a clerk of the country asked. */
  readonly isLeftToClerk: boolean;
}

/** The n-th question of the day: every country asks every other, and one in six is not clear who is meant. */
export function everydayQuestion(n: number, registers: Registers): EverydayQuestion {
  const round = Math.floor(n / DEMO_COUNTRIES.length);
  const country = countryAt(n);
  const to = countryAt(n + 1 + (round % (DEMO_COUNTRIES.length - 1)));
  const { role, purpose, kind = KINDS[n % KINDS.length] ?? 'none' } = ASKERS[round % ASKERS.length] as (typeof ASKERS)[number]; // prettier-ignore
  const subjects = subjectsOf(to, registers, kind, ROUNDS);
  const subject = subjects[FROM_ROUND + (n % (ROUNDS - FROM_ROUND))] ?? subjects.at(-1);
  if (subject === undefined) throw new Error('the register is too small for an ordinary day');
  const isLeftToClerk = kind === 'ambiguous' && n % 4 !== 3;
  const caseReference = (purpose.startsWith('P') ? FILES : CASES)[country](n);
  const { asker, request } = asks({ country, role }, [to], purpose, caseReference, subject);
  return { asker, request: { ...request, evidence: evidenceAt(n, request.evidence) }, isLeftToClerk };
}

/** Not everybody is accused of the same. */
function evidenceAt(n: number, evidence: SupportingEvidence): SupportingEvidence {
  const offence = OFFENCES[n % OFFENCES.length] as string;
  return evidence.accusedOffences === undefined ? evidence : { ...evidence, accusedOffences: [offence] };
}

/**
 * What goes on while the demo stays up: officials of every country ask. Nobody waits for it, and what goes wrong in it
 * stops nothing: whoever looks at the demo may have stopped a node.
 */
export async function liveOn(
  local: LocalAlliance,
  registers: Registers,
  folder: OutputFolder,
  signal: AbortSignal,
): Promise<void> {
  const signedIn = new SignedIn(local, folder.path, signal);
  const attempt = (asker: Asker, work: (api: DomesticApi) => Promise<unknown>) =>
    signedIn.as(asker, work).catch(() => undefined);
  for (const thing of firstThings(registers)) await attempt(thing.asker, (api) => doFirst(api, thing));
  const coming = happenings(local, registers, folder);
  for (let n = 0; n < MOST && !signal.aborted; n += 1) {
    const { asker, request, isLeftToClerk } = everydayQuestion(n, registers);
    await attempt(asker, (api) => ask(api, request, isLeftToClerk));
    if (n < AT_ONCE) continue;
    await coming
      .shift()?.()
      .catch(() => undefined);
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function ask(api: DomesticApi, request: NewRequest, isLeftToClerk: boolean): Promise<void> {
  const { id } = await api.ask(request, 0);
  if (!isLeftToClerk) return;
  await api.viewUntil(id, ({ questions }) => questions[0]?.state === 'AWAITING_INFO', ASKED_BACK_WITHIN_MS);
  await api.inform(id, request.to[0] as CountryCode, { response: 'NOT_AVAILABLE' });
}

function doFirst(api: DomesticApi, { does, request }: FirstThing): Promise<unknown> {
  if (does === 'draft') return api.keepDraft(request);
  if (does !== 'query') return ask(api, request, does === 'leave');
  return api.query({ ...request, to: 'ALL' });
}

/** Officials stay signed in until their node no longer believes it. */
class SignedIn {
  private readonly apis = new Map<string, Promise<DomesticApi>>();

  constructor(
    private readonly local: LocalAlliance,
    private readonly output: string,
    private readonly signal: AbortSignal,
  ) {}

  async as<T>(asker: Asker, work: (api: DomesticApi) => Promise<T>): Promise<T> {
    const name = `${asker.country} ${asker.role} ${asker.username ?? ''}`;
    const api =
      this.apis.get(name) ?? DomesticApi.signIn(this.local.api(asker.country), asker, this.output, this.signal);
    this.apis.set(name, api);
    try {
      return await work(await api);
    } catch (error) {
      this.apis.delete(name);
      throw error;
    }
  }
}

function countryAt(n: number): DemoCountry {
  return DEMO_COUNTRIES[n % DEMO_COUNTRIES.length] as DemoCountry;
}
