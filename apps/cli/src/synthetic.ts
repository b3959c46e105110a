import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { CrexError, isCountryCode, type CountryCode } from '#libs/protocol';
import {
  noisyQuestions,
  QUESTION_KINDS,
  records,
  USUAL_FLAWS,
  USUAL_NOISE,
  type NoiseRates,
  type QuestionKind,
  type RegisterFlaws,
} from '#libs/synthetic';

interface RegisterOptions {
  readonly country: CountryCode;
  readonly persons: number;
  readonly seed: string;
  readonly convicted: number;
  readonly flaw: readonly string[];
}

interface QuestionsOptions {
  readonly country: CountryCode;
  readonly persons: number;
  readonly seed: string;
  readonly count: number;
  readonly kinds: readonly QuestionKind[];
  readonly noise: readonly string[];
  readonly questionSeed: string;
}

/** `crex synthetic`: made-up registers and questions about them, of which the true answer is known. */
export function syntheticCommand(): Command {
  const register = new Command('register')
    .summary('write a made-up register of any size as NDJSON to the standard output')
    .requiredOption('--country <code>', 'whose register', countryOf)
    .requiredOption('--persons <number>', 'how many persons', wholeNumber)
    .requiredOption('--seed <text>', 'the same country and seed give the same persons')
    .option('--convicted <share>', 'share of persons with convictions; 0 makes small files', share, 0.35)
    .option(
      '--flaw <name=share...>',
      'how often something is missing or wrong, in place of the usual; none=0 for a clean one',
      collect,
      [],
    ) // prettier-ignore
    .action(async ({ flaw, ...options }: RegisterOptions) =>
      write(records({ ...options, count: options.persons, flaws: rates(USUAL_FLAWS, flaw) satisfies RegisterFlaws })),
    );
  const questions = new Command('questions')
    .summary('write questions about a made-up register, each with its true answer, as NDJSON to the standard output')
    .requiredOption('--country <code>', 'whose register', countryOf)
    .requiredOption('--persons <number>', 'how many persons the register has', wholeNumber)
    .requiredOption('--seed <text>', 'of the register')
    .requiredOption('--count <number>', 'how many questions', wholeNumber)
    .option('--kinds <list>', `in turn, of ${QUESTION_KINDS.join(', ')}`, kindsOf, QUESTION_KINDS)
    .option(
      '--noise <name=share...>',
      'how often something befalls a question, in place of the usual; none=0 for clean ones',
      collect,
      [],
    ) // prettier-ignore
    .option('--question-seed <text>', 'other questions about the same register', 'questions')
    .action(async ({ persons, noise, ...options }: QuestionsOptions) =>
      write(noisyQuestions({ ...options, people: persons, noise: rates(USUAL_NOISE, noise) satisfies NoiseRates })),
    );
  return new Command('synthetic')
    .summary('make registers and questions for tests and measurements; nobody in them exists')
    .addCommand(register)
    .addCommand(questions);
}

/** One JSON value a line; waits when the reader is slower. */
async function write(values: Iterable<object>): Promise<void> {
  let lines = '';
  for (const value of values) {
    lines += `${JSON.stringify(value)}\n`;
    if (lines.length < 65_536) continue;
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
    lines = '';
  }
  process.stdout.write(lines);
}

/** `name=share` in place of the usual shares; `none=0` first sets all of them to 0. */
function rates<T extends object>(usual: T, changes: readonly string[]): T {
  const changed: Record<string, number> = { ...usual } as Record<string, number>;
  for (const change of changes) {
    const [name = '', value = ''] = change.split('=');
    if (name === 'none') for (const each of Object.keys(changed)) changed[each] = 0;
    else if (Object.hasOwn(changed, name)) changed[name] = share(value);
    else throw new CrexError('cli.unknown-rate', `${name} is none of ${Object.keys(usual).join(', ')}`);
  }
  return changed as T;
}

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function countryOf(text: string): CountryCode {
  const code = text.toUpperCase();
  if (isCountryCode(code)) return code;
  throw new InvalidArgumentError('It is a country of the Alliance, as AR.');
}

function wholeNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number.');
}

function share(text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is a share from 0 to 1.');
}

function kindsOf(text: string): readonly QuestionKind[] {
  const kinds = text.split(',').map((kind) => QUESTION_KINDS.find((known) => known === kind.trim()));
  if (kinds.every((kind) => kind !== undefined)) return kinds;
  throw new InvalidArgumentError(`Kinds are ${QUESTION_KINDS.join(', ')}, with commas between.`);
}
