import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { localKek, openLog, type AuditLog } from '#libs/audit';
import { createDurably, inTransaction, openDatabase, sqlOf, systemClock, type Database } from '#libs/platform';
import { fromBase64url, toBase64url } from '#libs/protocol';
import { brokerSettings, ownerSettings, readCommandConfiguration } from '../config.js';
import { EraseDue } from './erase-due.js';

/** What the admin entry gives to its commands. */
export interface Admin {
  readonly withDatabase: (work: (database: Database) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

/** Adds the commands of lawful erasure: `log erase`, `log rotate-kek`. */
export function addErasureCommands(program: Command, { withDatabase, print }: Admin): void {
  const actor = { kind: 'operator', id: process.env['SUDO_USER'] ?? process.env['USER'] ?? 'operator' } as const;
  const log = program.command('log').description('the broker’s log');
  log
    .command('erase')
    .description('erase the parts of entries whose retention is over')
    .requiredOption('--due', 'everything whose retention is over')
    .action(() =>
      withDatabase(async (database) => {
        const { retentionMonths } = readCommandConfiguration(process.env, {
          retentionMonths: brokerSettings.retentionMonths,
        });
        print({ erased: await new EraseDue(database, openBrokerLog(), retentionMonths).run(actor) });
      }),
    );
  log
    .command('rotate-kek')
    .description('replace the key-encryption key, as the owner of the database; stop the broker first')
    .requiredOption('--to <file>', 'where the new key is written; the setting must name it from then on')
    .action(async ({ to }: { to: string }) => {
      const { databaseOwnerUrl: url } = readCommandConfiguration(process.env, ownerSettings);
      const owner = await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'broker-rotate-kek' });
      try {
        const key = randomBytes(32);
        await createDurably(to, `${toBase64url(key)}\n`);
        const brokerLog = openBrokerLog();
        print(await inTransaction(owner, (tx) => brokerLog.changeKek(sqlOf(tx), localKek(key), actor)));
      } finally {
        await owner.destroy();
      }
    });
}

/** The broker's log, by the settings of this command. */
export function openBrokerLog(): AuditLog {
  const { logOrigin, auditKek, auditPseudonymKey } = brokerSettings;
  const config = readCommandConfiguration(process.env, { logOrigin, auditKek, auditPseudonymKey });
  return openLog({
    ...{ origin: config.logOrigin, clock: systemClock, kek: localKek(fromBase64url(config.auditKek)) },
    pseudonymKey: fromBase64url(config.auditPseudonymKey),
  });
}
