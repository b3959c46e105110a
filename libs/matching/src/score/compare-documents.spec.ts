import fc from 'fast-check';
import {
  canonicalDocument,
  checkCharacters,
  describe as featuresOf,
  describeQuestion,
  slippedDocumentKeys,
} from '#libs/matching';
import { repairedNumbers } from '../document-repair.js';
import { compareDocuments, isOneCharacterOff } from './compare-documents.js';

type Written = readonly (readonly [type: string, number: string, country?: string])[];

const documents = (written: Written) =>
  featuresOf({
    names: [],
    documents: written.map(([type, number, country]) => ({ country: country ?? type.slice(0, 2), type, number })),
  }).documents;

const compare = (asked: Written, held: Written) => compareDocuments(documents(asked), documents(held));

describe('the numbers of subject and person', () => {
  it('agree within country and type, however written', () => {
    expect(compare([['AR_DNI', '20.123.456']], [['PASSPORT', 'AAB123', 'AR'], ['AR_DNI', '20123456']])).toMatchObject({
      weight: 'same', level: 'agrees', isDoubtful: false, isContradicted: false,
    }); // prettier-ignore
  });

  it('that are one character off are close', () => {
    for (const number of ['20123457', '20123465', '2012345', '201233456', '21023456']) {
      expect(compare([['AR_DNI', number]], [['AR_DNI', '20123456']])).toMatchObject({
        weight: 'oneCharacterOff',
        level: 'close',
        isContradicted: false,
      });
    }
  });

  it('whose check digits both fit are two numbers, though one exchange apart', () => {
    const [left, right] = ['390533447', '390533474'].map((body) => body + (checkCharacters('BR_CPF', body) ?? ''));
    expect(compare([['BR_CPF', left ?? '']], [['BR_CPF', right ?? '']]).weight).toBe('differs');
  });

  it('of a kind of which people have one contradict; passports do not', () => {
    expect(compare([['AR_DNI', '31000000']], [['AR_DNI', '20123456']])).toMatchObject({
      weight: 'differs',
      level: 'differs',
      isContradicted: true,
    });
    expect(compare([['PASSPORT', 'AAB123456', 'AR']], [['PASSPORT', 'AAF987654', 'AR']])).toMatchObject({
      weight: 'anotherOfSeveral',
      level: 'missing',
      isContradicted: false,
    });
  });

  it('of other types say nothing', () => {
    expect(compare([['AR_DNI', '31000000']], [['AR_CUIL', '20055361682']])).toMatchObject({
      weight: 'none',
      level: 'missing',
    });
    expect(compare([], [['AR_DNI', '20123456']])).toMatchObject({ weight: 'none' });
  });

  it('that agree though country or type is another agree a little, unless they are short', () => {
    expect(compare([['PASSPORT', '20123456', 'AR']], [['AR_DNI', '20123456']])).toMatchObject({
      weight: 'numberAlone',
      level: 'close',
    });
    expect(compare([['PASSPORT', '12345', 'AR']], [['PY_CI', '12345']])).toMatchObject({ weight: 'none' });
  });

  it('with a second one of the same type that the person does not have contradict each other', () => {
    expect(compare([['AR_DNI', '20123456'], ['AR_DNI', '31000000']], [['AR_DNI', '20123456']])).toMatchObject({ weight: 'same', isContradicted: true }); // prettier-ignore
  });

  it('are doubtful when the check digit fails, and a sound one is preferred', () => {
    expect(compare([['UY_CI', '12345670']], [['UY_CI', '12345670']])).toMatchObject({
      weight: 'same',
      isDoubtful: true,
    });
    expect(compare([['UY_CI', '12345670'], ['UY_CI', '12345672']], [['UY_CI', '12345670'], ['UY_CI', '12345672']])).toMatchObject({ weight: 'same', isDoubtful: false }); // prettier-ignore
  });

  it('are not doubtful by the Jamaican rule, which nobody has confirmed', () => {
    expect(canonicalDocument({ country: 'JM', type: 'JM_TRN', number: '123456785' })).toMatchObject({
      checkDigit: 'failed',
    });
    expect(compare([['JM_TRN', '123456785']], [['JM_TRN', '123456785']])).toMatchObject({
      weight: 'same',
      isDoubtful: false,
    });
  });
});

describe('an Argentine CUIL', () => {
  const asked = (number: string) =>
    describeQuestion({ names: [], documents: [{ country: 'AR', type: 'AR_CUIL', number }] }).documents;

  it('asks for the DNI within it as well, when its check digit fits', () => {
    expect(compareDocuments(asked('20-26756539-3'), documents([['AR_DNI', '26.756.539']]))).toMatchObject({
      weight: 'same',
      isDoubtful: false,
    });
    expect(compareDocuments(asked('20-05536168-2'), documents([['AR_DNI', '5.536.168']]))).toMatchObject({
      weight: 'same',
    });
    expect(asked('20-26756539-4')).toHaveLength(1);
  });
});

describe('one character off', () => {
  it('is symmetric, and never true of equal or short numbers', () => {
    const number = fc.stringMatching(/^[0-3]{4,8}$/);
    fc.assert(
      fc.property(number, number, (left, right) => {
        expect(isOneCharacterOff(left, right)).toBe(isOneCharacterOff(right, left));
        if (Math.min(left.length, right.length) < 5) expect(isOneCharacterOff(left, right)).toBe(false);
      }),
    );
  });

  it.each([
    ['20123456', '20123457'],
    ['20123456', '20123465'],
    ['20123456', '2012345'],
    ['20123456', '020123456'],
  ])('is true of %s and %s', (left, right) => {
    expect(isOneCharacterOff(left, right)).toBe(true);
  });

  it.each([
    ['20123456', '20123567'],
    ['20123456', '20124365'],
    ['20123456', '201234'],
  ])('is false of %s and %s', (left, right) => {
    expect(isOneCharacterOff(left, right)).toBe(false);
  });
});

describe('what a number may have been', () => {
  const ecuadorian = { country: 'EC', type: 'EC_CI' };

  it('is repaired by one digit or one exchange where the check digit failed', () => {
    const repaired = repairedNumbers({ ...ecuadorian, number: '1710034056' });
    expect(repaired).toContain('1710034065');
    expect(repaired.map((number) => canonicalDocument({ ...ecuadorian, number })?.checkDigit)).toEqual(
      repaired.map(() => 'ok'),
    );
  });

  it('is nothing else where it fits, or has no check digit', () => {
    expect(repairedNumbers({ ...ecuadorian, number: '1710034065' })).toEqual([]);
    expect(repairedNumbers({ country: 'AR', type: 'AR_DNI', number: '20123456' })).toEqual([]);
  });

  it('is looked for by every slip, but for numbers that are proven', () => {
    const keys = slippedDocumentKeys([{ country: 'AR', type: 'AR_DNI', number: '20123456' }]);
    expect(keys).toEqual(expect.arrayContaining(['AR|AR_DNI|20123457', 'AR|AR_DNI|20123465', 'AR|AR_DNI|020123456']));
    expect(keys).not.toContain('AR|AR_DNI|20123456');
    expect(new Set(keys).size).toBe(keys.length);
    const repaired = slippedDocumentKeys([{ ...ecuadorian, number: '1710034056' }]);
    expect(repaired).toContain('EC|EC_CI|1710034065');
    expect(repaired.length).toBeLessThan(20);
    expect(slippedDocumentKeys([{ ...ecuadorian, number: '1710034065' }])).toEqual([]);
    expect(slippedDocumentKeys([{ country: 'AR', type: 'PASSPORT', number: '1'.repeat(50) }])).toEqual([]);
  });
});
