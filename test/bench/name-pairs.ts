import { noisyQuestionAt, recordAt, truthAt, USUAL_NOISE, type NoiseRates } from '#libs/synthetic';
import { COUNTRIES, type CountryCode, type Person } from '#libs/protocol';

/**
 * Pairs of names for `crex matching compare-names`, as CSV: how persons are written in a register and in a question, and
 * persons who share a given name, a surname, or both parents.
 *
 * `node dist/test/bench/name-pairs.js SEED COUNT [COUNTRY ...]`
 */
const [seed = 'pairs', countText = '1000', ...wanted] = process.argv.slice(2);
const countries: readonly CountryCode[] = COUNTRIES.filter(
  (country) => wanted.length === 0 || wanted.includes(country),
);

/** Aliases are other names, not the same one written otherwise. */
const noise: NoiseRates = { ...USUAL_NOISE, underAlias: 0 };
const PERSONS = 20_000;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const print = (left: string, right: string, isSame: boolean): void => {
  console.log([quoted(left), quoted(right), isSame ? '1' : '0'].join(','));
};
const nameOf = (person: Person) => person.names[0];

console.log('left,right,label');
for (const country of countries) {
  const register = { country, seed, convicted: 0 };
  const questions = { country, seed, people: PERSONS, count: 2 * Number(countText), noise };
  const byWord = new Map<string, string>();
  for (let index = 0; index < Number(countText); index += 1) {
    const same = noisyQuestionAt({ ...questions, kinds: ['present'] }, index);
    const near = Number(same.truth.personId?.split('-')[1]);
    const asked = same.subject.names[0]?.full ?? '';
    const held = nameOf(recordAt(register, near));
    print(asked, held?.full ?? '', true);
    // In turn: a twin or another child of the same parents, somebody with a word in common, anybody of the country.
    const kin = noisyQuestionAt({ ...questions, kinds: ['twin', 'sibling'] }, index);
    const lookAlike = nameOf(truthAt(register, Number(kin.truth.lookAlike?.split('-')[1]), 0))?.full ?? '';
    const [given = '', surname = ''] = [held?.given?.[0], held?.surname1];
    const namesake = byWord.get(given) ?? byWord.get(surname);
    byWord.set(given, held?.full ?? '').set(surname, held?.full ?? '');
    if (index % 2 === 0 || namesake === undefined || namesake === held?.full)
      print(kin.subject.names[0]?.full ?? '', lookAlike, false);
    else print(asked, namesake, false);
  }
}
