import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { loadPolicySet, readCountryPack, readTaskForces, wholePack, type PolicySet } from '#libs/policy';
import { readNodeConfiguration } from '../config.js';
import { openSigningKey } from '../keys/open-keys.js';
import { openPolicy, POLICY, readTexts, TASK_FORCES } from './open-policy.js';
import { parseToSign, signValue } from './signed-file.js';

type Print = (value: unknown) => void;

/** Adds `policy sign|show` and `task-forces sign|show`: by which rules this country discloses, and whom it helps first. */
export function addPolicyCommands(program: Command, print: Print): void {
  addPolicy(program, print);
  addTaskForces(program, print);
}

function addPolicy(program: Command, print: Print): void {
  const policy = program.command('policy').description('the rules by which this country asks and discloses');
  policy
    .command('sign')
    .description('sign the country’s own texts, for CREX_POLICY_FILE; the node takes them at its next start')
    .argument('<folder or file>', 'the *.cedar texts, which narrow the default rules')
    .requiredOption('--as-version <text>', 'as the country counts its versions')
    .requiredOption('--out <file>')
    .action(async (path: string, { asVersion, out }: { asVersion: string; out: string }) => {
      const config = readNodeConfiguration(process.env);
      const pack = readCountryPack({
        v: 1,
        country: config.country,
        version: asVersion,
        policies: await textsAt(path),
      });
      const { digest, rules } = loadPolicySet(wholePack(pack)); // what does not load is not signed
      const { signer } = await openSigningKey(config);
      await writeFile(out, `${await signValue(POLICY, pack, signer)}\n`);
      print({ written: out, version: pack.version, digest, rules: rules.size });
    });
  policy
    .command('show')
    .description(
      'the rules by which the node decides now, each with source and status, and the digest as the log names it',
    )
    .action(async () => print(shown(await presentPolicy())));
}

function addTaskForces(program: Command, print: Print): void {
  const taskForces = program
    .command('task-forces')
    .description('the task forces of the Alliance that this country knows');
  taskForces
    .command('sign')
    .description('sign the list of task forces, for CREX_TASK_FORCES_FILE; the node takes it at its next start')
    .argument('<file>', 'the list, JSON')
    .requiredOption('--out <file>')
    .action(async (file: string, { out }: { out: string }) => {
      const list = parseToSign(await readFile(file));
      const read = readTaskForces(list);
      const { signer } = await openSigningKey(readNodeConfiguration(process.env));
      await writeFile(out, `${await signValue(TASK_FORCES, list, signer)}\n`);
      print({ written: out, taskForces: read.map(({ code }) => code) });
    });
  taskForces
    .command('show')
    .description('the task forces that the node knows now')
    .action(async () => print((await presentPolicy()).taskForces));
}

async function presentPolicy(): Promise<PolicySet> {
  const config = readNodeConfiguration(process.env);
  return openPolicy(config, (await openSigningKey(config)).der);
}

async function textsAt(path: string): Promise<{ name: string; text: string }[]> {
  if ((await stat(path)).isDirectory()) return readTexts(path);
  return [{ name: basename(path), text: await readFile(path, 'utf8') }];
}

function shown({ version, digest, rules }: PolicySet) {
  return { version, digest, rules: [...rules.values()] };
}
