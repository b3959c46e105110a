import { Command } from 'commander';
import { proposeWeights, type DescribedPair } from '#libs/evaluation';
import { describe, describeQuestion } from '#libs/matching';
import type { Person } from '#libs/protocol';
import { personsOf, questionsOf } from './lines.js';
import { readConfiguration } from './read-configuration.js';

interface TrainOptions {
  readonly asVersion: string;
  readonly configuration?: string;
  readonly differentPairs: number;
}

/** `crex matching train`: proposes a configuration from confirmed pairs; nothing is applied. */
export function trainCommand(): Command {
  return new Command('train')
    .summary('propose weights from confirmed pairs; a person reads, measures and signs them')
    .description(
      'Counts how often confirmed pairs, and pairs of different persons of the register, agree in each way, and writes a ' +
        'configuration to the standard output, and what each weight rests on to the standard error.',
    )
    .argument('<register>', 'NDJSON of persons')
    .argument(
      '<pairs>',
      'NDJSON of questions whose `truth.personId` somebody has confirmed; the others are passed over',
    )
    .requiredOption('--as-version <text>', 'the version that the proposal bears')
    .option('--configuration <file>', 'where weights that are not proposed come from; the built-in one unless given')
    .option('--different-pairs <number>', 'how many pairs of different persons are drawn', Number, 200_000)
    .action(run);
}

function run(register: string, pairs: string, options: TrainOptions): void {
  const from = readConfiguration(options.configuration);
  const persons = [...personsOf(register)];
  const { configuration, weights } = proposeWeights(
    from,
    options.asVersion,
    confirmedPairs(persons, pairs),
    differentPairs(persons, options.differentPairs),
  );
  for (const { name, before, after, confirmed, different } of weights) {
    const counts = `${confirmed.join(' of ')} confirmed, ${different.join(' of ')} different`;
    process.stderr.write(
      `${name.padEnd(28)}${String(before).padStart(9)} -> ${String(after).padStart(9)}  ${counts}\n`,
    );
  }
  process.stdout.write(`${JSON.stringify(configuration, undefined, 2)}\n`);
}

function* confirmedPairs(persons: readonly Person[], file: string): Generator<DescribedPair> {
  const byId = new Map(persons.map((person) => [person.personId, person]));
  for (const { subject, truth } of questionsOf(file)) {
    const person = truth.personId === undefined ? undefined : byId.get(truth.personId);
    if (person !== undefined) yield { question: describeQuestion(subject), held: describe(person) };
  }
}

/** A prime step through the register, so that every run draws the same pairs. */
const STEP = 7_919;

function* differentPairs(persons: readonly Person[], count: number): Generator<DescribedPair> {
  if (persons.length < 2) return;
  for (let drawn = 0; drawn < count; drawn += 1) {
    const left = drawn % persons.length;
    const right =
      (left + 1 + ((drawn * STEP + Math.floor(drawn / persons.length)) % (persons.length - 1))) % persons.length;
    const [one, other] = [persons[left], persons[right]];
    if (one !== undefined && other !== undefined) yield { question: describe(one), held: describe(other) };
  }
}
