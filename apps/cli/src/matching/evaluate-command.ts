import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import {
  calibrationPicture,
  Evaluation,
  figuresOf,
  findInMemory,
  MemoryIndex,
  reportOf,
  type Figures,
} from '#libs/evaluation';
import { configurationDigest } from '#libs/matching';
import { personsOf, questionsOf } from './lines.js';
import { readConfiguration } from './read-configuration.js';

interface EvaluateOptions {
  readonly configuration?: string;
  readonly calibration?: string;
  readonly worst: number;
  readonly minPrecision?: number;
  readonly minRecall?: number;
  readonly minFound?: number;
  readonly maxFalseMatch?: number;
  readonly maxDenied?: number;
}

/** `crex matching evaluate`: how identification does on questions of which the true answer is known. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .summary('measure identification on a register and questions whose true answers are known')
    .description(
      'Searches and decides in memory as a node does in its database. Shares come with 95 % intervals (Wilson; Clopper and ' +
        'Pearson for rates near 0). Ends with 2 when a threshold is not kept.',
    )
    .argument('<register>', 'NDJSON of persons, up to two million')
    .argument('<questions...>', 'NDJSON of questions, as `crex synthetic questions` writes them')
    .option('--configuration <file>', 'JSON of a matching configuration; the built-in one unless given')
    .option('--calibration <file>', 'write a reliability diagram (SVG) there')
    .option('--worst <number>', 'how many of the worst cases are listed, by question id', Number, 20)
    .option('--min-precision <share>', 'threshold', share)
    .option('--min-recall <share>', 'threshold', share)
    .option('--min-found <share>', 'threshold', share)
    .option('--max-denied <share>', 'threshold', share)
    .option('--max-false-match <share>', 'threshold', share)
    .action(run);
}

function run(register: string, questions: readonly string[], options: EvaluateOptions): void {
  const configuration = readConfiguration(options.configuration);
  const index = new MemoryIndex(personsOf(register));
  const evaluation = new Evaluation();
  for (const file of questions) {
    for (const question of questionsOf(file)) {
      evaluation.add(question, findInMemory(index, question.subject, configuration));
    }
  }
  const identity = `${configuration.version} (${configurationDigest(configuration)})`;
  process.stdout.write(`register         ${index.persons} persons\nconfiguration    ${identity}\n`);
  process.stdout.write(reportOf(evaluation, options.worst));
  if (options.calibration !== undefined) writeFileSync(options.calibration, calibrationPicture(evaluation));
  for (const failure of failuresOf(figuresOf(evaluation.all), options)) {
    process.stderr.write(`not kept: ${failure}\n`);
    process.exitCode = 2;
  }
}

/** The thresholds that are not kept. What was never measured keeps none. */
function failuresOf(figures: Figures, options: Omit<EvaluateOptions, 'worst'>): string[] {
  const { precision, recall, found, denied, falseMatch } = figures;
  const failures: string[] = [];
  const atLeast = (name: string, value: number, least: number | undefined): void => {
    if (least !== undefined && !(value >= least)) failures.push(`${name} ${value.toFixed(5)} is below ${least}`);
  };
  const atMost = (name: string, value: number, most: number | undefined): void => {
    if (most !== undefined && !(value <= most)) failures.push(`${name} ${value.toFixed(5)} is above ${most}`);
  };
  atLeast('precision', precision.share, options.minPrecision);
  atLeast('recall', recall.share, options.minRecall);
  atLeast('found', found.share, options.minFound);
  atMost('denied', denied.share, options.maxDenied);
  atMost('false match', falseMatch.share, options.maxFalseMatch);
  return failures;
}

function share(text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is a share from 0 to 1.');
}
