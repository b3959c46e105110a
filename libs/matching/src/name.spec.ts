import fc from 'fast-check';
import type { PersonName } from '#libs/protocol';
import { foldName, nameKeys } from '#libs/matching';

const legal = (full: string, parts: Partial<PersonName> = {}): PersonName => ({ full, kind: 'legal', ...parts });
const agree = (left: PersonName, right: PersonName): boolean =>
  nameKeys([left]).some((key) => nameKeys([right]).includes(key));

describe('foldName', () => {
  it.each([
    ['Pérez García, Juan', 'PEREZ GARCIA JUAN'],
    ['MUÑOZ', 'MUNOZ'],
    ['mun\u0303oz', 'MUNOZ'],
    ['Conceição', 'CONCEICAO'],
    ['O’Neil', 'ONEIL'],
    ["O'Neil", 'ONEIL'],
    ['O´Neil', 'ONEIL'],
    ['O`Neil', 'ONEIL'],
    ['Pérez-García', 'PEREZ GARCIA'],
    ['Pérez–García', 'PEREZ GARCIA'],
    ['Groß', 'GROSS'],
    ['GROẞ', 'GROSS'],
    ['Œdipe', 'OEDIPE'],
    ['Æbel', 'AEBEL'],
    ['Bjørn', 'BJORN'],
    ['Đorđe', 'DORDE'],
    ['Wałęsa', 'WALESA'],
    ['Ĳsbrand', 'IJSBRAND'],
    ['ĳsbrand', 'IJSBRAND'],
    ['  Juan\t  Carlos ', 'JUAN CARLOS'],
    ['Mª Ángeles', 'MA ANGELES'],
    ['ＪＵＡＮ', 'JUAN'],
    ['PEREZ<<JUAN<CARLOS<<<', 'PEREZ JUAN CARLOS'],
    ['Juan\u200bCarlos', 'JUANCARLOS'],
    ['...', ''],
  ])('folds %s to %s', (written, folded) => {
    expect(foldName(written)).toBe(folded);
  });

  it('never throws, is idempotent, ignores case and leaves no mark, case or double space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const folded = foldName(text);
        expect(foldName(folded)).toBe(folded);
        expect(folded.toUpperCase()).toBe(folded);
        expect(folded).not.toMatch(/\p{M}|\s\s|^\s|\s$/u);
      }),
    );
    for (let point = 0; point < 0x30000; point += 1) {
      const folded = foldName(String.fromCodePoint(point));
      if (foldName(folded) !== folded || folded.toUpperCase() !== folded) throw new Error(point.toString(16));
    }
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aáàâãäçéêíñóôõöúüýßœæøđłĳ’- ')) }), (text) => {
        expect(foldName(text.toUpperCase())).toBe(foldName(text));
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text));
      }),
    );
  });
});

describe('two full names', () => {
  const juan = legal('PÉREZ GARCÍA, Juan', { given: ['Juan'], surname1: 'Pérez', surname2: 'García' });

  it.each([
    ['the parts that compose it', legal('?', { given: ['Juan'], surname1: 'Pérez', surname2: 'García' })],
    ['the other order', legal('Juan Perez Garcia')],
    ['swapped surnames', legal('?', { given: ['JUAN'], surname1: 'Garcia', surname2: 'Perez' })],
    ['a hyphen between the surnames', legal('Juan Pérez-García')],
  ])('agree for %s', (_what, other) => {
    expect(agree(juan, other)).toBe(true);
  });

  it.each([
    ['a missing second surname', legal('Juan Pérez')],
    ['an added given name', legal('Juan Carlos Pérez García')],
    ['another given name', legal('José Pérez García')],
    ['one letter less', legal('Juan Pere García')],
    ['a repeated surname', legal('Juan Pérez Pérez García')],
    ['a suffix', legal('Juan Pérez García Junior')],
  ])('do not agree for %s', (_what, other) => {
    expect(agree(juan, other)).toBe(false);
  });

  it('agree whatever particles are written', () => {
    expect(agree(legal('Maria da Silva e Souza'), legal('MARIA SILVA SOUZA'))).toBe(true);
    expect(agree(legal('Ana de la Cruz'), legal('?', { given: ['Ana'], prefix: 'de la', surname1: 'Cruz' }))).toBe(
      true,
    );
  });

  it('agree on a suffix in its two spellings', () => {
    expect(agree(legal('João Souza Jr.'), legal('João Souza Júnior'))).toBe(true);
  });

  it('agree with and without the name of a spouse, which is never a second surname', () => {
    const married = legal('Ana López de Pérez', { given: ['Ana'], surname1: 'López', marriedName: 'de Pérez' });
    expect(agree(married, legal('Ana López'))).toBe(true);
    expect(agree(married, legal('LÓPEZ DE PÉREZ Ana'))).toBe(true);
    expect(agree(married, legal('Ana Pérez'))).toBe(false);
  });

  it('keep a name that is made of particles alone', () => {
    expect(nameKeys([legal('Van Ten')])).toEqual(['TEN VAN']);
  });

  it('give no key from a surname or given names alone in the parts', () => {
    expect(nameKeys([legal('Juan Pérez', { surname1: 'Pérez' })])).toEqual(['JUAN PEREZ']);
  });

  it.each(['N.N.', 'NN', 'XXX', 'Desconocido', 'SIN NOMBRE', 'Juan Desconocido', 'NN Pérez', '—'])(
    'never agree on %s, which says that something is not known',
    (full) => {
      expect(nameKeys([legal(full)])).toEqual([]);
    },
  );

  it('give no key that would not fit an index, however much a name grows when folded', () => {
    expect(nameKeys([legal('ﷺ'.repeat(400))])).toEqual([]);
  });

  it('have the same key in every order of their words', () => {
    const words = fc.array(fc.constantFrom('Juan', 'José', 'Núñez', "D'Oliveira", 'Filho'), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.func(fc.integer()), (names, rank) => {
        const shuffled = [...names].sort((left, right) => rank(left) - rank(right));
        expect(nameKeys([legal(shuffled.join(' '))])).toEqual(nameKeys([legal(names.join(' '))]));
      }),
    );
  });
});
