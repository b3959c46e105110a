import { decide, dni, flagsOf, juan, legal, lineOf, PERSONS, statistics, without } from './small-register.jest.js';
import { DEFAULT_CONFIGURATION, describe as featuresOf, identifySubject, RegisterStatistics } from '#libs/matching';
import type { Identity } from '#libs/matching';

/** Without documents, mother and father unless said: what most questions from abroad look like. */
const told = without(juan, 'documents');

describe('pitfall 1, twins and siblings:', () => {
  const twin = { ...juan, names: [legal('Luis', 'Pérez', 'García')], documents: [dni('20123457')] };

  it('a twin is not taken for the twin, though surnames, parents, place and date agree', () => {
    expect(decide(told, [twin])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(told, [twin]))).toEqual(expect.arrayContaining(['given-name-conflict', 'possible-relative']));
    expect(decide(juan, [twin])).toMatchObject({ decision: 'SEVERAL' });
  });

  it('a first given name in common does not make one of two twins', () => {
    const one = { ...told, names: [legal('José Luis', 'Pérez', 'García')] };
    const other = { ...juan, names: [legal('José Leonardo', 'Pérez', 'García')] };
    expect(decide(one, [other])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(one, [other]))).toContain('possible-relative');
  });

  it('two names that look alike are two names where the register knows both', () => {
    const juana = { ...juan, names: [legal('Juana', 'Pérez', 'García')] };
    const asked = without({ ...told, names: [legal('Juan', 'Pérez', 'García')] }, 'sex');
    expect(decide(asked, [juana])).toMatchObject({ decision: 'SEVERAL' });
    const marcela = { ...juan, names: [legal('Marcela', 'Pérez', 'García')] };
    const marta = { ...told, names: [legal('Marcelo', 'Pérez', 'García')] };
    expect(decide(marta, [marcela])).toMatchObject({ decision: 'SEVERAL' });
  });

  it('a further reading for machines that nearly agrees is no agreement: JOSUE is not JOSE', () => {
    const asked = { ...told, names: [{ kind: 'legal', full: 'JOSUE PEREZ GARCIA' } as const] };
    const jose = { ...juan, names: [legal('José', 'Pérez', 'García')] };
    expect(decide(asked, [jose])).toMatchObject({ decision: 'SEVERAL' });
  });

  it('without a given name, surnames, date, place and parents do not tell a twin from the person', () => {
    const nameless = {
      ...told,
      names: [{ kind: 'legal', full: 'Pérez García', surname1: 'Pérez', surname2: 'García' } as const],
    };
    expect(decide(nameless, [juan])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(nameless, [juan]))).toContain('given-name-not-found');
  });

  it('without a surname nobody is matched by given names and date, however rare', () => {
    const rare = { ...told, names: [legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray')] };
    const given = ['Nepomuceno', 'Ovidio'];
    const asked = decide({ ...rare, names: [{ kind: 'legal', full: given.join(' '), given }] }, [rare]);
    expect(asked).toMatchObject({ decision: 'SEVERAL' });
    expect(asked.candidates[0]?.probability).toBeGreaterThan(0.999);
    expect(flagsOf(asked)).toEqual(['surname-not-found']);
  });

  it('a twin’s own number tells them apart even where both are candidates', () => {
    expect(decide(juan, [twin, juan])).toMatchObject({ decision: 'MATCH', personId: 'p1' });
  });

  it('a number one digit off does not make the one twin of the other: twins have neighbouring numbers', () => {
    expect(
      decide({ ...juan, documents: [dni('20123457')] }, [{ ...twin, documents: [dni('20123456')] }]),
    ).toMatchObject({ decision: 'SEVERAL' });
  });

  it('a twin is a twin with given names and surnames exchanged', () => {
    const asked = { ...told, names: [legal('Pérez García', 'Luis', 'José')] };
    const held = { ...juan, names: [legal('Ramón José', 'Pérez', 'García')] };
    expect(decide(asked, [held])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(asked, [held]))).toContain('given-name-conflict');
  });

  it('a brother of another age is not taken for the brother', () => {
    const brother = { ...twin, birthDate: '1982-07-11' };
    expect(decide(told, [brother]).decision).not.toBe('MATCH');
  });

  it('a son of the same name is not taken for his father', () => {
    const son = { ...juan, birthDate: '2004-09-09', documents: [dni('45111222')], father: juan.names[0] };
    expect(decide(juan, [son]).decision).not.toBe('MATCH');
    expect(
      decide(told, [{ ...juan, names: [{ ...legal('Juan Ramón', 'Pérez', 'García'), suffix: 'Hijo' }] }]),
    ).toMatchObject({ decision: 'MATCH' });
    const junior = { ...told, names: [{ ...legal('Juan Ramón', 'Pérez', 'García'), suffix: 'Júnior' }] };
    const neto = { ...juan, names: [{ ...legal('Juan Ramón', 'Pérez', 'García'), suffix: 'Neto' }] };
    expect(flagsOf(decide(junior, [neto]))).toContain('suffix-differs');
  });
});

