/** Something that an official did, as the log tells it. */
export interface Act {
  readonly eventId: string;
  readonly type: string;
  /** Seconds since 1970. */
  readonly at: number;
  /** Staff number. */
  readonly official: string;
  readonly authority?: string;
  /** The day in this country, `YYYY-MM-DD`, and the hour of it. */
  readonly day: string;
  readonly hour: number;
  readonly isWorkday: boolean;
  readonly isRefused: boolean;
}

/** What calls for a look, and why. It says that something is unusual, never that it is wrong. */
export interface Unusual {
  readonly rule: UnusualRule;
  /** Who it is about; several where one person was looked for by several. */
  readonly officials: readonly { readonly id: string; readonly authority?: string }[];
  readonly count: number;
  /** From how many on the rule speaks. */
  readonly limit: number;
  /** The day, where it is about one. */
  readonly day?: string;
  /** The newest of the acts. */
  readonly acts: readonly Act[];
}

export const UNUSUAL_RULES = ['MANY', 'OUT_OF_HOURS', 'SAME_PERSON', 'REFUSED_SIGN_INS'] as const;
export type UnusualRule = (typeof UNUSUAL_RULES)[number];

/** From these numbers on a rule speaks. */
export const UNUSUAL_LIMITS = { MANY: 20, OUT_OF_HOURS: 5, SAME_PERSON: 5, REFUSED_SIGN_INS: 5 } as const;
/** A day has many acts when it has so many times what officials do on a day. */
const TIMES_USUAL = 3;
/** Hours in which an office is empty: from 22 until before 6. */
const NIGHT = { from: 22, until: 6 } as const;
/** Acts that are told of each finding. */
const MOST_TOLD = 50;

/**
 * What is unusual among the acts of a period, by rules that anybody can follow with a pencil: nothing learns, nothing
 * scores.
 *
 * @param samePerson sets of acts that are about one person
 */
export function findUnusual(acts: readonly Act[], samePerson: readonly (readonly Act[])[]): Unusual[] {
  const looks = acts.filter(({ isRefused }) => !isRefused);
  return [
    ...manyOnADay(looks),
    ...perOfficial('OUT_OF_HOURS', looks.filter(isOutOfHours)),
    ...samePerson
      .filter(({ length }) => length >= UNUSUAL_LIMITS.SAME_PERSON)
      .map((ofPerson) => finding('SAME_PERSON', UNUSUAL_LIMITS.SAME_PERSON, ofPerson)),
    ...perOfficial(
      'REFUSED_SIGN_INS',
      acts.filter(({ isRefused }) => isRefused),
    ),
  ];
}

function manyOnADay(acts: readonly Act[]): Unusual[] {
  const days = [...Map.groupBy(acts, ({ official, day }) => `${day} ${official}`).values()];
  const usual = median(days.map(({ length }) => length));
  const limit = Math.max(UNUSUAL_LIMITS.MANY, Math.ceil(TIMES_USUAL * usual));
  return days
    .filter(({ length }) => length >= limit)
    .map((ofDay) => ({ ...finding('MANY', limit, ofDay), day: ofDay[0]?.day ?? '' }));
}

function perOfficial(rule: 'OUT_OF_HOURS' | 'REFUSED_SIGN_INS', acts: readonly Act[]): Unusual[] {
  const limit = UNUSUAL_LIMITS[rule];
  return [...Map.groupBy(acts, ({ official }) => official).values()]
    .filter(({ length }) => length >= limit)
    .map((ofOfficial) => finding(rule, limit, ofOfficial));
}

function finding(rule: UnusualRule, limit: number, acts: readonly Act[]): Unusual {
  const newest = acts.toSorted((left, right) => right.at - left.at);
  const officials = [...new Map(newest.map((act) => [act.official, whoOf(act)])).values()];
  return { rule, officials, count: acts.length, limit, acts: newest.slice(0, MOST_TOLD) };
}

function whoOf({ official: id, authority }: Act) {
  return { id, ...(authority === undefined ? {} : { authority }) };
}

function isOutOfHours({ hour, isWorkday }: Act): boolean {
  return !isWorkday || hour >= NIGHT.from || hour < NIGHT.until;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
