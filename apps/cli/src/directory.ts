import { resolve } from 'node:path';
import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

/** `crex directory`: what a party keeps of the directory. */
export function directoryCommand(): Command {
  return new Command('directory').summary('work on the directory that a node has kept').addCommand(exportCommand());
}

function exportCommand(): Command {
  return new Command('export')
    .summary('write one version of the directory into a folder, to judge evidence of its time')
    .description(
      'Writes a version of the directory, as the node accepted and kept it, into an empty folder: `crex verify evidence --directory` ' +
        'and `crex policy` read it, from a root that their user trusts. The directory is public.',
    )
    .argument('<version or time>', 'a version number, or a time as 2026-11-22T12:00:00Z')
    .argument('<folder>')
    .addOption(settingsOption())
    .action((which: string, folder: string, options: ProgramSettings) =>
      runAdmin('national-node', ['directory', 'export', '--', which, resolve(folder)], options),
    );
}
