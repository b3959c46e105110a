import { Command } from 'commander';
import { eraseLogCommand } from './erase-log-command.js';
import { exportLogCommand } from './export-log-command.js';
import { proveForkCommand } from './prove-fork-command.js';

/** `crex log`: one file a command; this one only lists them. */
export function logCommand(): Command {
  return new Command('log')
    .summary('work on a disclosure log')
    .addCommand(eraseLogCommand())
    .addCommand(exportLogCommand())
    .addCommand(proveForkCommand());
}
