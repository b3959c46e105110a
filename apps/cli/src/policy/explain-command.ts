import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { EVIDENCE_CODES, loadPolicySet, PACKS_FOLDER, wholePack } from '#libs/policy';
import { countryCode, CrexError, PURPOSES, URGENCIES, type CountryCode, type Purpose } from '#libs/protocol';
import { nowMs } from '../clock.js';
import { explainPolicy } from './explain-policy.js';

interface ExplainOptions {
  readonly purpose?: readonly Purpose[];
  readonly evidence?: readonly string[];
  readonly legalBasis?: string;
  readonly urgency?: string;
  readonly file?: string;
}

/** `crex policy explain`: how a country answers another, and by which rules. */
export function explainCommand(): Command {
  return new Command('explain')
    .summary('why a question would be answered how: by which rules, with which evidence, which parts leave')
    .argument('<asking country>', 'as AR', country)
    .argument('<answering country>', 'as JM', country)
    .addOption(new Option('--purpose <codes...>', 'these purposes; all unless given').choices(PURPOSES))
    .addOption(
      new Option('--evidence <codes...>', 'what the question brings; everything unless given').choices(EVIDENCE_CODES),
    )
    .option('--legal-basis <code>', 'on which it rests; the most specific of the catalogue unless given')
    .addOption(new Option('--urgency <class>', 'ROUTINE unless given').choices(URGENCIES))
    .option('--file <file>', 'the answering country’s own rules (Cedar); the proposal of this software unless given')
    .action(async (asking: CountryCode, answering: CountryCode, options: ExplainOptions) => {
      const { file, purpose, ...more } = options;
      const policies = [
        { name: `${answering}.cedar`, text: await rulesIn(file ?? join(PACKS_FOLDER, `${answering}.cedar`)) },
      ];
      const set = loadPolicySet(
        wholePack({ country: answering, version: file === undefined ? 'proposed' : 'file', policies }),
      );
      const today = new Date(nowMs()).toISOString().slice(0, 10);
      const asked = { asking, country: answering, today, ...(purpose !== undefined && { purposes: purpose }), ...more };
      process.stdout.write(explainPolicy(set, asked));
    });
}

function country(text: string): CountryCode {
  return countryCode(text.toUpperCase());
}

async function rulesIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CrexError('cli.unreadable-file', `${file} cannot be read`, {
      cause,
      nextStep: 'name a file with Cedar rules',
    });
  }
}
