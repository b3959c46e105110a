import { Command } from 'commander';
import { ceremonyCommand } from './ceremony.js';
import { directoryCommand } from './directory.js';
import { evidenceCommand } from './evidence.js';
import { explain } from './explain.js';
import { logCommand } from './log/log.js';
import { matchingCommand } from './matching.js';
import { outageCommand } from './outage.js';
import { partnerCommand } from './partner/partner.js';
import { policyCommand } from './policy.js';
import { taskForcesCommand } from './policy/sign-commands.js';
import { reconcileCommand } from './reconcile.js';
import { importCommand, registerCommand } from './register.js';
import { revocationsCommand } from './revocations.js';
import { showCommand } from './show.js';
import { statisticsCommand } from './statistics.js';
import { syntheticCommand } from './synthetic.js';
import { tokenCommand } from './token.js';
import { verifyCommand } from './verify/verify.js';

const program = new Command('crex')
  .description('Work on a CREX Alliance from the command line.')
  .configureHelp({ sortSubcommands: true, showGlobalOptions: false })
  .showHelpAfterError()
  .addCommand(ceremonyCommand())
  .addCommand(revocationsCommand())
  .addCommand(tokenCommand())
  .addCommand(showCommand())
  .addCommand(logCommand())
  .addCommand(directoryCommand())
  .addCommand(evidenceCommand())
  .addCommand(outageCommand())
  .addCommand(partnerCommand())
  .addCommand(policyCommand())
  .addCommand(taskForcesCommand())
  .addCommand(matchingCommand())
  .addCommand(reconcileCommand())
  .addCommand(statisticsCommand())
  .addCommand(syntheticCommand())
  .addCommand(importCommand())
  .addCommand(registerCommand())
  .addCommand(verifyCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = 1;
}
