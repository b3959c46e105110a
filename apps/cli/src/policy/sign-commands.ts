import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from '../run-admin.js';

interface SignOptions extends ProgramSettings {
  readonly out: string;
  readonly asVersion: string;
}

/** Adds `crex policy sign` and `crex policy show`. */
export function addSignedPolicy(policy: Command): Command {
  policy
    .command('sign')
    .summary('sign the country’s own rules with the key of the country')
    .argument('<folder or file>', 'the *.cedar texts, which narrow the default rules')
    .requiredOption('--as-version <text>', 'as the country counts its versions')
    .requiredOption('--out <file>', 'where the signed ones are written, for CREX_POLICY_FILE')
    .addOption(settingsOption())
    .action((path: string, { out, asVersion, ...settings }: SignOptions) =>
      runAdmin('national-node', ['policy', 'sign', path, '--as-version', asVersion, '--out', out], settings),
    );
  policy
    .command('show')
    .summary('print the rules by which the node decides, with source and status, and their digest')
    .addOption(settingsOption())
    .action((settings: ProgramSettings) => runAdmin('national-node', ['policy', 'show'], settings));
  return policy;
}

/** `crex task-forces`: whose questions go first in a crisis. */
export function taskForcesCommand(): Command {
  const taskForces = new Command('task-forces').summary('sign or show the task forces that a country knows');
  taskForces
    .command('sign')
    .summary('sign the list of task forces with the key of the country')
    .argument('<file>', 'the list, JSON')
    .requiredOption('--out <file>', 'where the signed one is written, for CREX_TASK_FORCES_FILE')
    .addOption(settingsOption())
    .action((file: string, { out, ...settings }: SignOptions) =>
      runAdmin('national-node', ['task-forces', 'sign', file, '--out', out], settings),
    );
  taskForces
    .command('show')
    .summary('print the task forces that the node knows')
    .addOption(settingsOption())
    .action((settings: ProgramSettings) => runAdmin('national-node', ['task-forces', 'show'], settings));
  return taskForces;
}
