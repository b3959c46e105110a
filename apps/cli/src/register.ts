import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

/** What the admin entry of a node does on its register, in its own words. */
const VERBS = ['create', 'correct', 'merge', 'split', 'remove', 'history', 'refresh', 'rebuild'] as const;

/** `crex import`: a register from a file into the node's database. */
export function importCommand(): Command {
  return new Command('import')
    .summary('import persons and convictions from NDJSON, plain or gzip, into a node’s register')
    .argument('<file>')
    .option('--report <file>', 'write every refused line’s number, code and pointers there, one JSON a line')
    .option('--index-memory <MB>', 'memory for PostgreSQL while it builds the indexes of a first load')
    .addOption(settingsOption())
    .action((file: string, { report, indexMemory, settings }: ImportOptions) =>
      runAdmin(
        'national-node',
        [
          ...['import', file],
          ...(report === undefined ? [] : ['--report', report]),
          ...(indexMemory === undefined ? [] : ['--index-memory', indexMemory]),
        ],
        settings === undefined ? {} : { settings },
      ),
    );
}

interface ImportOptions extends ProgramSettings {
  readonly report?: string;
  readonly indexMemory?: string;
}

/** `crex register ...`: the words behind it go to the node's admin entry as they are, whose --help describes them. */
export function registerCommand(): Command {
  const register = new Command('register').summary('change a node’s register by hand, or build its search anew');
  for (const verb of VERBS) {
    register
      .command(verb)
      .argument('[options...]', `see \`crex register ${verb} -- --help\``)
      .allowUnknownOption()
      .addOption(settingsOption())
      .action((words: readonly string[], { settings }: ProgramSettings) =>
        runAdmin('national-node', ['register', verb, ...words], settings === undefined ? {} : { settings }),
      );
  }
  return register;
}
