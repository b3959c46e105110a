import { checkShape, convictionSchema, CrexError, isCrexError, parseJson, personSchema } from '#libs/protocol';
import type { Conviction, JsonLimits, Person, Pointer } from '#libs/protocol';

/** Longer is no person: the line is refused unread. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;
const LINE_LIMITS: JsonLimits = {
  maxBytes: MAX_LINE_BYTES,
  maxDepth: 12,
  maxValues: 100_000,
  integersAndStringsOnly: true,
};

/**
 * Reads one person with convictions, as a register's file or an operator gives it.
 *
 * @throws register.malformed-person, register.impossible-date, register.incomplete-conviction and the codes of parseJson
 */
export function readPerson(line: Uint8Array): Person {
  const value = parseJson(line, LINE_LIMITS);
  checkShape(personSchema, value, 'register.malformed-person', 'the person');
  const person = value as Person;
  checkDates(person);
  for (const [index, conviction] of person.convictions.entries()) checkReferences(conviction, index);
  checkConvictionsDiffer(person.convictions);
  return person;
}

/**
 * Reads the convictions of one person, as another system of the country tells them.
 *
 * @throws register.source-malformed
 */
export function readConvictions(values: readonly unknown[]): Conviction[] {
  try {
    for (const value of values) checkShape(convictionSchema, value, 'register.malformed-person', 'the conviction');
    const convictions = values as Conviction[];
    checkDates(convictions);
    for (const [index, conviction] of convictions.entries()) checkReferences(conviction, index);
    checkConvictionsDiffer(convictions);
    return convictions;
  } catch (cause) {
    if (!isCrexError(cause)) throw cause;
    const { message, pointers } = cause;
    throw new CrexError('register.source-malformed', `a conviction of the source: ${message}`, { pointers, cause });
  }
}

/** The schema knows the form of a date; whether the day exists is asked here. */
function checkDates(value: unknown): void {
  const pointers: Pointer[] = [];
  visit(value, '', (text, pointer) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !isDay(text)) pointers.push({ pointer, rule: 'is a day of the calendar' });
  });
  if (pointers.length > 0) throw new CrexError('register.impossible-date', 'a date does not exist', { pointers });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function visit(value: unknown, pointer: string, see: (value: string, pointer: string) => void): void {
  if (typeof value === 'string') see(value, pointer);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) visit(item, `${pointer}/${key}`, see);
  }
}

/** Relationships name parts of the same conviction (or other convictions, which may lie elsewhere). */
function checkReferences(conviction: Conviction, index: number): void {
  const parts = [...conviction.decisions, ...conviction.offences, ...conviction.sanctions].map(({ id }) => id);
  const ids = new Set(parts);
  const pointers: Pointer[] = [];
  if (conviction.offences.length === 0)
    pointers.push({ pointer: `/convictions/${index}/offences`, rule: 'names an offence' });
  if (ids.size !== parts.length)
    pointers.push({ pointer: `/convictions/${index}`, rule: 'gives each part its own id' });
  for (const [place, { kind, from, to }] of (conviction.relationships ?? []).entries()) {
    const inside = kind === 'CONVICTION_CONVICTIONS' ? [] : [from, ...to];
    if (inside.some((id) => !ids.has(id))) {
      pointers.push({ pointer: `/convictions/${index}/relationships/${place}`, rule: 'names ids of this conviction' });
    }
  }
  if (pointers.length > 0) {
    throw new CrexError(
      'register.incomplete-conviction',
      'a conviction lacks its offence, or names a part that is not there',
      { pointers },
    );
  }
}

/** A person's convictions are told apart by their ids alone. */
function checkConvictionsDiffer(convictions: readonly Conviction[]): void {
  if (new Set(convictions.map(({ id }) => id)).size === convictions.length) return;
  throw new CrexError('register.incomplete-conviction', 'two convictions have one id', {
    pointers: [{ pointer: '/convictions', rule: 'gives each conviction its own id' }],
  });
}
