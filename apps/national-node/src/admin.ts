import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { migrate, openDatabase, sqlOf } from '#libs/platform';
import { isCrexError, type CountryCode } from '#libs/protocol';
import { readDatabaseConfiguration, readNodeConfiguration, readOwnerConfiguration } from './config.js';
import { OpenEpoch } from './courier/open-epoch.js';
import { addErasureCommands } from './erasure/commands.js';
import { addExtractCommands } from './extract/extract-commands.js';
import { addRegisterCommands } from './register/commands.js';
import { addDirectoryCommand } from './log/directory-command.js';
import { addEvidenceCommand } from './log/evidence-command.js';
import { reconcile } from './reconcile/reconcile.js';
import { show } from './log/show.js';
import type { SignedPart } from './keys/online-part.js';
import { addMatchingCommands } from './register/matching-commands.js';
import { addOutageCommands } from './status/outage-commands.js';
import { nodeMigrations } from './migrations.js';
import type { Foundation } from './foundation-parts.js';
import type { Wiring } from './national-node.module.js';
import { addPolicyCommands } from './policy/policy-commands.js';
import { openRecords, type Records } from './records.js';

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

addRegisterCommands(program, { actor: operator, withRecords, print });

program
  .command('show')
  .description('what this node knows of a request, a question, a message or a log event')
  .argument('<id>', 'request id, question id, event id, message id or digest')
  .action(async (id: string) => {
    const { databaseUrl: url } = readDatabaseConfiguration(process.env);
    await using opened = new AsyncDisposableStack();
    const database = await openDatabase({ url, entities: [], poolSize: 2, applicationName: 'national-node-admin' });
    opened.defer(() => database.destroy());
    print(await show(database, id));
  });

program
  .command('reconcile')
  .description('state to every country what was sent to it since the last time, and wait for what they find')
  .option('--wait <seconds>', 'how long to wait for the results', '60')
  .action(({ wait }: { wait: string }) =>
    withNode(async (foundation, verbs) => print(await reconcile(foundation, verbs, Number(wait) * 1000))),
  );

program
  .command('epoch')
  .description('message numbers')
  .command('open')
  .description('start numbering anew after the counters were lost; the old numbers stay used for ever')
  .requiredOption('--reason <code>', 'such as database-restored')
  .action(({ reason }: { reason: string }) =>
    withRecords(async ({ database, log, home, highWater }) => {
      const known = Object.keys(highWater.current.sent).map((pair) => Number(pair.split('-')[2]));
      const epoch = await new OpenEpoch(database, log, home).run(operator, reason, Math.max(0, ...known));
      print({ epoch });
    }),
  );

addErasureCommands(program, { actor: operator, withRecords, print });

program
  .command('publish-online')
  .description(
    'sign the next online part of this country’s directory entry, and push it to the broker or write it to a file',
  )
  .option('--crl <file>', 'with this new revocation list of the country’s CA (DER or PEM)')
  .option('--out <file>', 'do not push: write the part to a file, for the broker’s command accept-online')
  .option('--as-version <number>', 'the version that the broker says is next', wholeNumber)
  .action((order: { crl?: string; out?: string; asVersion?: number }) =>
    withNode(async (foundation, verbs) => {
      // the log knows a key before the directory does
      await verbs.recordKeys.run();
      const crl = order.crl === undefined ? undefined : await readFile(order.crl);
      const part = await verbs.publishOnline.run({ crl, version: order.asVersion, push: order.out === undefined });
      if (order.out !== undefined) await writeFile(order.out, partFile(foundation.home.country, part), { mode: 0o600 });
      print({ version: part.version, expiresAt: part.expiresAt });
    }),
  );

program
  .command('check-log')
  .description('check the whole log now, as every night; ends with 1 on a fault, which is an alarm too')
  .action(() =>
    withNode(async (_, { watching }) => {
      const { entries, pending, checkpoints, faultCount, faults } = await watching.checkTables.run();
      print({ entries, pending, checkpoints, faultCount, faults });
      if (faultCount > 0) process.exitCode = 1;
    }),
  );

program
  .command('alarms')
  .description('what this node calls its operator for: what is open, then what was; without evidence')
  .option('--max <number>', 'so many at most', wholeNumber, 100)
  .action(({ max }: { max: number }) =>
    withNode(async ({ database }, { watching }) => print(await watching.alarms.list(sqlOf(database.manager), max))),
  );

const alarm = program.command('alarm').description('one alarm, by its kind and key');
alarm
  .command('clear')
  .description('it has been dealt with; the clearing is an entry of the log')
  .argument('<kind>')
  .argument('<key>')
  .action((kind: string, key: string) =>
    withNode(async (_, { watching }) => {
      await watching.clearAlarm.run(operator, kind, key);
      print({ cleared: kind, key });
    }),
  );
alarm
  .command('evidence')
  .description('write what shows it to somebody else; the evidence of a broken promise holds the answer')
  .argument('<kind>')
  .argument('<key>')
  .requiredOption('--out <file>')
  .action((kind: string, key: string, { out }: { out: string }) =>
    withNode(async (_, { watching }) => {
      const evidence = await watching.exportEvidence.run(operator, kind, key);
      await writeFile(out, evidence, { mode: 0o600 });
      print({ written: out, bytes: evidence.length });
    }),
  );

addMatchingCommands(program, print);
addPolicyCommands(program, print);
addOutageCommands(program, { actor: operator, withRecords, print });

addExtractCommands(program, { actor: operator, withNode, print });
addEvidenceCommand(program, { actor: operator, withNode, print });
addDirectoryCommand(program, { withRecords, print });

/** As `accept-online` of the broker reads it: no secret in it, and nothing that the carrier could change. */
function partFile(member: CountryCode, { metadata, target }: SignedPart): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return `${JSON.stringify({ member, metadata: base64(metadata), target: base64(target) })}\n`;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It is a whole number above 0.');
  return Number(text);
}

async function withRecords(work: (records: Records) => Promise<void>): Promise<void> {
  await using records = await openRecords(readNodeConfiguration(process.env));
  await work(records);
}

/** A whole node takes a while to load: for those alone who need its keys and verbs. */
async function withNode(work: (foundation: Foundation, verbs: Wiring) => Promise<void>): Promise<void> {
  const [{ openFoundation }, { wire }] = await Promise.all([
    import('./foundation.js'),
    import('./national-node.module.js'),
  ]);
  await using foundation = await openFoundation({ ...readNodeConfiguration(process.env), logLevel: 'silent' });
  await work(foundation, wire(foundation));
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
