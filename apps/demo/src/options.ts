import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface DemoOptions {
  /** End after the story instead of staying up. */
  readonly once: boolean;
  readonly seed: string;
  /** In each register. */
  readonly persons: number;
  /** Absolute path. */
  readonly output: string;
}

/** What is wrong with the command line, for the person who wrote it. */
export class UsageError extends Error {}

export const USAGE = `npm run demo -- [options]
  --once            end after the story, with 0 when everything came out as it must
  --seed <text>     other people, other records (default: 1)
  --persons <n>     persons in each register, 500 to 200000 (default: 3000)
  --output <folder> where to write (default: demo-output)
`;

/** @throws UsageError */
export function readOptions(parameters: readonly string[]): DemoOptions | 'help' {
  const values = parse(parameters);
  if (values.help === true) return 'help';
  const persons = Number(values.persons ?? 3000);
  if (!Number.isInteger(persons) || persons < 500 || persons > 200_000)
    throw new UsageError('--persons must be a whole number from 500 to 200000');
  const seed = values.seed ?? '1';
  if (!/^[\w.-]{1,40}$/.test(seed)) throw new UsageError('--seed must be 1 to 40 letters, digits, dots or dashes');
  return { once: values.once === true, seed, persons, output: resolve(values.output ?? 'demo-output') };
}

function parse(parameters: readonly string[]) {
  const options = {
    once: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    seed: { type: 'string' },
    persons: { type: 'string' },
    output: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...parameters], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
