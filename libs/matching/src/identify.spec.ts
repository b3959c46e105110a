import fc from 'fast-check';
import type { IdentityDocument, PersonName, Subject } from '#libs/protocol';
import { identify, personKeys, subjectKeys } from '#libs/matching';
import type { Candidate, ExplanationLine } from '#libs/matching';

const legal = (full: string): PersonName => ({ full, kind: 'legal' });
const dni = (number: string): IdentityDocument => ({ country: 'AR', type: 'AR_DNI', number });

const juan: Candidate = {
  personId: 'p1',
  names: [{ full: 'PÉREZ GARCÍA, Juan', given: ['Juan'], surname1: 'Pérez', surname2: 'García', kind: 'legal' }],
  sex: 1,
  birthDate: '1980-02-29',
  birthPlace: { country: 'AR', town: 'Rosario' },
  nationalities: ['AR'],
  documents: [dni('20123456')],
  mother: legal('María García'),
};
const asked: Subject = { names: [legal('Juan Perez Garcia')], birthDate: '1980-02-29', documents: [dni('20.123.456')] };

const decide = (subject: Subject, ...candidates: Candidate[]) => identify({ subject, candidates });
const line = (identification: { explanation: readonly ExplanationLine[] }, field: ExplanationLine['field']) =>
  identification.explanation.find((entry) => entry.field === field)?.result;

describe('a complete subject', () => {
  it('is one certain person when number, name and full birth date agree', () => {
    expect(decide(asked, juan)).toMatchObject({ decision: 'MATCH', personId: 'p1' });
  });

  it('is nobody when no number, name, nor birth date with a name in common is found', () => {
    const maria = { ...juan, personId: 'p2', names: [legal('María López')], documents: [dni('31000000')] };
    expect(decide(asked)).toMatchObject({ decision: 'NONE' });
    expect(decide(asked, maria)).toMatchObject({ decision: 'NONE' });
  });

  it.each<[string, Partial<Subject>]>([
    ['the number is another', { documents: [dni('20123457')] }],
    ['the number is of another type', { documents: [{ country: 'AR', type: 'PASSPORT', number: '20123456' }] }],
    ['the number is of another country', { documents: [{ country: 'UY', type: 'AR_DNI', number: '20123456' }] }],
    ['the second surname is missing', { names: [legal('Juan Pérez')] }],
    ['a given name is added', { names: [legal('Juan Carlos Pérez García')] }],
    ['the given name is another', { names: [legal('José Pérez García')] }],
    ['the whole name is another', { names: [legal('Ana Sosa')] }],
    ['the day of birth is another', { birthDate: '1980-02-28' }],
    [
      'the name agrees only as the subject’s alias',
      { names: [legal('Ana Sosa'), { ...legal('Juan Pérez García'), kind: 'alias' }] },
    ],
    ['a second number of the same type contradicts', { documents: [dni('20123456'), dni('20123457')] }],
  ])('is left to a clerk when %s', (_what, change) => {
    expect(decide({ ...asked, ...change }, juan)).toMatchObject({ decision: 'SEVERAL', count: 1 });
  });

  it('is found under a former or birth name, but not under an alias, which may be another person’s true name', () => {
    const known = (kind: PersonName['kind']): Candidate => ({
      ...juan,
      names: [legal('Pedro Sosa'), { full: 'Juan Pérez García', kind }],
    });
    expect(decide(asked, known('former'))).toMatchObject({ decision: 'MATCH' });
    expect(decide(asked, known('birth'))).toMatchObject({ decision: 'MATCH' });
    for (const kind of ['alias', 'nickname', 'religious'] as const) {
      expect(decide(asked, known(kind))).toMatchObject({ decision: 'SEVERAL', count: 1 });
    }
  });

  it('is never a person of whom the register has a year of birth alone', () => {
    for (const birthDate of ['1980', '1980-02']) {
      const identification = decide(asked, { ...juan, birthDate });
      expect(identification).toMatchObject({ decision: 'SEVERAL', count: 1 });
      expect(line(identification, 'BirthDate')).toBe('missing');
    }
    expect(line(decide(asked, { ...juan, birthDate: '1981' }), 'BirthDate')).toBe('differs');
  });

  it('is told apart from homonyms by the number', () => {
    const homonym = { ...juan, personId: 'p2', documents: [dni('31000000')] };
    expect(decide(asked, homonym, juan)).toMatchObject({ decision: 'MATCH', personId: 'p1' });
    expect(decide(asked, homonym)).toMatchObject({ decision: 'SEVERAL', count: 1 });
  });

  it('is told apart from a twin, and the twin is not taken for them', () => {
    const twin = { ...juan, personId: 'p2', names: [legal('José Pérez García')], documents: [dni('20123457')] };
    expect(decide(asked, juan, twin)).toMatchObject({ decision: 'MATCH', personId: 'p1' });
    expect(decide(asked, twin)).toMatchObject({ decision: 'SEVERAL', count: 1 });
    // The twin's number under this name: two half agreements make no certainty.
    expect(decide({ ...asked, documents: [dni('20123457')] }, juan, twin)).toMatchObject({
      decision: 'SEVERAL',
      count: 2,
    });
  });

  it('is left to a clerk when two persons hold the number, even if only one has the name and birth date', () => {
    const other = { ...juan, personId: 'p2', names: [legal('Ana Sosa')], birthDate: '1990-01-02' };
    expect(decide(asked, juan, other)).toMatchObject({ decision: 'SEVERAL', count: 2 });
  });

  it('is left to a clerk when two persons agree in everything', () => {
    expect(decide(asked, juan, { ...juan, personId: 'p2' })).toMatchObject({ decision: 'SEVERAL', count: 2 });
  });

  it('counts a person found by several keys once, and ignores one who shares none', () => {
    const stranger = { ...juan, personId: 'p9', names: [legal('Ana Sosa')], documents: [dni('31000000')] };
    expect(decide(asked, juan, juan, stranger)).toMatchObject({ decision: 'MATCH' });
    expect(decide({ ...asked, birthDate: '1980-02-28' }, juan, juan, stranger)).toMatchObject({ count: 1 });
  });

  it('agrees across accents, apostrophes, hyphens, particles and swapped surnames', () => {
    const register = { ...juan, names: [legal("D'OLIVEIRA NÚÑEZ, Ana-María de los Ángeles")] };
    for (const full of ['Ana María Ángeles D’Oliveira Nuñez', 'ANA MARIA DE LOS ANGELES NUNEZ DOLIVEIRA']) {
      expect(decide({ ...asked, names: [legal(full)] }, register)).toMatchObject({ decision: 'MATCH' });
    }
  });

  it('with a single name is complete', () => {
    const soekardjo = { ...juan, names: [legal('Soekardjo')] };
    expect(decide({ ...asked, names: [legal('SOEKARDJO')] }, soekardjo)).toMatchObject({ decision: 'MATCH' });
  });

  it('with a wrong check digit is identified all the same', () => {
    const cpf = { country: 'BR', type: 'BR_CPF', number: '23100299900' };
    expect(decide({ ...asked, documents: [cpf] }, { ...juan, documents: [cpf] })).toMatchObject({ decision: 'MATCH' });
  });
});

