import { Command } from 'commander';
import { migrate } from '#libs/platform';
import { isCrexError } from '#libs/protocol';
import { readNodeConfiguration, readOwnerConfiguration } from './config.js';
import { OpenEpoch } from './courier/open-epoch.js';
import { addErasureCommands } from './erasure/commands.js';
import { nodeMigrations, openFoundation } from './foundation.js';
import { ImportRegister, type RefusedLine } from './register/import-register.js';
import { RegisterStore } from './register/register.store.js';
import { show } from './log/show.js';
import type { Foundation } from './national-node.module.js';

/** The second entry of a node: an operator's work on its database, through the same verbs. Answers are JSON. */
const program = new Command('national-node-admin').description('work on the database of this national node');
const operator = { kind: 'operator', id: process.env['SUDO_USER'] ?? process.env['USER'] ?? 'operator' } as const;

program
  .command('migrate')
  .description('bring the schema up to date, as the owner of the database (CREX_DATABASE_OWNER_URL_FILE)')
  .action(async () => {
    const { databaseOwnerUrl } = readOwnerConfiguration(process.env);
    print({ applied: await migrate(databaseOwnerUrl, nodeMigrations) });
  });

program
  .command('import')
  .description('import persons and convictions from NDJSON; bad lines are reported, a re-run changes only what changed')
  .argument('<file>')
  .action((file: string) =>
    withNode(async ({ database, log, home }) => {
      const refused: RefusedLine[] = [];
      const verb = new ImportRegister(database, new RegisterStore(), log, home);
      const counts = await verb.run(operator, file, (line) => refused.push(line));
      print({ ...counts, refusedLines: refused });
    }),
  );

program
  .command('show')
  .description('what this node knows of a request, a question, a message or a log event')
  .argument('<id>', 'request id, question id, event id, message id or digest')
  .action((id: string) => withNode(async ({ database }) => print(await show(database, id))));

program
  .command('epoch')
  .description('message numbers')
  .command('open')
  .description('start numbering anew after the counters were lost; the old numbers stay used for ever')
  .requiredOption('--reason <code>', 'such as database-restored')
  .action(({ reason }: { reason: string }) =>
    withNode(async ({ database, log, home, highWater }) => {
      const known = Object.keys(highWater.current.sent).map((pair) => Number(pair.split('-')[2]));
      const epoch = await new OpenEpoch(database, log, home).run(operator, reason, Math.max(0, ...known));
      print({ epoch });
    }),
  );

addErasureCommands(program, { actor: operator, withNode, print });

async function withNode(work: (foundation: Foundation) => Promise<void>): Promise<void> {
  const foundation = await openFoundation({ ...readNodeConfiguration(process.env), logLevel: 'silent' });
  try {
    await work(foundation);
  } finally {
    await foundation.broker.close();
    await foundation.database.destroy();
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

program.parseAsync().catch((error: unknown) => {
  const problem = isCrexError(error)
    ? { code: error.code, detail: error.message, nextStep: error.nextStep, pointers: error.pointers }
    : { code: 'node.internal', detail: error instanceof Error ? error.name : 'unknown' };
  process.stderr.write(`${JSON.stringify(problem)}\n`);
  process.exit(1);
});
