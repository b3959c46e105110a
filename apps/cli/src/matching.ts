import { Command } from 'commander';
import { compareNamesCommand } from './matching/compare-names-command.js';
import { evaluateCommand } from './matching/evaluate-command.js';
import { trainCommand } from './matching/train-command.js';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

interface SignOptions extends ProgramSettings {
  readonly out: string;
}

/** `crex matching`: the rules by which a country tells persons apart: signed, shown, measured, proposed. */
export function matchingCommand(): Command {
  const matching = new Command('matching').summary(
    'sign, show, measure or propose the rules by which a country tells persons apart',
  );
  matching
    .command('sign')
    .summary('sign a matching configuration with the key of the country')
    .argument('<file>', 'the configuration, JSON')
    .requiredOption('--out <file>', 'where the signed one is written, for CREX_MATCHING_FILE')
    .addOption(settingsOption())
    .action((file: string, { out, ...settings }: SignOptions) =>
      runAdmin('national-node', ['matching', 'sign', file, '--out', out], settings),
    );
  matching
    .command('show')
    .summary('print the configuration by which the node works, and its digest')
    .addOption(settingsOption())
    .action((settings: ProgramSettings) => runAdmin('national-node', ['matching', 'show'], settings));
  return matching.addCommand(evaluateCommand()).addCommand(trainCommand()).addCommand(compareNamesCommand());
}
