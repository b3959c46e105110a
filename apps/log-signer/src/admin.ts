import { Command } from 'commander';
import { checkLogTables, frontierRoot, logEpochs, newestCosigned, treeHead } from '#libs/audit';
import { openSqlDatabase, systemClock, type Sql, type SqlDatabase } from '#libs/platform/plain';
import { isCrexError, nowSeconds } from '#libs/protocol';
import { readSignerConfiguration, type SignerConfiguration } from './config.js';
import { openLogKey } from './log-key.js';
import { OpenEpoch } from './open-epoch.js';
import { openSigner } from './signer.js';
import { StateFolder } from './state-folder.js';
import { writeLogFolder } from './write-log-folder.js';

/** The second entry of a log's signer: an operator's work. Settings are those of the signer; answers are JSON. */
const program = new Command('log-signer-admin').description('work on the log of this party');

program
  .command('open-epoch')
  .description(
    'end the present epoch and begin the next, when the database was lost or restored; the signer is stopped',
  )
  .requiredOption('--reason <code>', 'such as database-restored, state-lost, yearly')
  .action(async ({ reason }: { reason: string }) => {
    const signer = await openSigner(readSignerConfiguration(process.env));
    try {
      const { database, folder, signLog, keyOf, clock } = signer;
      const opened = await new OpenEpoch(database, folder, signLog, keyOf, clock).run(reason);
      const next = `set CREX_LOG_ORIGIN to ${opened.origin} for signer and node, and have the vkey listed in the directory`;
      print({ ...opened, next });
    } finally {
      await signer.close();
    }
  });

program
  .command('show')
  .description('what was signed last, by the folder, and what the database holds')
  .action(async () => {
    const config = readSignerConfiguration(process.env);
    const keyOf = await openLogKey(config);
    const state = await StateFolder.peek(config.stateFolder, keyOf);
    const size = state?.frontier.size.toString();
    const root = state === undefined ? undefined : base64(frontierRoot(state.frontier));
    await withDatabase(config, async (database) =>
      print({
        ...{ origin: config.logOrigin, vkey: keyOf(config.logOrigin).vkey },
        folder: { origin: state?.origin, size, root, checkpoint: state?.note },
        database: await treesOf(database),
      }),
    );
  });

program
  .command('check')
  .description(
    'check the whole log in the database against itself: entries, trees, checkpoints; ends with 1 on a fault',
  )
  .action(async () => {
    const config = readSignerConfiguration(process.env);
    const keyOf = await openLogKey(config);
    const options = { now: nowSeconds(systemClock), verifierOf: (origin: string) => keyOf(origin).verifier };
    await withDatabase(config, async (database) => {
      const checked = await database.transaction((sql) => checkLogTables(sql, options), 'REPEATABLE READ');
      print({ ...checked, epochs: checked.epochs.map((each) => ({ ...each, size: each.size.toString() })) });
      if (checked.faultCount > 0) process.exitCode = 1;
    });
  });

program
  .command('export')
  .description('write the log into an empty folder (C2SP tlog-tiles), as `crex verify log` reads it; the entries too')
  .argument('<folder>')
  .option('--epoch <number>', 'the newest unless said otherwise')
  .option('--cosigned-by <count>', 'how many witnesses must have cosigned the checkpoint', '2')
  .action(async (folder: string, { epoch, cosignedBy }: { epoch?: string; cosignedBy: string }) =>
    withDatabase(readSignerConfiguration(process.env), async (database) => {
      // one snapshot of the database: tiles and entries are those of the checkpoint, whatever is appended meanwhile
      const work = async (sql: Sql) => {
        const number = epoch === undefined ? (await logEpochs(sql)).at(-1)?.epoch : Number(epoch);
        const checkpoint = await newestCosigned(sql, number ?? 0, Number(cosignedBy));
        const files = await writeLogFolder(sql, checkpoint, folder);
        print({ folder, epoch: checkpoint.epoch, size: checkpoint.size.toString(), files });
      };
      await database.transaction(work, 'REPEATABLE READ');
    }),
  );

async function treesOf(sql: Sql): Promise<object[]> {
  const trees = (await logEpochs(sql)).map(async ({ epoch, origin }) => {
    const head = await treeHead(sql, epoch);
    return { epoch, origin, size: head?.size.toString(), root: head === undefined ? undefined : base64(head.root) };
  });
  return Promise.all(trees);
}

async function withDatabase(
  config: SignerConfiguration,
  work: (database: SqlDatabase) => Promise<void>,
): Promise<void> {
  const options = { url: config.databaseUrl, poolSize: 2, applicationName: 'log-signer-admin' };
  const database = await openSqlDatabase(options);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

program.parseAsync().catch((error: unknown) => {
  const problem = isCrexError(error)
    ? { code: error.code, detail: error.message, nextStep: error.nextStep, pointers: error.pointers }
    : { code: 'log-signer.internal', detail: error instanceof Error ? error.name : 'unknown' };
  process.stderr.write(`${JSON.stringify(problem)}\n`);
  process.exitCode = 1;
});
