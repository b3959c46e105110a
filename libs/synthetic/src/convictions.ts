import type { Conviction, CountryCode, Decision, Offence, RecordKind, Sanction, Text } from '#libs/protocol';
import { PROFILES } from './countries.js';
import type { CountryProfile } from './countries.js';
import { COURT_NAMES, OFFENCE_KINDS, PROVISION, SANCTION_TITLES } from './offences.js';
import type { OffenceKind } from './offences.js';
import type { Random } from './random.js';

/** Everything in a made-up register happened before this year, and every retention ends after it. */
export const PRESENT_YEAR = 2026;

const RECORD_KINDS: readonly (readonly [share: number, kind: RecordKind])[] = [
  [0.8, 'FINAL_CONVICTION'],
  [0.86, 'POLICE_ENTRY'],
  [0.91, 'NON_FINAL'],
  [0.96, 'PENDING_CASE'],
  [0.98, 'ACQUITTAL'],
  [1, 'ADMINISTRATIVE'],
];

/** The files of one convicted person: one to four, the later ones fewer. */
export function makeConvictions(
  country: CountryCode,
  personId: string,
  birthYear: number,
  random: Random,
): Conviction[] {
  const draw = random.fraction();
  const count = draw < 0.6 ? 1 : draw < 0.85 ? 2 : draw < 0.95 ? 3 : 4;
  return Array.from({ length: count }, (_, at) => makeConviction(country, `${personId}-${at + 1}`, birthYear, random));
}

function makeConviction(country: CountryCode, file: string, birthYear: number, random: Random): Conviction {
  const profile = PROFILES[country];
  const isMinor = random.chance(0.04);
  const offenceYear = isMinor
    ? birthYear + random.between(15, 17)
    : random.between(Math.max(birthYear + 19, 1990), PRESENT_YEAR - 3);
  const decisionYear = Math.min(offenceYear + random.between(1, 3), PRESENT_YEAR - 2);
  const town = random.pick(profile.towns);
  const recordDraw = random.fraction();
  const recordKind = RECORD_KINDS.find(([share]) => recordDraw < share)?.[1] ?? 'FINAL_CONVICTION';
  const offences = Array.from({ length: random.chance(0.2) ? 2 : 1 }, (_, at) =>
    makeOffence(country, profile, random.pickSkewed(OFFENCE_KINDS), `o${at + 1}`, offenceYear, town, random),
  );
  const sanctions =
    recordKind === 'FINAL_CONVICTION' || recordKind === 'NON_FINAL'
      ? makeSanctions(country, profile, offences, isMinor, random)
      : [];
  const decisions = sanctions.length > 0 && random.chance(0.2) ? [makeDecision(decisionYear + 1, random)] : [];
  return {
    id: `${country}:${country}-C${profile.towns.indexOf(town) + 1}:${file}:${decisionYear}`,
    convictingCountry: country,
    recordKind,
    fileNumber: `${random.between(100, 99_999)}/${decisionYear}`,
    decisionDate: day(decisionYear, random),
    // Final in the next year, so always later than decided.
    finalDate: day(decisionYear + 1, random),
    decidingAuthority: {
      code: `${country}-C${profile.towns.indexOf(town) + 1}`,
      name: [{ language: profile.language, value: `${COURT_NAMES[profile.language]} ${town}` }],
    },
    isNonCriminalRuling: recordKind === 'ADMINISTRATIVE' ? 'Y' : 'N',
    retentionEndDate: day(Math.max(decisionYear + random.between(15, 40), PRESENT_YEAR + 5), random),
    transmittable: { criminal: random.chance(0.97) ? 'Y' : 'N', other: random.chance(0.8) ? 'Y' : 'N' },
    minorAtOffence: isMinor ? 'Y' : 'N',
    decisions,
    offences,
    sanctions,
    ...(sanctions.length > 0 && {
      relationships: sanctions.map(({ id }) => ({
        kind: 'SANCTION_OFFENCES' as const,
        from: id,
        to: offences.map((offence) => offence.id),
      })),
    }),
    version: 1 + decisions.length,
    sourceUpdatedAt: `${day(decisionYear + 1, random)}T12:00:00Z`,
  };
}

