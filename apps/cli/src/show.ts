import { Command } from 'commander';
import { askParty } from './ask-party.js';
import { withDemoDatabase } from './demo-database.js';
import { DEMO_OUTPUT, readPartiesFile } from './demo-output.js';
import { describeAccounts } from './describe-accounts.js';

/** `crex show`: what each party of the demo knows of an id. Ends with 1 when nobody knows it. */
export function showCommand(): Command {
  return (
    new Command('show')
      .summary('what each party of the demo knows of an id that it printed')
      .description(
        'Asks the admin entries of the broker and of every national node of the running or finished demo what they know ' +
          'of a request, question, event, message or digest: states, receipts and log entries with their leaf hashes. ' +
          'Ends with 1 when nobody knows it.',
      )
      // a digest may begin with a dash: it is an id all the same
      .allowUnknownOption()
      .helpOption('--help')
      .argument('<id>', 'request id, question id, event id, message id or digest')
      .option('--output <folder>', 'where the demo writes', DEMO_OUTPUT)
      .action(printAccounts)
  );
}

async function printAccounts(id: string, { output }: { output: string }): Promise<void> {
  const file = await readPartiesFile(output);
  const accounts = await withDemoDatabase(file, (parties) => Promise.all(parties.map((party) => askParty(party, id))));
  process.stdout.write(describeAccounts(id, accounts));
  if (accounts.every(({ parts }) => Object.keys(parts).length === 0)) process.exitCode = 1;
}
