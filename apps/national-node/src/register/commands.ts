import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { inTransaction } from '#libs/platform';
import type { Person } from '#libs/protocol';
import type { Admin } from '../erasure/commands.js';
import { NotificationStore } from '../notify/notification.store.js';
import { CHANGE_REASONS } from './correction-log.js';
import type { RefusedLine } from './person-reader.js';
import { progressBar } from './progress-bar.js';
import { readPerson } from './read-person.js';
import { registerVerbs } from './register-verbs.js';

/** Refused lines that the answer shows by itself; all of them stand in the report. */
const MOST_SHOWN = 100;
const REASONS = `why: ${CHANGE_REASONS.join(', ')}`;

interface ImportFlags {
  readonly report?: string;
  readonly indexMemory: string;
  readonly notify?: true;
}

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
    .option('--notify', 'countries of nationality are notified of all that is new')
    .action((file: string, { report, indexMemory, notify }: ImportFlags) =>
      withRecords(async (records) => {
        const refusals = new Refusals(report);
        const bar = progressBar(process.stderr, () => records.home.clock.nowMs());
        try {
          const counts = await registerVerbs(records).importRegister.run(actor, file, {
            refuse: (line) => refusals.add(line),
            progress: (progress) => bar?.show(progress),
            indexMemoryMb: Number(indexMemory),
            notify: notify ?? false,
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
  const notify = register.command('notify').description('notifications to countries of nationality');
  notify
    .command('due')
    .description('look through the register for what they have not been told yet; the node sends it')
    .action(() => withRecords(async (records) => print(await registerVerbs(records).notifyDue.run())));
  notify
    .command('show')
    .description('how many notifications there are, by country and state')
    .action(() =>
      withRecords(async ({ database }) =>
        print(await inTransaction(database, (tx) => new NotificationStore().counts(tx))),
      ),
    );
  register
    .command('create')
    .description('put a person into the register by hand')
    .requiredOption(
      '--record-file <file>',
      'the person with convictions, as one line of an import; - reads standard input',
    )
    .requiredOption('--reason <code>', REASONS)
    .action(({ recordFile, reason }: { recordFile: string; reason: string }) =>
      withRecords(async (records) =>
        print(await registerVerbs(records).createPerson.run(actor, await personOf(recordFile), reason)),
      ),
    );
  register
    .command('correct')
    .description('put a corrected record in the place of the one held; prints the recalls that are due')
    .requiredOption('--record-file <file>', 'the whole person as it shall be; - reads standard input')
    .requiredOption('--reason <code>', REASONS)
    .action(({ recordFile, reason }: { recordFile: string; reason: string }) =>
      withRecords(async (records) =>
        print(await registerVerbs(records).correctPerson.run(actor, await personOf(recordFile), reason)),
      ),
    );
  register
    .command('merge')
    .description('make one person of two ids; the second leads to the first from then on')
    .requiredOption('--persons-file <file>', 'file with two ids, one a line: the one that stays, then the other')
    .requiredOption('--reason <code>', REASONS)
    .action(({ personsFile, reason }: { personsFile: string; reason: string }) =>
      withRecords(async (records) => {
        const [kept = '', absorbed = ''] = (await textOf(personsFile)).split(/\s+/);
        print(await registerVerbs(records).mergePersons.run(actor, kept, absorbed, reason));
      }),
    );
  register
    .command('split')
    .description('undo a merge: both persons are what they were before it')
    .requiredOption('--person-file <file>', 'file with the id that was merged into another; - reads standard input')
    .option('--record-file <file>', 'who the other person is without this one, where they have changed since')
    .requiredOption('--reason <code>', REASONS)
    .action(({ personFile, recordFile, reason }: { personFile: string; recordFile?: string; reason: string }) =>
      withRecords(async (records) => {
        const survivor = recordFile === undefined ? undefined : await personOf(recordFile);
        print(await registerVerbs(records).splitPerson.run(actor, await textOf(personFile), reason, survivor));
      }),
    );
  register
    .command('history')
    .description('whom an id leads to, and which versions are over: when, by whom, why; an entry of the log (VIEW)')
    .requiredOption('--person-file <file>', 'file with the person’s id; - reads standard input')
    .action(({ personFile }: { personFile: string }) =>
      withRecords(async (records) =>
        print(await registerVerbs(records).viewHistory.run(actor, await textOf(personFile))),
      ),
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

async function personOf(file: string): Promise<Person> {
  return readPerson(Buffer.from(await textOf(file)));
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
