import fc from 'fast-check';
import type { PersonName } from '#libs/protocol';
import { alignNames, describe as describeIdentity } from '#libs/matching';
import { mayShareWords } from './align-names.js';
import type { NameAlignment, NameFeatures } from '#libs/matching';

const name = (full: string, parts: Partial<PersonName> = {}): NameFeatures => {
  const [features] = describeIdentity({ names: [{ full, kind: 'legal', ...parts }] }).names;
  if (features === undefined) throw new Error(`no name: ${full}`);
  return features;
};
const civil = (given: string, surname1: string, surname2?: string): NameFeatures =>
  name('?', { given: given.split(' '), surname1, ...(surname2 !== undefined && { surname2 }) });
const shown = ({ pairs, unmatchedLeft, unmatchedRight }: NameAlignment): string =>
  [
    pairs.map(({ left, right, level }) => `${left.token}=${right.token}:${level}`),
    unmatchedLeft.map(({ token, role }) => `-${token}:${role}`),
    unmatchedRight.map(({ token, role }) => `+${token}:${role}`),
  ]
    .flat()
    .join(' ');

describe('the alignment of two names', () => {
  it('pairs each word with its like, in whatever order the surnames stand (pitfall 4)', () => {
    const alignment = alignNames(civil('Maria', 'Souza', 'Lima'), civil('Maria', 'Lima', 'Sousa'));
    expect(shown(alignment)).toBe('MARIA=MARIA:3 SOUZA=SOUSA:2 LIMA=LIMA:3');
    expect(alignment.isSwapped).toBe(false);
  });

  it('leaves a missing second surname unmatched on one side alone (pitfall 4)', () => {
    expect(shown(alignNames(civil('Juan', 'Pérez', 'García'), civil('Juan', 'Pérez')))).toBe(
      'JUAN=JUAN:3 PEREZ=PEREZ:3 -GARCIA:surname',
    );
  });

  it('finds a first surname that was told as a middle name (pitfall 5)', () => {
    const { pairs, isSwapped } = alignNames(civil('Juan Pérez', 'García'), civil('Juan', 'Pérez', 'García'));
    expect(pairs.map(({ left, right }) => `${left.role}-${right.role}`)).toEqual(['given-given', 'given-surname', 'surname-surname']); // prettier-ignore
    expect(isSwapped).toBe(false);
  });

  it('says when given names and surnames are swapped (pitfall 5)', () => {
    expect(alignNames(civil('Juan', 'Pérez'), civil('Pérez', 'Juan'))).toMatchObject({ isSwapped: true, unmatchedLeft: [] }); // prettier-ignore
  });

  it('takes glued and separate particles and names for one (pitfall 6)', () => {
    expect(shown(alignNames(civil('Juan', 'Delacruz'), civil('Juan', 'de la Cruz')))).toBe('JUAN=JUAN:3 CRUZ=CRUZ:3');
    expect(shown(alignNames(civil('Anamaría', 'Soto'), civil('Ana María', 'Soto')))).toBe('ANAMARIA=ANAMARIA:3 SOTO=SOTO:3'); // prettier-ignore
    expect(shown(alignNames(name('이지훈'), name('Lee Ji-hoon')))).toBe('I=LEE:2 JIHUN=JIHOON:2');
  });

  it('leaves two other given names over on both sides: JOSE LUIS is not JOSE LEONARDO (pitfall 1)', () => {
    expect(shown(alignNames(civil('José Luis', 'Soto'), civil('José Leonardo', 'Soto')))).toBe(
      'JOSE=JOSE:3 SOTO=SOTO:3 -LUIS:given +LEONARDO:given',
    );
  });

  it('gives a word what another took that can do with something else', () => {
    const alignment = alignNames(civil('Ana J', 'Soto'), civil('Juan Anna', 'Soto'));
    expect(shown(alignment)).toBe('ANA=ANNA:2 J=JUAN:1 SOTO=SOTO:3');
    expect(shown(alignNames(civil('J Jana', 'Soto'), civil('Jana Jose', 'Soto')))).toBe('J=JOSE:1 JANA=JANA:3 SOTO=SOTO:3'); // prettier-ignore
  });

  it('excuses a surname that may be a spouse’s, unless both sides write so', () => {
    expect(shown(alignNames(name('Ana López de Pérez'), name('Ana López García')))).toBe(
      'ANA=ANA:3 LOPEZ=LOPEZ:3 -PEREZ:married +GARCIA:loose',
    );
    expect(shown(alignNames(name('Ana Lima de Souza'), name('Ana Lima de Abreu')))).toBe(
      'ANA=ANA:3 LIMA=LIMA:3 -SOUZA:loose +ABREU:loose',
    );
  });

  it('tells father from son', () => {
    const suffix = (left: string, right: string): string => alignNames(name(left), name(right)).suffix;
    expect(suffix('João Souza Lima Filho', 'João Souza Lima Filho')).toBe('agrees');
    expect(suffix('João Souza Lima Filho', 'João Souza Lima Neto')).toBe('differs');
    expect(suffix('João Souza Lima Filho', 'João Souza Lima')).toBe('missing');
  });

  it('uses every token once and drops none, whatever the names', () => {
    const words = fc.array(fc.constantFrom('Ana', 'Anna', 'María', 'Mario', 'J.', 'Pérez', 'Peres', 'Souza', 'Anamaría'), { minLength: 1, maxLength: 6 }); // prettier-ignore
    fc.assert(
      fc.property(words, words, (left, right) => {
        const { pairs, unmatchedLeft, unmatchedRight } = alignNames(name(left.join(' ')), name(right.join(' ')));
        const letters = (tokens: { token: string }[]): number => tokens.map(({ token }) => token).join('').length;
        const placed = (side: 'left' | 'right'): { token: string }[] => pairs.map((pair) => pair[side]);
        expect(letters([...placed('left'), ...unmatchedLeft])).toBe(letters(tokensOf(left)));
        expect(letters([...placed('right'), ...unmatchedRight])).toBe(letters(tokensOf(right)));
      }),
    );
  });
});

const tokensOf = (words: string[]): { token: string }[] => (name(words.join(' ')).loose ?? []).map((token) => ({ token })); // prettier-ignore

describe('the quick look whether two names may share a word', () => {
  const sounds = ['MA', 'RI', 'A', 'JO', 'SE', 'LU', 'PE', 'REZ', 'GAR', 'CIA', 'H', 'K', 'CH', 'AN', 'ISA', 'BEL'];
  const word = fc.array(fc.constantFrom(...sounds), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const words = fc.array(word, { maxLength: 3 });
  const features: fc.Arbitrary<NameFeatures> = fc.record(
    { kind: fc.constant('legal' as const), given: words, surname: words, loose: words, married: words },
    { requiredKeys: ['kind', 'given', 'surname'] },
  );

  it('never says no where the alignment finds a pair', () => {
    fc.assert(
      fc.property(features, features, (left, right) => {
        if (!mayShareWords(left, right)) expect(alignNames(left, right).pairs).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('says no of two names that have nothing in common', () => {
    expect(mayShareWords(civil('Juan', 'Pérez', 'García'), civil('Tomás', 'Quispe'))).toBe(false);
  });

  it.each([
    ['a word', civil('Juan', 'Quispe'), civil('Tomás', 'Kispe')],
    ['two words that are one', civil('Ana María', 'Soto'), civil('Anamaría', 'Rojas')],
    ['one word that is two', civil('Anamaría', 'Soto'), civil('Ana María', 'Rojas')],
  ])('does not say no where they share %s', (_what, left, right) => {
    expect(mayShareWords(left, right)).toBe(true);
  });
});
