import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import type { Language } from '#libs/catalogue';
import { systemClock, type Database } from '#libs/platform';
import { CrexError, MONTH_PATTERN } from '#libs/protocol';
import { brokerSettings, readCommandConfiguration } from '../config.js';
import { governancePage } from './governance-page.js';
import { TrafficStore } from './traffic.store.js';

interface Admin {
  readonly withDatabase: (work: (database: Database) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

interface GovernanceOptions {
  readonly out: string;
  readonly language: Language;
}

/** Adds `governance`: who asks whom, as one page for whoever oversees the Alliance. */
export function addGovernanceCommand(program: Command, { withDatabase, print }: Admin): void {
  program
    .command('governance')
    .description('write one page: who asks whom in a month, how much, and how soon it is taken; it names members alone')
    .argument('<month>', 'UTC, such as 2026-10')
    .requiredOption('--out <file>', 'an HTML file that needs nothing else')
    .addOption(new Option('--language <language>', 'of its words').choices(['es', 'en', 'pt', 'nl']).default('es'))
    .action(async (month: string, { out, language }: GovernanceOptions) => {
      const { from, until } = periodOf(month);
      const { env } = readCommandConfiguration(process.env, { env: brokerSettings.env });
      await withDatabase(async (database) => {
        const traffic = new TrafficStore(database);
        const [pairs, days] = [await traffic.pairs(from, until), await traffic.days(from, until)];
        await writeFile(out, governancePage({ env, month, madeAtMs: systemClock.nowMs(), pairs, days }, language));
        print({ month, pairs: pairs.length, out });
      });
    });
}

/** Seconds since 1970. @throws governance.invalid-month */
export function periodOf(month: string): { readonly from: number; readonly until: number } {
  if (!new RegExp(MONTH_PATTERN).test(month)) {
    throw new CrexError('governance.invalid-month', 'a month is written as 2026-10');
  }
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1) / 1000, until: Date.UTC(year, number) / 1000 };
}
