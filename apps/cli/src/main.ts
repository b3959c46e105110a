import { Command } from 'commander';
import { ceremonyCommand } from './ceremony.js';
import { explain } from './explain.js';

const program = new Command('crex')
  .description('Work on a CREX Alliance from the command line, without a database.')
  .configureHelp({ sortSubcommands: true, showGlobalOptions: false })
  .showHelpAfterError()
  .addCommand(ceremonyCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = 1;
}