const day = (year: number, random: Random): string =>
  `${year}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;

function makeOffence(
  country: CountryCode,
  { language }: CountryProfile,
  kind: OffenceKind,
  id: string,
  year: number,
  town: string,
  random: Random,
): Offence {
  const date = random.chance(0.9) ? day(year, random) : String(year);
  return {
    id,
    iccsCode: kind.iccsCode,
    ecrisCode: kind.ecrisCode,
    nationalCode: `${country}-${kind.key}`,
    nationalTitle: [{ language, value: kind.titles[language] }],
    legalProvisions: `${PROVISION[language]} ${100 + OFFENCE_KINDS.indexOf(kind)}`,
    startDate: date,
    endDate: date,
    place: { country, town },
    completion: random.chance(0.9) ? 'C' : 'A',
    participation: random.chance(0.9) ? 'M' : 'H',
    recidivism: random.chance(0.1) ? 'R' : 'N',
    formOfGuilt: kind.negligent === true ? 'NEGLIGENT' : 'INTENTIONAL',
  };
}

function makeSanctions(
  country: CountryCode,
  profile: CountryProfile,
  offences: readonly Offence[],
  isMinor: boolean,
  random: Random,
): Sanction[] {
  const kinds = offences.map(({ ecrisCode }) => OFFENCE_KINDS.find((kind) => kind.ecrisCode === ecrisCode));
  const [low, high] = kinds.reduce<readonly [number, number]>(
    (worst, kind) => (kind !== undefined && kind.months[1] > worst[1] ? kind.months : worst),
    [1, 1],
  );
  const sanction = (code: keyof typeof SANCTION_TITLES, id: string, rest: Partial<Sanction>): Sanction => ({
    id,
    nationalCode: `${country}-S${code}`,
    nationalTitle: [{ language: profile.language, value: SANCTION_TITLES[code][profile.language] }],
    nature: 'P',
    commonCategory: code,
    specificToMinor: isMinor ? 'Y' : 'N',
    ...rest,
  });
  const months = random.between(low, high);
  const main =
    months < 12 && random.chance(0.6)
      ? random.chance(0.5)
        ? sanction('8001', 's1', { fine: makeFine(profile, random) })
        : sanction('9001', 's1', { sentencedPeriod: { duration: `P${random.between(1, 6)}M` } })
      : sanction('1001', 's1', {
          sentencedPeriod: { duration: duration(months), exact: 'Y' },
          ...(months <= 36 &&
            random.chance(0.5) && { suspension: { type: 'FULL_WITH_PROBATION', probationDuration: 'P2Y' } as const }),
        });
  const drove = kinds.some((kind) => kind?.key === 'DRINK-DRIVING' || kind?.key === 'VEHICULAR-HOMICIDE');
  return drove
    ? [main, sanction('3007', 's2', { sentencedPeriod: { duration: `P${random.between(6, 24)}M` } })]
    : [main];
}

function duration(months: number): string {
  const years = Math.floor(months / 12);
  return `P${years > 0 ? `${years}Y` : ''}${months % 12 > 0 ? `${months % 12}M` : ''}`;
}

function makeFine(profile: CountryProfile, random: Random): Sanction['fine'] & object {
  const units = Math.round((profile.wage * random.between(5, 60)) / 10);
  return { amountMinor: units * profile.minorUnits, currency: profile.currency };
}

const LATER: Readonly<Record<string, Readonly<Record<Text['language'], string>>>> = {
  'DCH-00-Q': { es: 'Libertad condicional', en: 'Release on parole', pt: 'Livramento condicional', nl: 'Voorwaardelijke invrijheidstelling' },
  'DCH-00-N': { es: 'Cumplimiento de la pena', en: 'End of enforcement', pt: 'Cumprimento da pena', nl: 'Einde van de tenuitvoerlegging' },
  'DCH-00-S': { es: 'Libertad condicional revocada', en: 'Parole revoked', pt: 'Livramento revogado', nl: 'Invrijheidstelling herroepen' },
}; // prettier-ignore

function makeDecision(year: number, random: Random): Decision {
  const code = random.pick(Object.keys(LATER));
  const remarks = Object.entries(LATER[code] ?? {}).map(([language, value]): Text => ({
    language: language as Text['language'],
    value,
  }));
  return {
    id: 'd1',
    changeTypes: [code],
    date: day(Math.min(year + 1, PRESENT_YEAR - 1), random),
    deleteConvictionFromRegister: 'N',
    remarks,
  };
}
