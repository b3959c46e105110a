import type { PersonName } from '#libs/protocol';
import type { Random } from './random.js';

/** The full name written from its parts in the usual order. */
export function written(name: PersonName): string {
  const { given = [], prefix, surname1, surname2, suffix, marriedName } = name;
  const parts = [...given, prefix, surname1, surname2, suffix, marriedName];
  return parts.filter((part) => part !== undefined && part !== '').join(' ') || name.full;
}

/** A copy with some parts changed; `full` follows. An undefined part is left out. */
export function withParts(
  name: PersonName,
  parts: { readonly [part in keyof Omit<PersonName, 'full' | 'kind'>]?: PersonName[part] | undefined },
): PersonName {
  const entries = Object.entries({ ...name, ...parts }).filter(([, value]) => value !== undefined);
  const changed = { ...(Object.fromEntries(entries) as Partial<PersonName>), full: name.full, kind: name.kind };
  return { ...changed, full: written(changed) };
}

export function dropSecondSurname(name: PersonName): PersonName {
  return name.surname2 === undefined ? name : withParts(name, { surname2: undefined });
}

/** One letter of one given name or surname is wrong. */
export function misspellOne(name: PersonName, random: Random): PersonName {
  return random.chance(0.5) ? misspellGiven(name, random) : misspellSurname(name, random);
}

export function misspellGiven(name: PersonName, random: Random): PersonName {
  const { given = [] } = name;
  if (given.length === 0) return name;
  const at = random.between(0, given.length - 1);
  return withParts(name, { given: given.map((word, index) => (index === at ? misspell(word, random) : word)) });
}

export function misspellSurname(name: PersonName, random: Random): PersonName {
  const { surname1, surname2 } = name;
  if (surname1 === undefined) return name;
  return surname2 !== undefined && random.chance(0.5)
    ? withParts(name, { surname2: misspell(surname2, random) })
    : withParts(name, { surname1: misspell(surname1, random) });
}

/** What sounds alike where these names are spoken; both directions. */
const SOUND_ALIKE: readonly (readonly [string, string])[] = [
  ['z', 's'], ['v', 'b'], ['ll', 'y'], ['i', 'y'], ['c', 's'], ['qu', 'k'], ['gu', 'w'], ['h', ''], ['ph', 'f'], ['th', 't'],
  ['j', 'g'], ['x', 'j'], ['oe', 'u'], ['dj', 'j'], ['tj', 'ch'], ['oo', 'u'], ['ee', 'i'], ['ss', 's'], ['nn', 'n'], ['sh', 'ch'], ['ck', 'k'],
]; // prettier-ignore

const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sq', b: 'vn', c: 'xv', d: 'sf', e: 'wr', f: 'dg', g: 'fh', h: 'gj', i: 'uo', j: 'hk', k: 'jl', l: 'kñ', m: 'n', n: 'bm', o: 'ip',
  p: 'o', q: 'wa', r: 'et', s: 'ad', t: 'ry', u: 'yi', v: 'cb', w: 'qe', x: 'zc', y: 'tu', z: 'xs',
}; // prettier-ignore

/** One spelling or typing error: an alike sound half the time, else a letter left out, doubled, mistyped or two swapped. */
export function misspell(word: string, random: Random): string {
  if (word.length < 3) return word;
  if (random.chance(0.5)) {
    const alike = soundAlike(word, random);
    if (alike !== word) return alike;
  }
  const at = random.between(1, word.length - 2);
  const letter = word.charAt(at);
  const head = word.slice(0, at);
  const tail = word.slice(at + 1);
  switch (random.between(0, 3)) {
    case 0:
      return head + tail;
    case 1:
      return head + letter + letter + tail;
    case 2:
      return letter === word.charAt(at + 1) ? head + tail : head + word.charAt(at + 1) + letter + word.slice(at + 2);
    default:
      return head + random.pick(Array.from(NEIGHBOURS[letter.toLowerCase()] ?? 'e')) + tail;
  }
}

/** The same word as somebody writes it who heard it. */
export function soundAlike(word: string, random: Random): string {
  const start = random.between(0, SOUND_ALIKE.length - 1);
  for (let step = 0; step < SOUND_ALIKE.length; step += 1) {
    const [left, right] = SOUND_ALIKE[(start + step) % SOUND_ALIKE.length] as readonly [string, string];
    const [from, to] = random.chance(0.5) && right !== '' ? [right, left] : [left, right];
    // Never the first letter's case, never the whole word.
    const at = word.indexOf(from, 1);
    if (at > 0) return word.slice(0, at) + to + word.slice(at + from.length);
  }
  return word;
}
