import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { GROUPS, type Group } from '#libs/audit';
import { openDatabase } from '#libs/platform';
import { CrexError, type CountryCode } from '#libs/protocol';
import { readOwnerConfiguration } from '../config.js';
import type { Actor } from '../context.js';
import { RecordRecipients } from '../answer/record-recipients.store.js';
import { NotificationStore } from '../notify/notification.store.js';
import type { Records } from '../records.js';
import { EraseByOrder, type ErasureOrder } from './erase-by-order.js';
import { EraseDue, keptByRules } from './erase-due.js';
import { ErasureStore } from './erasure.store.js';
import { readReference } from './read-reference.js';
import { ReportBackup } from './report-backup.js';
import { RotateKek } from './rotate-kek.js';
import { StateKekDestroyed } from './state-kek-destroyed.js';

/** What the admin entry gives to its commands. */
export interface Admin {
  readonly actor: Actor;
  readonly withRecords: (work: (records: Records) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

interface EraseOptions {
  readonly due?: boolean;
  readonly event?: readonly string[];
  readonly referenceFile?: string;
  readonly group?: readonly Group[];
  readonly ground?: string;
}

/** Adds the commands of lawful erasure: `log erase`, `log backup`, `log rotate-kek`, `log kek-destroyed`. */
export function addErasureCommands(program: Command, { actor, withRecords, print }: Admin): void {
  const log = program.commands.find((each) => each.name() === 'log') ?? program.command('log').description('the log');
  log
    .command('erase')
    .description('erase by retention rule (--due), or on an order with its legal ground')
    .option('--due', 'everything whose retention is over')
    .option('--event <id...>', 'parts of these events')
    .option('--reference-file <file>', 'of every event found by the reference in this file; - reads standard input')
    .addOption(new Option('--group <group...>', 'which parts').choices([...GROUPS]))
    .option('--ground <code>', 'legal ground, of docs/protocol/erasure.md')
    .action(async (options: EraseOptions) => {
      const orderFor = options.due === true ? undefined : await orderOf(options);
      await withRecords(async ({ database, log, home, config }) => {
        const store = new ErasureStore();
        const order = orderFor?.(home.country);
        print(
          order === undefined
            ? await new EraseDue(
                database,
                store,
                log,
                keptByRules(new RecordRecipients(log), log),
                home,
                config.retentionMonths,
              ).run(actor)
            : await new EraseByOrder(database, store, new NotificationStore(), log, home).run(actor, order),
        );
      });
    });
  log
    .command('backup')
    .description('what a backup of a day still holds of what was erased since')
    .argument('<day>', 'such as 2026-11-22')
    .action((day: string) => withRecords(async ({ database }) => print(await new ReportBackup(database).run(day))));
  log
    .command('rotate-kek')
    .description('replace the key-encryption key, as the owner of the database; stop the node first')
    .requiredOption('--to <file>', 'where the new key is written; the setting must name it from then on')
    .requiredOption('--owner-url-file <file>', 'connection string of the owner’s role')
    .action(({ to, ownerUrlFile }: { to: string; ownerUrlFile: string }) =>
      withRecords(async ({ log: ownLog }) => {
        const owner = await openOwner(ownerUrlFile);
        try {
          print(await new RotateKek(owner, ownLog).run(actor, to));
        } finally {
          await owner.destroy();
        }
      }),
    );
  log
    .command('kek-destroyed')
    .description('state that no copy of a retired key-encryption key is left')
    .argument('<id>', 'what rotate-kek printed as retired')
    // an id may begin with a dash
    .allowUnknownOption()
    .action((id: string) =>
      withRecords(async ({ database, log: ownLog }) => {
        await new StateKekDestroyed(database, ownLog).run(actor, id);
        print({ destroyed: id });
      }),
    );
}

/** Reads the files that an order names. @returns the order, once it is known for which country @throws erasure.unclear-order */
async function orderOf(options: EraseOptions): Promise<(home: CountryCode) => ErasureOrder> {
  const { event, referenceFile, ground = '' } = options;
  checkOrder(options);
  const groups = options.group ?? [];
  if (event !== undefined) {
    checkGroups(groups);
    return () => ({ of: { events: event }, groups, ground });
  }
  const text = await textOf(referenceFile ?? '');
  return (home) => {
    const of = readReference(text, home);
    return { of, groups: groups.length > 0 ? groups : GROUPS_OF[of.group], ground };
  };
}

/** About a person the detail speaks, too: what was searched for, and which records were found. */
const GROUPS_OF = { subject: ['subject', 'detail'], actor: ['actor'] } as const;

/** Personal references stand in a file: the command line is seen by every user of the machine. */
async function textOf(file: string): Promise<string> {
  return (await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')).trim();
}

function checkOrder({ event, referenceFile, ground }: EraseOptions): void {
  if ((event === undefined) === (referenceFile === undefined) || ground === undefined) {
    throw new CrexError('erasure.unclear-order', 'an order names events or a reference, and its legal ground', {
      nextStep: 'give --due, or --ground with either --event or --reference-file',
    });
  }
}

function checkGroups(groups: readonly Group[]): void {
  if (groups.length === 0) {
    throw new CrexError('erasure.unclear-order', 'an order for an event names the groups of parts to erase', {
      nextStep: `give --group with one or more of ${GROUPS.join(', ')}`,
    });
  }
}

function openOwner(file: string) {
  const { databaseOwnerUrl: url } = readOwnerConfiguration({ CREX_DATABASE_OWNER_URL_FILE: file });
  return openDatabase({ url, entities: [], poolSize: 1, applicationName: 'crex-rotate-kek' });
}
