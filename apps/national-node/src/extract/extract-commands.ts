import { Option, type Command } from 'commander';
import { sqlOf } from '#libs/platform';
import type { Actor } from '../context.js';
import type { Foundation } from '../foundation-parts.js';
import type { Wiring } from '../national-node.module.js';

/** What the admin entry gives to these commands. */
interface Admin {
  readonly actor: Actor;
  readonly withNode: (work: (foundation: Foundation, verbs: Wiring) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

interface Ending {
  readonly number: string;
  readonly reason: string;
}

/** Adds `extract list`, `extract revoke`, `extract reissue`. */
export function addExtractCommands(program: Command, { actor, withNode, print }: Admin): void {
  const extract = program.command('extract').description('certified extracts that this country has issued');
  extract
    .command('list')
    .description('numbers, states and recipients: those that wait for the time-stamp authority first; nobody is named')
    .addOption(new Option('--max <number>', 'so many at most').default(100).argParser(Number))
    .action(({ max }: { max: number }) =>
      withNode(async ({ database }, { issuing }) => print(await issuing.extracts.list(sqlOf(database.manager), max))),
    );
  extract
    .command('revoke')
    .description('an extract must not be relied on any more; its holder is told')
    .requiredOption('--number <number>', 'such as BR-2026-000417')
    .requiredOption('--reason <code>', 'such as COURT-ORDER; it stands in the log')
    .action(({ number, reason }: Ending) =>
      withNode(async (_, { endingExtracts }) => {
        await endingExtracts.revoke.run(actor, number, reason);
        print({ revoked: number });
      }),
    );
  extract
    .command('reissue')
    .description(
      'decide the question anew, by policy and register of now, and send an extract in the place of this one',
    )
    .requiredOption('--number <number>', 'the extract whose place it takes')
    .requiredOption('--reason <code>', 'such as CLERICAL-ERROR; it stands in the log')
    .action(({ number, reason }: Ending) =>
      withNode(async (_, { endingExtracts }) =>
        print({ superseded: number, event: await endingExtracts.reissue.run(actor, number, reason) }),
      ),
    );
}
