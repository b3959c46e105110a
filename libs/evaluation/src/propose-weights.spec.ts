import { comparePair, DEFAULT_CONFIGURATION, describe as describePerson, describeQuestion } from '#libs/matching';
import { RegisterStatistics } from '#libs/matching';
import { proposeWeights, type ComparedPair } from '#libs/evaluation';
import type { Subject } from '#libs/protocol';

const subject = (birthDate: string, sex: 1 | 2 = 1, given = 'Ana', surname = 'Gómez'): Subject => ({
  names: [{ full: `${given} ${surname}`, given: given.split(' '), surname1: surname, kind: 'legal' }],
  ...{ birthDate, sex },
});
const statistics = new RegisterStatistics(1, []);
const pair = (asked: Subject, held: Subject): ComparedPair => ({
  comparison: comparePair(describeQuestion(asked), describePerson(held), DEFAULT_CONFIGURATION, statistics),
});
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const propose = (same: ComparedPair[], different: ComparedPair[]) =>
  proposeWeights(DEFAULT_CONFIGURATION, 'trained-1', same, different);

const confirmed = [
  ...times(90, () => pair(subject('1980-05-17'), subject('1980-05-17'))),
  ...times(10, () => pair(subject('1980-05-17'), subject('1981-05-17', 2))),
];
const different = [
  ...times(99, () => pair(subject('1980-05-17'), subject('1963-11-28'))),
  ...times(1, () => pair(subject('1980-05-17'), subject('1980-05-17'))),
];
const { weights: before } = DEFAULT_CONFIGURATION;

describe('proposed weights', () => {
  const { configuration, weights } = propose(confirmed, different);
  const lineOf = (name: string) => weights.find((weight) => weight.name === name);

  it('are log2 of how much oftener something is seen of one person, in hundredths of a bit', () => {
    expect(configuration.weights.dates.same).toBe(Math.round(100 * Math.log2(90.5 / 101 / (1.5 / 101))));
    expect(configuration.weights.dates.yearOneOff).toBe(Math.round(100 * Math.log2(10.5 / 101 / (0.5 / 101))));
    expect(configuration.weights.dates.differs).toBe(Math.round(100 * Math.log2(0.5 / 101 / (99.5 / 101))));
    expect(configuration.shares.sexSame).toBe(Math.round((90.5 / 101) * 1_000_000));
  });

  it('stay as they are where too little was seen, and say so', () => {
    expect(configuration.weights.documents).toEqual(before.documents);
    expect(configuration.weights.parents).toEqual(before.parents);
    expect(configuration.weights.dates.dayMonthExchanged).toBe(before.dates.dayMonthExchanged);
    expect(lineOf('dates.dayMonthExchanged')?.warning).toBe('stays');
    expect(propose(confirmed.slice(0, 19), different).configuration.weights).toEqual(before);
  });

  it('bear their own version and say what they rest on', () => {
    expect(configuration.version).toBe('trained-1');
    expect(lineOf('dates.same')).toMatchObject({ same: [90, 100], different: [1, 100], before: before.dates.same });
    expect(() => proposeWeights(DEFAULT_CONFIGURATION, 'no version', [], [])).toThrow('configuration');
  });

  it('warn where only a few cases stand behind one', () => {
    expect(lineOf('dates.same')?.warning).toBe('few-pairs');
    const more = propose(confirmed, [...different, ...times(9, () => pair(subject('1980-05-17'), subject('1980-05-17')))]); // prettier-ignore
    expect(more.weights.find(({ name }) => name === 'dates.same')).not.toHaveProperty('warning');
  });

  it('count a pair for as much as it is probable', () => {
    const doubled = confirmed.flatMap((one) => times(2, () => ({ ...one, probability: 0.5 })));
    expect(propose(doubled, different)).toEqual(propose(confirmed, different));
    const unlikely = times(1_000, () => ({ ...pair(subject('1980-05-17'), subject('1963-11-28')), probability: 0 }));
    expect(propose([...confirmed, ...unlikely], different)).toEqual(propose(confirmed, different));
  });
});

describe('proposed weights of names', () => {
  const named = (given: string, surname: string) => subject('1980-05-17', 1, given, surname);
  const same = [
    ...times(60, () => pair(named('Ana Luisa', 'Gómez'), named('Ana Luisa', 'Gómez'))),
    ...times(20, () => pair(named('Ana Luisa', 'Quispe'), named('Ana Luisa', 'Kispe'))),
    ...times(12, () => pair(named('Ana', 'Gómez'), named('Ana Luisa', 'Gómez'))),
    ...times(8, () => pair(named('Luisa Ana', 'Gómez'), named('Ana Luisa', 'Gómez'))),
  ];
  const two = [
    ...times(80, () => pair(named('Pedro', 'Ramírez'), named('Ana Luisa', 'Gómez'))),
    ...times(16, () => pair(named('Pedro', 'Gómez'), named('Ana Luisa', 'Gómez'))),
    ...times(4, () => pair(named('Pedro', 'Kispe'), named('Ana Luisa', 'Quispe'))),
  ];
  const { configuration, weights } = propose(same, two);
  const { names } = configuration.weights;
  const hundredths = (ratio: number): number => Math.round(100 * Math.log2(ratio));

  it('tell how much less a likeness is worth than the same word', () => {
    // Words that agree: of one person 268 exactly and 20 nearly, of two 16 and 4.
    expect(weights.find(({ name }) => name === 'names.close')).toMatchObject({ same: [20, 288], different: [4, 20] });
    expect(names.close).toBe(hundredths(20.5 / 268.5 / (4.5 / 16.5)));
  });

  it('tell what a conflict is worth, in each part', () => {
    // Surnames: none of 100 against 80 of 100. Given names: none of 188 against all of 100.
    expect(names.surnameConflict).toBe(hundredths(0.5 / 101 / (80.5 / 101)));
    expect(names.givenConflict).toBe(hundredths(0.5 / 189 / (100.5 / 101)));
  });

  it('tell what a word is worth that stands on one side only, or in another place', () => {
    expect(names.givenLeftOut).toBe(hundredths(12.5 / 201 / (100.5 / 201)));
    expect(weights.find(({ name }) => name === 'names.otherPlace')).toMatchObject({ same: [16, 288] });
  });

  it('never reward a word that is left out, though random pairs have as many words on either side', () => {
    expect(names.surnameLeftOut).toBe(before.names.surnameLeftOut); // never seen here
    const oneLess = times(100, () => pair(named('Ana', 'Gómez'), named('Ana Luisa', 'Gómez')));
    const asMany = times(100, () => pair(named('Pedro Pablo', 'Ramírez'), named('Ana Luisa', 'Gómez')));
    expect(propose(oneLess, asMany).configuration.weights.names.givenLeftOut).toBe(0);
  });

  it('leave what was not seen, and what is no frequency', () => {
    expect(names.suffixDiffers).toBe(before.names.suffixDiffers);
    expect(names.exchanged).toBe(before.names.exchanged);
    for (const name of ['closeLeast', 'distantLeast', 'togetherMost', 'identitiesMixed'] as const) {
      expect(names[name]).toBe(before.names[name]);
    }
  });
});