describe('an incomplete subject', () => {
  it.each<[string, Subject, string[]]>([
    ['no number', { ...asked, documents: [] }, ['IdentityNumber']],
    ['a placeholder for a number', { ...asked, documents: [dni('S/N')] }, ['IdentityNumber']],
    ['a year of birth alone', { ...asked, birthDate: '1980' }, ['BirthDate']],
    ['a day that does not exist', { ...asked, birthDate: '1981-02-29' }, ['BirthDate']],
    ['month 13', { ...asked, birthDate: '1981-13-01' }, ['BirthDate']],
    ['day 0', { ...asked, birthDate: '1981-01-00' }, ['BirthDate']],
    ['a placeholder for a birth date', { ...asked, birthDate: '1900-01-01' }, ['BirthDate']],
    ['an alias alone', { ...asked, names: [{ full: 'El Tuerto', kind: 'alias' }] }, ['Forename', 'Surname']],
    ['a placeholder for a name', { ...asked, names: [legal('N.N.')] }, ['Forename', 'Surname']],
    ['a name alone', { names: asked.names }, ['BirthDate', 'IdentityNumber']],
  ])('with %s is told what is missing, whoever is in the register', (_what, subject, missing) => {
    const nobody = decide(subject);
    expect(nobody).toMatchObject({ decision: 'INSUFFICIENT_DATA', missing });
    expect(decide(subject, juan, { ...juan, personId: 'p2' })).toEqual(nobody);
    expect(nobody.explanation.every(({ result }) => result === 'missing')).toBe(true);
  });
});