describe('pitfall 2, homonyms:', () => {
  const common = { names: [legal('Juan', 'García')], birthDate: '1980-02-29' } as const;

  it('a common name and a date are not enough for a match, a rare name and a date are', () => {
    expect(decide(common, [common])).toMatchObject({ decision: 'SEVERAL' });
    const rare = { ...common, names: [legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray')] };
    expect(decide(rare, [rare])).toMatchObject({ decision: 'MATCH' });
  });

  it('two of the same name and date push each other down, and neither is matched', () => {
    const { decision, candidates } = decide(told, [
      without(juan, 'documents', 'mother', 'father'),
      without(juan, 'documents', 'mother', 'father'),
    ]);
    expect(decision).toBe('SEVERAL');
    expect(candidates.map(({ probability }) => Math.round(probability * 100))).toEqual([50, 50]);
  });

  it('a rare name and a date with a slip are not enough where nothing else agrees: names run in families', () => {
    const rare = { names: [legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray')], birthDate: '1985-07-13' };
    const other = decide({ ...rare, birthDate: '1983-07-13' }, [rare]);
    expect(other).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(other)).toEqual(['birth-date-too-weak', 'possible-namesake']);
  });

  it('day and month of another year are not enough: cousins of one village are named after one saint', () => {
    const rare = { ...juan, names: [legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray')], birthDate: '1985-07-13' };
    const asked = { ...without(rare, 'documents', 'mother', 'father'), birthDate: '1983-07-13' };
    expect(flagsOf(decide(asked, [rare]))).toEqual(['birth-date-too-weak']);
    expect(decide({ ...asked, mother: rare.mother }, [rare])).toMatchObject({ decision: 'MATCH' });
    expect(decide({ ...asked, documents: [dni('20723456')] }, [rare])).toMatchObject({ decision: 'MATCH' });
  });

  it('the mother of another name tells them apart where no number does, unless the father agrees', () => {
    const rare = { ...told, names: [legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray')] };
    const other = decide({ ...without(rare, 'father'), mother: legal('Ana', 'García') }, [rare]);
    expect(other).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(other)).toContain('parent-differs');
    expect(decide({ ...rare, mother: legal('Ana', 'García') }, [rare])).toMatchObject({ decision: 'MATCH' });
  });

  it('the size of the register counts, not that of the list', () => {
    const asked = without(told, 'mother', 'father');
    const [few, many] = [PERSONS, 1000 * PERSONS].map(
      (persons) => decide(asked, [juan], { statistics: scaled(persons) }).candidates[0]?.probability ?? 0,
    );
    expect(few).toBeGreaterThan(many ?? 0);
  });

  /** The same shares in a register of another size. */
  const scaled = (persons: number): RegisterStatistics =>
    new RegisterStatistics(
      persons,
      (['given', 'surname'] as const).flatMap((kind) =>
        ['JUAN', 'RAMON', 'PEREZ', 'GARCIA'].map((value) => ({
          kind,
          value,
          persons: statistics.share(kind, value) * persons,
        })),
      ),
    );
});

describe('pitfall 3, correlated evidence:', () => {
  it('the parents’ surnames are the child’s and are not weighed again', () => {
    const same = lineOf(decide(told, [juan]), 'FatherName');
    const other = lineOf(decide({ ...told, father: legal('Pedro', 'Sosa') }, [juan]), 'FatherName');
    expect(same?.weight).toBeGreaterThan(0);
    expect(other?.weight).toBe(same?.weight);
  });

  it('a mother of another given name counts against', () => {
    expect(lineOf(decide({ ...told, mother: legal('Ana', 'García') }, [juan]), 'MotherName')).toMatchObject({
      level: 'differs',
      weight: -4,
    });
  });

  it('nationality and place of birth together weigh no more than ten bits', () => {
    const rare = { ...juan, nationalities: ['PY'], birthPlace: { country: 'PY', town: 'Tacuatí' } };
    const decision = decide(rare, [rare]);
    const origin = (lineOf(decision, 'Nationality')?.weight ?? 0) + (lineOf(decision, 'BirthPlace')?.weight ?? 0);
    expect(origin).toBe(10);
  });

  it('both parents together are capped', () => {
    const rare = {
      ...juan,
      mother: legal('Eufrasia Domitila', 'García'),
      father: legal('Telésforo Crisóstomo', 'Pérez'),
    };
    const decision = decide(rare, [rare]);
    expect((lineOf(decision, 'MotherName')?.weight ?? 0) + (lineOf(decision, 'FatherName')?.weight ?? 0)).toBe(14);
  });

  it('names that come together in a community weigh less than each alone', () => {
    const independent = decide(told, [juan]);
    const together = decide(told, [juan], { heat: () => 20_000 });
    expect(lineOf(independent, 'NamesTogether')).toBeUndefined();
    expect(lineOf(together, 'NamesTogether')?.weight).toBeLessThan(0);
    expect(together.candidates[0]?.weight).toBeLessThan(independent.candidates[0]?.weight ?? 0);
  });
});

describe('pitfall 4, second surname:', () => {
  it('a second surname that is not told is no contradiction', () => {
    expect(decide({ ...told, names: [legal('Juan Ramón', 'Pérez')] }, [juan])).toMatchObject({ decision: 'MATCH' });
    expect(lineOf(decide({ ...told, names: [legal('Juan Ramón', 'Pérez')] }, [juan]), 'Surname')).toMatchObject({
      level: 'agrees',
    });
  });

  it('another second surname is one', () => {
    const cousin = decide({ ...told, names: [legal('Juan Ramón', 'Pérez', 'López')] }, [juan]);
    expect(cousin).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(cousin)).toContain('surname-conflict');
  });

  it('surnames in the other order cost little', () => {
    const swapped = decide({ ...told, names: [legal('Juan Ramón', 'García', 'Pérez')] }, [juan]);
    expect(swapped).toMatchObject({ decision: 'MATCH' });
    expect(swapped.candidates[0]?.weight).toBeLessThan(decide(told, [juan]).candidates[0]?.weight ?? 0);
  });

  it('the mother’s surname stands for the second surname that is not told', () => {
    const asked = { ...without(told, 'father'), names: [legal('Juan Ramón', 'Pérez')] };
    const held = without(juan, 'mother', 'father');
    expect(lineOf(decide({ ...asked, mother: legal('Marta', 'García') }, [held]), 'MotherName')).toMatchObject({
      weight: 2,
      reason: 'mother-surname-is-second-surname',
    });
    expect(lineOf(decide({ ...asked, mother: legal('Marta', 'López') }, [held]), 'MotherName')).toMatchObject({
      weight: -4,
      reason: 'mother-surname-is-not-second-surname',
    });
  });
});

describe('pitfall 5, the border between given name and surname is lost:', () => {
  it('a first surname written as a middle name, the English way, is found', () => {
    const english = {
      ...told,
      names: [
        {
          kind: 'legal',
          full: 'Juan Ramon Perez Garcia',
          given: ['Juan', 'Ramon', 'Perez'],
          surname1: 'Garcia',
        } as const,
      ],
    };
    expect(decide(english, [juan])).toMatchObject({ decision: 'MATCH' });
  });

  it('a full name without its parts is compared with all of them', () => {
    expect(decide({ ...told, names: [{ kind: 'legal', full: 'JUAN RAMON PEREZ GARCIA' }] }, [juan])).toMatchObject({
      decision: 'MATCH',
    });
  });

  it('given name and surname that changed places agree, and the officer is told', () => {
    const exchanged = decide({ ...juan, names: [legal('Pérez', 'Juan')] }, [juan]);
    expect(exchanged).toMatchObject({ decision: 'MATCH' });
    expect(lineOf(exchanged, 'Surname')).toMatchObject({ reason: 'given-name-and-surname-exchanged' });
  });
});

describe('pitfall 6, compound names:', () => {
  it('de la Cruz, De La Cruz and DELACRUZ are one surname', () => {
    const held = { ...juan, names: [legal('Juan Ramón', 'de la Cruz', 'García')] };
    expect(decide({ ...told, names: [legal('Juan Ramón', 'DELACRUZ', 'García')] }, [held])).toMatchObject({
      decision: 'MATCH',
    });
  });

  it('Silva alone is nearly no evidence', () => {
    const silva = { ...told, names: [legal('Juan Ramón', 'da Silva')] };
    const rare = { ...told, names: [legal('Juan Ramón', 'Zubeldía')] };
    const weight = (asked: typeof silva) => lineOf(decide(asked, [asked]), 'Surname')?.weight ?? 0;
    expect(weight(silva)).toBeLessThan(4);
    expect(weight(rare)).toBeGreaterThan(weight(silva) + 8);
  });
});

describe('pitfall 7, a typing error that changes the sound:', () => {
  it('is borne by the number and the date', () => {
    const held = { ...juan, names: [legal('Juan Ramón', 'Reio')] };
    expect(decide({ ...juan, names: [legal('Juan Ramón', 'Rego')] }, [held])).toMatchObject({ decision: 'MATCH' });
  });
});

describe('pitfall 8, sex:', () => {
  it('unknown on one side says nothing, different on both is no match without a number', () => {
    expect(lineOf(decide({ ...told, sex: 0 }, [juan]), 'Sex')).toMatchObject({ level: 'missing', weight: 0 });
    expect(flagsOf(decide({ ...told, sex: 2 }, [juan]))).toContain('sex-differs');
  });

  it('different and a number that agrees is still the person', () => {
    expect(decide({ ...juan, sex: 2 }, [juan])).toMatchObject({ decision: 'MATCH' });
  });
});

describe('pitfall 9, alias identities:', () => {
  const known = {
    ...juan,
    names: [legal('Ana', 'Sosa'), { ...legal('Juan Ramón', 'Pérez', 'García'), kind: 'alias' as const }],
  };

  it('an alias finds and never identifies alone', () => {
    expect(decide(told, [known])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(told, [known]))).toContain('alias-alone');
    const asAlias = { ...told, names: [{ ...legal('Juan Ramón', 'Pérez', 'García'), kind: 'alias' as const }] };
    expect(flagsOf(decide(asAlias, [juan]))).toContain('alias-alone');
  });

  it('an alias with the number and the date is the person; a former name is enough by itself', () => {
    expect(decide(juan, [known])).toMatchObject({ decision: 'MATCH' });
    const former = {
      ...juan,
      names: [legal('Ana', 'Sosa'), { ...legal('Juan Ramón', 'Pérez', 'García'), kind: 'former' as const }],
    };
    expect(decide(told, [former])).toMatchObject({ decision: 'MATCH' });
  });
});

describe('pitfall 9, identities as units:', () => {
  const rare = [
    legal('Nepomuceno Ovidio', 'Zubeldía', 'Etchegaray'),
    { ...legal('Telésforo', 'Quispe', 'Mamani'), kind: 'former' as const },
  ];
  const [first, second] = [
    { ...told, names: rare.slice(0, 1) },
    { ...told, names: rare.slice(1), birthDate: '1975-11-30' },
  ];
  const held = {
    ...featuresOf({ ...juan, names: rare }),
    birthDates: [...featuresOf(first).birthDates, ...featuresOf(second).birthDates],
  };
  const ask = (subject: Identity) =>
    identifySubject({
      question: featuresOf(subject),
      candidates: [{ personId: 'p0', features: held }],
      isComplete: true,
      statistics,
      heat: () => 0,
      configuration: DEFAULT_CONFIGURATION,
    });

  it('the name of one with its own date is matched', () => {
    expect(ask(first)).toMatchObject({ decision: 'MATCH' });
    expect(lineOf(ask(first), 'Identity')).toBeUndefined();
  });

  it('the name of one with the date of another is explained, costs three bits and carries no match', () => {
    const mixed = ask({ ...first, birthDate: '1975-11-30' });
    expect(mixed).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(mixed)).toEqual(['identities-mixed']);
    expect(lineOf(mixed, 'Identity')).toMatchObject({ weight: -3, reason: 'identities-mixed' });
  });
});

describe('pitfall 10, placeholders:', () => {
  it('NN, 1900-01-01 and 00000000 agree with nothing', () => {
    const nobody = { names: [legal('NN', 'NN')], birthDate: '1900-01-01', documents: [dni('00000000')] };
    expect(decide(nobody, [nobody])).toMatchObject({ decision: 'INSUFFICIENT_DATA', candidates: [] });
    const unknown = { ...juan, birthDate: '1900-01-01', documents: [dni('0')] };
    expect(lineOf(decide(juan, [unknown]), 'BirthDate')).toMatchObject({ level: 'missing', weight: 0 });
    expect(lineOf(decide(juan, [unknown]), 'IdentityNumber')).toMatchObject({ level: 'missing', weight: 0 });
  });
});

describe('pitfall 11, numbers reused and changed:', () => {
  const stranger = {
    ...juan,
    names: [legal('Ana', 'Sosa')],
    birthDate: '1951-11-03',
    sex: 2,
    mother: legal('Rita', 'Luna'),
    father: legal('Hugo', 'Sosa'),
  } as const;

  it('a number whose holder has another name and another date is never a match', () => {
    const reused = decide(juan, [stranger]);
    expect(reused).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(reused)).toContain('document-reuse');
  });

  it('a number and one common word of the name are not enough against another date', () => {
    const asked = {
      ...without(juan, 'mother', 'father', 'birthPlace'),
      names: [legal('Juan', 'Zubeldía')],
      birthDate: '1951-11-03',
    };
    const reused = decide(asked, [juan]);
    expect(reused).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(reused)).toContain('document-reuse');
  });

  it('a number alone is not a match either', () => {
    expect(decide({ names: [{ kind: 'legal', full: 'NN' }], documents: juan.documents }, [juan])).toMatchObject({
      decision: 'SEVERAL',
    });
  });

  it('a number that two persons hold carries nobody', () => {
    const shared = decide(without(juan, 'mother', 'father', 'birthDate'), [juan, stranger]);
    expect(shared).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(shared)).toContain('document-shared');
  });

  it('another national number contradicts, another passport does not', () => {
    const other = decide({ ...juan, names: [legal('Juan', 'Pérez')], documents: [dni('31999888')] }, [juan]);
    expect(other).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(other)).toContain('document-contradicts');
    const passport = (number: string) => [{ country: 'AR', type: 'PASSPORT', number }];
    const renewed = decide({ ...juan, documents: passport('AAB123456') }, [
      { ...juan, documents: passport('AAF987654') },
    ]);
    expect(renewed).toMatchObject({ decision: 'MATCH' });
  });

  it('a second number of the same type that is not the person’s contradicts the first: else ten could be tried at once', () => {
    const trying = decide({ ...juan, documents: [dni('31999888'), dni('20123456')] }, [juan]);
    expect(flagsOf(trying)).toContain('document-contradicts');
  });
});

