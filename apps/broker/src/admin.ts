import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import type { DirectoryFiles } from '#libs/directory';
import { derOfCrl } from '#libs/pki';
import { migrate, openDatabase, sqlOf, systemClock, type Database } from '#libs/platform';
import { isCrexError } from '#libs/protocol';
import { BrokerIdentity } from './broker-identity.js';
import { brokerSettings, ownerSettings, readCommandConfiguration } from './config.js';
import { AcceptOnline } from './directory/accept-online.js';
import { CurrentDirectory } from './directory/current-directory.js';
import { readPartFile } from './directory/part-file.js';
import { PublishDirectory } from './directory/publish-directory.js';
import { Publisher } from './directory/publisher.js';
import { addErasureCommands, openBrokerLog } from './erasure/commands.js';
import { RenewOwnPart } from './directory/renew-own-part.js';
import { addGovernanceCommand } from './governance/governance-command.js';
import { Trust } from './directory/trust.js';
import { openKeys } from './keys.js';
import { ShelfStore } from './logs/shelf.store.js';
import { ShowMessage } from './mailbox/show-message.js';
import { brokerMigrations } from './migrations.js';

const program = new Command('broker-admin').description(
  'Work on the broker’s database. Settings are those of the broker.',
);

program
  .command('migrate')
  .description('bring the schema up to date, as the owner of the database (CREX_DATABASE_OWNER_URL_FILE)')
  .action(async () => {
    const { databaseOwnerUrl } = readCommandConfiguration(process.env, ownerSettings);
    print({ applied: await migrate(databaseOwnerUrl, brokerMigrations) });
  });

program
  .command('publish-directory')
  .description('publish what offices and members have signed; the first publication sets the anchor')
  .argument('<folder>', 'files under the paths at which they are served')
  .option('--fingerprint <sha256>', 'of 1.root.json, compared by hand; production asks for it')
  .action(async (folder: string, { fingerprint }: { fingerprint?: string }) => {
    const files = await readFolder(folder);
    await withDatabase(async (database) => {
      const { publishDirectory } = await publishingPartsOn(database);
      const { version, expiresAt } = await publishDirectory.run(files, fingerprint);
      print({ version, expiresAt });
    });
  });

program
  .command('accept-online')
  .description(
    'publish a member’s online part that was carried here: its delegation key has signed it, nothing else counts',
  )
  .argument('<file>', 'what the member’s command publish-online --out has written')
  .action(async (file: string) => {
    const { member, part } = readPartFile(await readFile(file));
    await withDatabase(async (database) => {
      const { directory, trust, acceptOnline } = await publishingPartsOn(database);
      await directory.load();
      print({ member, version: await acceptOnline.run(trust.listed(member), part) });
    });
  });

program
  .command('publish-own-part')
  .description('sign and publish the broker’s own online part now')
  .requiredOption('--crl <file>', 'with this new revocation list of the broker’s CA (DER or PEM)')
  .action(async ({ crl }: { crl: string }) => {
    const list = derOfCrl(await readFile(crl));
    await withDatabase(async (database) => {
      const { directory, renewOwnPart } = await publishingPartsOn(database);
      await directory.load();
      await renewOwnPart.run(list);
      const { version, expiresAt } = directory.view();
      print({ version, expiresAt });
    });
  });

program
  .command('show')
  .description('print what the broker knows of a message, as JSON; never its content')
  .argument('<reference>', 'message id, slipDigest or contentDigest')
  .action(async (reference: string) => {
    await withDatabase(async (database) => print(await new ShowMessage(database).run(reference)));
  });

program
  .command('contradictions')
  .description('print what logs have signed against themselves, as JSON: the refused checkpoint and the accepted one')
  .action(async () => {
    await withDatabase(async (database) => {
      const shelf = new ShelfStore(database);
      print(await shelf.contradictions(shelf.sql));
    });
  });
addErasureCommands(program, { withDatabase, print });
addGovernanceCommand(program, { withDatabase, print });

try {
  await program.parseAsync();
} catch (error) {
  if (!isCrexError(error)) throw error;
  const { code, message, nextStep } = error;
  process.stderr.write(`${code}: ${message}${nextStep === undefined ? '' : `\n${nextStep}`}\n`);
  process.exitCode = 1;
}

/** The parts that publish, with the keys of the broker. */
async function publishingPartsOn(database: Database) {
  const { env, keysFolder, passphrase } = brokerSettings;
  const config = readCommandConfiguration(process.env, { env, keysFolder, passphrase });
  const keys = await openKeys(config);
  const identity = new BrokerIdentity(config.env, systemClock, keys.signer);
  const log = openBrokerLog();
  await log.preparePeriodKeys(sqlOf(database.manager));
  const publisher = new Publisher(log, identity, keys.publisher);
  const directory = new CurrentDirectory(database, identity, () => undefined);
  return {
    directory,
    trust: new Trust(directory, identity),
    publishDirectory: new PublishDirectory(database, publisher, identity),
    acceptOnline: new AcceptOnline(database, publisher, directory, identity),
    renewOwnPart: new RenewOwnPart(database, publisher, directory, keys, identity),
  };
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const { databaseUrl: url } = readCommandConfiguration(process.env, { databaseUrl: brokerSettings.databaseUrl });
  const database = await openDatabase({ url, entities: [], poolSize: 2, applicationName: 'broker-admin' });
  try {
    await work(database);
  } finally {
    await database.destroy();
  }
}

async function readFolder(folder: string): Promise<DirectoryFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path) => [relative(folder, path), await readFile(path)] as const);
  return new Map(await Promise.all(files));
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