describe('the explanation', () => {
  it('has one line per field', () => {
    const subject: Subject = {
      ...asked,
      sex: 2,
      nationalities: ['UY', 'AR'],
      mother: legal('MARIA GARCIA'),
      father: legal('X Y'),
    };
    expect(decide(subject, juan).explanation).toEqual([
      { field: 'IdentityNumber', result: 'agrees' },
      { field: 'Name', result: 'agrees' },
      { field: 'BirthDate', result: 'agrees' },
      { field: 'Sex', result: 'differs' },
      { field: 'BirthPlace', result: 'missing' },
      { field: 'Nationality', result: 'agrees' },
      { field: 'MotherName', result: 'agrees' },
      { field: 'FatherName', result: 'missing' },
    ]);
  });

  it.each<[string, Subject['birthPlace'], string]>([
    ['country and town', { country: 'AR', town: 'ROSARIO' }, 'agrees'],
    ['the country alone', { country: 'AR' }, 'agrees'],
    ['another town', { country: 'AR', town: 'Salta' }, 'differs'],
    ['another country', { country: 'UY', town: 'Rosario' }, 'differs'],
    ['an unknown country', { country: 'ZZ' }, 'missing'],
  ])('compares the place of birth given as %s', (_what, birthPlace, result) => {
    expect(line(decide({ ...asked, ...(birthPlace && { birthPlace }) }, juan), 'BirthPlace')).toBe(result);
  });

  it('of several candidates has the best result of any of them, and asks for what could tell them apart', () => {
    const homonym = { ...juan, personId: 'p2', documents: [dni('31000000')] };
    const identification = decide({ ...asked, birthDate: '1980-02-28', sex: 1 }, juan, homonym);
    expect(line(identification, 'IdentityNumber')).toBe('agrees');
    expect(line(identification, 'BirthDate')).toBe('differs');
    expect(identification).toMatchObject({
      missing: ['SecondSurname', 'BirthPlace', 'Nationality', 'FormerName', 'MotherName', 'FatherName', 'IdentificationDocument', 'Fingerprints'],
    }); // prettier-ignore
  });

  it('does not depend on the order of the candidates', () => {
    const all = [
      juan,
      { ...juan, personId: 'p2', documents: [dni('31000000')] },
      { ...juan, personId: 'p3', birthDate: '1980' },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (order) => {
        expect(decide(asked, ...order)).toEqual(decide(asked, ...all));
      }),
    );
  });
});

describe('for any subject and any register', () => {
  const word = fc.constantFrom('Juan', 'José', 'Pérez', 'García', "D'Oliveira", 'NN', 'de');
  const name = fc.record({
    full: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    kind: fc.constantFrom('legal', 'alias', 'former'),
  }) as fc.Arbitrary<PersonName>;
  const identity = {
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    birthDate: fc.constantFrom('1980-02-29', '1980-03-01', '1980', '1900-01-01'),
    documents: fc.array(fc.constantFrom('20123456', '31000000', 'S/N').map(dni), { maxLength: 2 }),
  };
  const candidates = fc
    .array(fc.record(identity), { maxLength: 5 })
    .map((list) => list.map((entry, index): Candidate => ({ ...juan, ...entry, personId: String(index) })));

  it('a match agrees in number, name and full birth date, with the only holder of that number', () => {
    fc.assert(
      fc.property(fc.record(identity), candidates, (subject, register) => {
        const identification = identify({ subject, candidates: register });
        if (identification.decision !== 'MATCH') return;
        const found = register.find(({ personId }) => personId === identification.personId)!;
        const wanted = subjectKeys(subject);
        expect(found.birthDate).toBe(subject.birthDate);
        expect(personKeys(found).nameKeys.some((key) => wanted.nameKeys.includes(key))).toBe(true);
        const holders = register.filter((person) =>
          personKeys(person).documentKeys.some((key) => wanted.documentKeys.includes(key)),
        );
        expect(holders).toEqual([found]);
      }),
      { numRuns: 2000 },
    );
  });

  it('no value of the register leaves in the explanation or the list of what is missing', () => {
    const secret = {
      ...juan,
      names: [legal('Juan Pérez García SECRETO')],
      mother: legal('SECRETO'),
      birthPlace: { country: 'AR', town: 'SECRETO' },
    };
    fc.assert(
      fc.property(fc.record(identity), (subject) => {
        const { explanation, ...rest } = identify({ subject, candidates: [secret] });
        expect(JSON.stringify([explanation, rest])).not.toMatch(/SECRETO/i);
      }),
    );
  });
});

describe('the search keys', () => {
  it('of a person are what a register stores', () => {
    expect(personKeys({ ...juan, names: [...juan.names, { full: 'El J. Tuerto', kind: 'alias' }] })).toEqual({
      documentKeys: ['AR|AR_DNI|20123456'],
      nameKeys: ['GARCIA JUAN PEREZ', 'J TUERTO'],
      birthNameKeys: ['1980-02-29|PEREZ', '1980-02-29|GARCIA', '1980-02-29|JUAN', '1980-02-29|TUERTO'],
    });
  });

  it('hold no word of over a hundred letters', () => {
    expect(subjectKeys({ names: [legal('A'.repeat(101))], birthDate: '1980-02-29' }).birthNameKeys).toEqual([]);
  });

  it('hold no birth date that is not full', () => {
    expect(personKeys({ ...juan, birthDate: '1980' }).birthNameKeys).toEqual([]);
  });
});
