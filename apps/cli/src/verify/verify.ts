import { Command } from 'commander';
import { verifyEvidenceCommand } from './verify-evidence-command.js';
import { verifyExportCommand } from './verify-export-command.js';
import { verifyExtractCommand } from './verify-extract-command.js';
import { verifyLogCommand } from './verify-log-command.js';
import { verifyProofCommand } from './verify-proof-command.js';

/** `crex verify`: evidence, judged offline: no database, no network unless an address is given, no trust in who gave it. */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('verify logs, proofs, evidence and extracts, offline')
    .addCommand(verifyLogCommand())
    .addCommand(verifyProofCommand())
    .addCommand(verifyEvidenceCommand())
    .addCommand(verifyExtractCommand())
    .addCommand(verifyExportCommand());
}
