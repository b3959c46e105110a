import { Command } from 'commander';
import {
  MemoryIndex,
  probablePairs,
  proposeWeights,
  type ComparedPair,
  type KnownQuestion,
  type ProposedWeight,
  type Seen,
} from '#libs/evaluation';
import { comparePair, describe, describeQuestion, planSearch, type MatchingConfiguration } from '#libs/matching';
import type { Person } from '#libs/protocol';
import { personsOf, questionsOf } from './lines.js';
import { readConfiguration } from './read-configuration.js';

interface TrainOptions {
  readonly asVersion: string;
  readonly configuration?: string;
  readonly differentPairs: number;
  readonly unconfirmed?: true;
}

/** `crex matching train`: proposes a configuration from pairs, confirmed or not; nothing is applied. */
export function trainCommand(): Command {
  return new Command('train')
    .summary('propose weights from questions; a person reads, measures and signs them')
    .description(
      'Counts how often pairs of one person, and pairs of different persons of the register, agree in each way, and writes a ' +
        'configuration to the standard output, and what each weight rests on to the standard error. Pairs of one person are ' +
        'those that somebody has confirmed; where nobody has confirmed any, the candidates of each question, as probable as ' +
        'expectation and maximisation finds them.',
    )
    .argument('<register>', 'NDJSON of persons, up to two million')
    .argument('<questions>', 'NDJSON of questions; `truth.personId` is a person somebody has confirmed')
    .requiredOption('--as-version <text>', 'the version that the proposal bears')
    .option('--configuration <file>', 'where weights that are not proposed come from; the built-in one unless given')
    .option('--different-pairs <number>', 'how many pairs of different persons are drawn', Number, 200_000)
    .option('--unconfirmed', 'as if nobody had confirmed anything')
    .action(run);
}

function run(register: string, file: string, options: TrainOptions): void {
  const from = readConfiguration(options.configuration);
  const persons = [...personsOf(register)];
  const questions = [...questionsOf(file)];
  const index = new MemoryIndex(persons);
  const confirmed = options.unconfirmed === true ? [] : confirmedPairs(index, persons, questions, from);
  const { configuration, weights } = proposeWeights(
    from,
    options.asVersion,
    confirmed.length > 0 ? confirmed : guessedPairs(index, questions, from),
    differentPairs(index, persons, options.differentPairs, from),
  );
  if (confirmed.length > 0) process.stderr.write(`${confirmed.length} confirmed pairs\n`);
  for (const weight of weights) process.stderr.write(`${lineOf(weight)}\n`);
  process.stdout.write(`${JSON.stringify(configuration, undefined, 2)}\n`);
}

const WARNINGS = { stays: '  (too few: stays)', 'few-pairs': '  (few pairs: uncertain)' } as const;

function lineOf({ name, before, after, same, different, warning }: ProposedWeight): string {
  const counts = `${seen(same)} of one person, ${seen(different)} of two`;
  const mark = warning === undefined ? '' : WARNINGS[warning];
  return `${name.padEnd(28)}${String(before).padStart(9)} -> ${String(after).padStart(9)}  ${counts}${mark}`;
}

const seen = (counts: Seen): string =>
  counts.map((count) => (Number.isInteger(count) ? String(count) : count.toFixed(1))).join(' in ');

function confirmedPairs(
  { statistics }: MemoryIndex,
  persons: readonly Person[],
  questions: readonly KnownQuestion[],
  from: MatchingConfiguration,
): ComparedPair[] {
  const byId = new Map(persons.map((person) => [person.personId, person]));
  return questions.flatMap(({ subject, truth }) => {
    const person = truth.personId === undefined ? undefined : byId.get(truth.personId);
    if (person === undefined) return [];
    return [{ comparison: comparePair(describeQuestion(subject), describe(person), from, statistics) }];
  });
}

/** Whoever shares keys with a question, as probable as all of them together tell. */
function guessedPairs(
  index: MemoryIndex,
  questions: readonly KnownQuestion[],
  from: MatchingConfiguration,
): readonly ComparedPair[] {
  const comparisons = questions.flatMap(({ subject }) => {
    const question = describeQuestion(subject);
    const { found } = index.candidates(planSearch(question, index.heat));
    return found.map(({ features }) => comparePair(question, features, from, index.statistics));
  });
  const { pairs, mixture } = probablePairs(comparisons, questions.length);
  const same = mixture.sameShare * pairs.length;
  process.stderr.write(
    `no confirmed pairs: of ${pairs.length} candidates ${same.toFixed(1)} are one person, ` +
      `after ${mixture.logLikelihoods.length - 1} rounds of expectation and maximisation\n`,
  );
  return pairs;
}

/** A prime step through the register, so that every run draws the same pairs. */
const STEP = 7_919;

function* differentPairs(
  { statistics }: MemoryIndex,
  persons: readonly Person[],
  count: number,
  from: MatchingConfiguration,
): Generator<ComparedPair> {
  if (persons.length < 2) return;
  for (let drawn = 0; drawn < count; drawn += 1) {
    const left = drawn % persons.length;
    const right =
      (left + 1 + ((drawn * STEP + Math.floor(drawn / persons.length)) % (persons.length - 1))) % persons.length;
    const [one, other] = [persons[left], persons[right]];
    if (one === undefined || other === undefined) continue;
    yield { comparison: comparePair(describe(one), describe(other), from, statistics) };
  }
}