describe('pitfall 12, persons of one name:', () => {
  const soekarno = {
    names: [{ kind: 'legal', full: 'Soekarno' } as const],
    birthDate: '1980-02-29',
    documents: [{ country: 'SR', type: 'SR_ID', number: 'AB123456' }],
  };

  it('are matched with a number and a date, never by name and date alone', () => {
    expect(decide(soekarno, [soekarno])).toMatchObject({ decision: 'MATCH' });
    const alone = decide(without(soekarno, 'documents'), [soekarno]);
    expect(alone).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(alone)).toContain('mononym-alone');
  });
});

describe('pitfall 13, dates known in part on either side:', () => {
  it.each([
    ['1980', '1980-02-29', 'year-same'],
    ['1980-02-29', '1980', 'year-same'],
    ['1980-02', '1980-02-29', 'month-same'],
    ['1980-01-01', '1980-02-29', 'year-same'],
    ['1980-02-29', '1981-01-01', 'year-near'],
    ['1980-01-01', '1980-01-01', 'same-first-of-january'],
  ])('%s asked and %s held is “%s”', (asked, held, reason) => {
    expect(lineOf(decide({ ...juan, birthDate: asked }, [{ ...juan, birthDate: held }]), 'BirthDate')).toMatchObject({
      reason,
    });
  });

  it('a year alone carries no match without a number', () => {
    const asked = { ...without(told, 'mother', 'father'), birthDate: '1980' };
    expect(flagsOf(decide(asked, [juan]))).toContain('birth-date-too-weak');
    expect(decide({ ...juan, birthDate: '1980' }, [juan])).toMatchObject({ decision: 'MATCH' });
  });
});

describe('pitfall 14, a search cut short:', () => {
  it('never says that nobody is there', () => {
    expect(decide(told, [], { isComplete: false })).toMatchObject({ decision: 'INSUFFICIENT_DATA' });
    expect(decide(told, [])).toMatchObject({ decision: 'NONE' });
    expect(decide(told, [], { isComplete: false }).warnings).toContain('search-incomplete');
  });
});

describe('pitfall 15, leaks:', () => {
  it('what is missing follows from the subject alone', () => {
    const missing = (...people: Parameters<typeof decide>[1]) => decide(told, people).missing;
    expect(missing(juan)).toEqual(missing());
    expect(missing({ ...juan, names: [legal('Luis', 'Pérez', 'García')] }, juan)).toEqual(missing());
    expect(missing()).toContain('IdentityNumber');
  });
});

describe('pitfall 17, a table of hot keys that is out of date:', () => {
  it('costs weight, not the decision', () => {
    expect(decide(juan, [juan], { heat: () => 0 })).toMatchObject({ decision: 'MATCH' });
    expect(decide(juan, [juan], { heat: () => PERSONS })).toMatchObject({ decision: 'MATCH' });
  });
});
