import { resolve } from 'node:path';
import { Command } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from '../run-admin.js';

interface ExportOptions extends ProgramSettings {
  readonly epoch?: string;
  readonly cosignedBy?: string;
}

/** `crex log export`: a whole log in files, as `crex verify log` reads it. */
export function exportLogCommand(): Command {
  return new Command('export')
    .summary('write a log into a folder: checkpoint, tiles, entry bundles')
    .description(
      'Writes the log of this party into an empty folder, in the layout of C2SP tlog-tiles: the newest checkpoint that ' +
        'enough witnesses have cosigned, its hash tiles, and its entries. Runs beside the log signer, with the settings of it.',
    )
    .argument('<folder>')
    .option('--epoch <number>', 'the newest unless said otherwise')
    .option('--cosigned-by <count>', 'how many witnesses must have cosigned the checkpoint; 2 unless said otherwise')
    .addOption(settingsOption())
    .action((folder: string, options: ExportOptions) => runAdmin('log-signer', wordsOf(folder, options), options));
}

function wordsOf(folder: string, { epoch, cosignedBy }: ExportOptions): string[] {
  return [
    'export',
    ...(epoch === undefined ? [] : ['--epoch', epoch]),
    ...(cosignedBy === undefined ? [] : ['--cosigned-by', cosignedBy]),
    ...['--', resolve(folder)],
  ];
}
