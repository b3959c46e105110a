import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

interface ReconcileOptions extends ProgramSettings {
  readonly wait: string;
}

/** `crex reconcile`: what the node does every night, now. */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .summary('compare with every country, now, which messages were sent and logged')
    .description(
      'States to every country which messages it was sent since the last time, and waits for what they find; a number ' +
        'or entry that is missing is shown. The node runs meanwhile: it delivers the statements and takes the results.',
    )
    .option('--wait <seconds>', 'how long to wait for the results', '60')
    .addOption(settingsOption())
    .action(({ wait, settings }: ReconcileOptions) =>
      runAdmin('national-node', ['reconcile', '--wait', wait], settings === undefined ? {} : { settings }),
    );
}
