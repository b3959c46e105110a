import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

/** `crex outage plan|cancel|list`: times in which a node will not answer, told to all members. */
export function outageCommand(): Command {
  const outage = new Command('outage').summary('announce to all members when this node will not answer');
  for (const verb of ['plan', 'cancel'] as const) {
    outage
      .command(verb)
      .argument('<from>', 'UTC, such as 2026-12-24T22:00Z')
      .argument('<until>')
      .addOption(settingsOption())
      .action((from: string, until: string, { settings }: ProgramSettings) => run([verb, from, until], settings));
  }
  outage
    .command('list')
    .addOption(settingsOption())
    .action(({ settings }: ProgramSettings) => run(['list'], settings));
  return outage;
}

function run(words: readonly string[], settings: string | undefined): Promise<void> {
  return runAdmin('national-node', ['outage', ...words], settings === undefined ? {} : { settings });
}
