import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Admin } from '../erasure/commands.js';
import type { RefusedLine } from './person-reader.js';
import { progressBar } from './progress-bar.js';
import { registerVerbs } from './register-verbs.js';

/** Refused lines that the answer shows by itself; all of them stand in the report. */
const MOST_SHOWN = 100;

/** Adds the commands on the register: `import` and `register ...`. */
export function addRegisterCommands(program: Command, { actor, withRecords, print }: Admin): void {
  program
    .command('import')
    .description(
      'import persons and convictions from NDJSON, plain or gzip; bad lines are reported, a re-run changes only what changed, and one that was killed goes on',
    )
    .argument('<file>')
    .option('--report <file>', 'write every refused line’s number, code and pointers there, one JSON a line')
    .option('--index-memory <MB>', 'memory for PostgreSQL while it builds the indexes of a first load', '512')
    .action((file: string, { report, indexMemory }: { report?: string; indexMemory: string }) =>
      withRecords(async (records) => {
        const refusals = new Refusals(report);
        const bar = progressBar(process.stderr, () => records.home.clock.nowMs());
        try {
          const counts = await registerVerbs(records).importRegister.run(actor, file, {
            refuse: (line) => refusals.add(line),
            progress: (progress) => bar?.show(progress),
            indexMemoryMb: Number(indexMemory),
          });
          bar?.end();
          print({ ...counts, refusedLines: refusals.shown });
        } finally {
          bar?.end();
          await refusals.close();
        }
      }),
    );

  const register = program.command('register').description('the country’s register');
  register
    .command('refresh')
    .description('count again which names and search keys are common, as every night')
    .action(() => withRecords(async (records) => print(await registerVerbs(records).takeStatistics.run())));
  register
    .command('rebuild')
    .description('build the search tables anew beside those that serve, with this version’s rules, and swap them')
    .option('--index-memory <MB>', 'memory for PostgreSQL while it builds the indexes', '512')
    .action(({ indexMemory }: { indexMemory: string }) =>
      withRecords(async (records) => print(await registerVerbs(records).rebuildSearch.run(Number(indexMemory)))),
    );
  register
    .command('remove')
    .description('remove a person with search keys, convictions and history; prints the recalls that are due')
    .requiredOption('--person-file <file>', 'file with the person’s id; - reads standard input')
    .requiredOption('--ground <code>', 'legal ground, of docs/protocol/erasure.md')
    .action(({ personFile, ground }: { personFile: string; ground: string }) =>
      withRecords(async (records) =>
        print(await registerVerbs(records).removePerson.run(actor, await textOf(personFile), ground)),
      ),
    );
}

/** Ids stand in a file: the command line is seen by every user of the machine. */
async function textOf(file: string): Promise<string> {
  return (await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')).trim();
}

/** The lines that were refused: all in the report, the first ones in the answer. */
class Refusals {
  readonly shown: RefusedLine[] = [];
  private readonly report: WriteStream | undefined;

  constructor(file: string | undefined) {
    this.report = file === undefined ? undefined : createWriteStream(file, { mode: 0o600 });
  }

  add(line: RefusedLine): void {
    if (this.shown.length < MOST_SHOWN) this.shown.push(line);
    this.report?.write(`${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    if (this.report === undefined) return;
    this.report.end();
    await once(this.report, 'close');
  }
}
