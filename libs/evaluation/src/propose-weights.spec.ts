import { DEFAULT_CONFIGURATION, describe as describePerson, describeQuestion } from '#libs/matching';
import { proposeWeights } from '#libs/evaluation';
import type { Subject } from '#libs/protocol';

const subject = (birthDate: string, sex: 1 | 2 = 1): Subject => ({
  names: [{ full: 'Ana Gómez', given: ['Ana'], surname1: 'Gómez', kind: 'legal' }],
  ...{ birthDate, sex },
});
const pair = (asked: Subject, held: Subject) => ({ question: describeQuestion(asked), held: describePerson(held) });
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const confirmed = [
  ...times(90, () => pair(subject('1980-05-17'), subject('1980-05-17'))),
  ...times(10, () => pair(subject('1980-05-17'), subject('1981-05-17', 2))),
];
const different = [
  ...times(99, () => pair(subject('1980-05-17'), subject('1963-11-28'))),
  ...times(1, () => pair(subject('1980-05-17'), subject('1980-05-17'))),
];

describe('proposed weights', () => {
  const { configuration, weights } = proposeWeights(DEFAULT_CONFIGURATION, 'trained-1', confirmed, different);

  it('are log2 of how much oftener something is seen of one person, in hundredths of a bit', () => {
    expect(configuration.weights.dates.same).toBe(Math.round(100 * Math.log2(90.5 / 101 / (1.5 / 101))));
    expect(configuration.weights.dates.yearOneOff).toBe(Math.round(100 * Math.log2(10.5 / 101 / (0.5 / 101))));
    expect(configuration.weights.dates.differs).toBe(Math.round(100 * Math.log2(0.5 / 101 / (99.5 / 101))));
    expect(configuration.shares.sexSame).toBe(Math.round((90.5 / 101) * 1_000_000));
  });

  it('stay as they are where too little was seen', () => {
    const { weights: before } = DEFAULT_CONFIGURATION;
    expect(configuration.weights.documents).toEqual(before.documents);
    expect(configuration.weights.parents).toEqual(before.parents);
    expect(configuration.weights.dates.dayMonthExchanged).toBe(before.dates.dayMonthExchanged);
    expect(configuration.weights.names).toEqual(before.names);
  });

  it('bear their own version and say what they rest on', () => {
    expect(configuration.version).toBe('trained-1');
    expect(weights.find(({ name }) => name === 'dates.same')).toMatchObject({
      ...{ confirmed: [90, 100], different: [1, 100], before: DEFAULT_CONFIGURATION.weights.dates.same },
    });
    expect(() => proposeWeights(DEFAULT_CONFIGURATION, 'no version', [], [])).toThrow('configuration');
  });
});
