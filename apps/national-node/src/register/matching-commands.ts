import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readNodeConfiguration } from '../config.js';
import { openSigningKey } from '../keys/open-keys.js';
import { builtInRules, readSignedRules, signRules } from './matching-rules.js';

/** Adds `matching sign` and `matching show`: by which weights and thresholds this country tells persons apart. */
export function addMatchingCommands(program: Command, print: (value: unknown) => void): void {
  const matching = program.command('matching').description('the rules by which persons are told apart');
  matching
    .command('sign')
    .description(
      'sign a matching configuration as this country, for CREX_MATCHING_FILE; the node takes it at its next start',
    )
    .argument('<file>', 'the configuration, JSON; `matching show` prints one to begin with')
    .requiredOption('--out <file>')
    .action(async (file: string, { out }: { out: string }) => {
      const { signer } = await openSigningKey(readNodeConfiguration(process.env));
      const { token, configuration, digest } = await signRules(await readFile(file), signer);
      await writeFile(out, `${token}\n`);
      print({ written: out, version: configuration.version, digest });
    });
  matching
    .command('show')
    .description('the configuration by which the node works now, and its digest as the log names it')
    .action(async () => {
      const config = readNodeConfiguration(process.env);
      const { configuration, digest } =
        config.matchingFile === undefined
          ? builtInRules
          : await readSignedRules(await readFile(config.matchingFile, 'utf8'), (await openSigningKey(config)).der);
      print({ digest, isBuiltIn: config.matchingFile === undefined, configuration });
    });
}
