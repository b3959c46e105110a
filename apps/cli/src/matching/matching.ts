import { Command } from 'commander';
import { compareNamesCommand } from './compare-names-command.js';
import { evaluateCommand } from './evaluate-command.js';

/** `crex matching`: measures identification, and proposes weights for it. */
export function matchingCommand(): Command {
  return new Command('matching')
    .summary('measure identification, and propose weights for it')
    .addCommand(evaluateCommand())
    .addCommand(compareNamesCommand());
}
