import { dni, decide, flagsOf, juan, legal, without } from './small-register.jest.js';

/** Told without a number: everything that twins share. */
const told = without(juan, 'documents');
const named = (given: string) => ({ ...juan, names: [legal(given, 'Pérez', 'García')] });
const asked = (given: string) => ({ ...told, names: [legal(given, 'Pérez', 'García')] });

describe('twins are named alike (pitfall 1):', () => {
  it.each([
    ['one letter apart', 'Tonique', 'Monique'],
    ['another form of one name', 'Marie', 'María'],
    ['the second given name of the other', 'Ovidio', 'Nepomuceno Ovidio'],
    ['a name that sounds like two of the other', 'Juliana', 'Julia Ana'],
  ])('%s is not enough without a number', (_, one, other) => {
    expect(decide(asked(one), [named(other)])).toMatchObject({ decision: 'SEVERAL' });
    expect(flagsOf(decide(asked(one), [named(other)]))).toContain('possible-relative');
    expect(decide({ ...asked(one), documents: juan.documents }, [named(other)])).toMatchObject({ decision: 'MATCH' });
  });

  it('nobody names two children with one sound: KARLA is CARLA', () => {
    expect(decide(asked('Karla'), [named('Carla')])).toMatchObject({ decision: 'MATCH' });
  });

  it('where another given name is the same, a slip in one is a slip', () => {
    expect(decide(asked('Nepomuceno Ovido'), [named('Nepomuceno Ovidio')])).toMatchObject({ decision: 'MATCH' });
  });

  it('a brother of another age is told by his date', () => {
    const brother = { ...named('Monique'), birthDate: '1980-02-28' };
    expect(flagsOf(decide({ ...asked('Tonique'), documents: juan.documents }, [brother]))).toEqual([]);
  });

  it('a slip in the middle of a number is a slip, at its end it may be the number of the twin', () => {
    const slip = (number: string) => decide({ ...asked('Tonique'), documents: [dni(number)] }, [named('Monique')]);
    expect(slip('20523456')).toMatchObject({ decision: 'MATCH' });
    expect(flagsOf(slip('20123457'))).toContain('possible-relative');
  });
});

describe('people take other names:', () => {
  const stranger = [legal('Nepomuceno', 'Zubeldía')];

  it('the number, the very day and the place or a parent outweigh a name of which no word agrees', () => {
    expect(decide({ ...juan, names: stranger }, [juan])).toMatchObject({ decision: 'MATCH' });
    const parent = without({ ...juan, names: stranger }, 'birthPlace');
    expect(decide(parent, [juan])).toMatchObject({ decision: 'MATCH' });
  });

  it.each([
    ['the place and the parents', without(juan, 'birthPlace', 'mother', 'father')],
    ['the day', { ...juan, birthDate: '1980-02-28' }],
    ['the sex', { ...juan, sex: 2 }],
    ['all of the number', { ...juan, documents: [dni('20523456')] }],
  ] as const)('but not where %s does not agree', (_, subject) => {
    expect(decide({ ...subject, names: stranger }, [juan]).decision).not.toBe('MATCH');
  });

  it('a married woman’s new surname is outweighed by given name, day, place and a number with one slip', () => {
    const married = { ...juan, names: [legal('Juan Ramón', 'Zubeldía')], documents: [dni('20523456')] };
    expect(decide(married, [juan])).toMatchObject({ decision: 'MATCH' });
    expect(flagsOf(decide({ ...married, documents: [dni('30999111')] }, [juan]))).toContain('surname-conflict');
    const otherGiven = { ...married, names: [legal('Luis', 'Zubeldía')] };
    expect(decide(otherGiven, [juan]).decision).not.toBe('MATCH');
  });
});
