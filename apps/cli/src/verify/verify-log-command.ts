import { Command } from 'commander';
import { openByPolicy, policySatisfied, readPolicy, verifyLog, type Checkpoint, type Policy } from '#libs/audit';
import { isCrexError } from '#libs/protocol';
import { givenLog } from './log-sources.js';
import { progressBar } from './progress-bar.js';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

/** `crex verify log`: a whole log, offline. Ends with 0 when all is in order, 1 when it is not, 2 when that cannot be told. */
export function verifyLogCommand(): Command {
  return new Command('log')
    .summary('verify a whole log: every entry, every tile, the checkpoint')
    .description(
      'Verifies a log that was exported with `crex log export`, or is served at an address, by the keys in a policy file (C2SP ' +
        'tlog-policy) that you have from the directory, not from the log. Ends with 0 when everything is in order, with 1 and the ' +
        'name of each file at fault when it is not, with 2 when that cannot be told.',
    )
    .argument('<folder or address>')
    .requiredOption('--policy <file>', 'the keys of the log and its witnesses, and how many of them are enough')
    .action((where: string, { policy }: { policy: string }) =>
      judge(async () => verifyWhole(where, readPolicy(await readGivenFile(policy)))),
    );
}

async function verifyWhole(where: string, policy: Policy): Promise<number> {
  const log = givenLog(where);
  const checkpoint = openCheckpointOf(await log.checkpoint(), policy);
  if (checkpoint === undefined) return 1;
  const bar = progressBar('entries', Number(checkpoint.size));
  const { entries, unreadable, faults } = await verifyLog(log, checkpoint, (leaves) => bar.show(Number(leaves)));
  bar.end();

  say(`log          ${checkpoint.origin}`);
  say(`checkpoint   ${checkpoint.size} entries, root ${Buffer.from(checkpoint.root).toString('base64')}`);
  for (const { name, time } of checkpoint.cosignatures) say(`cosigned     ${name}, ${utc(time)}`);
  say(
    entries === 0n ? 'entries      not given out here: the hashes alone were verified' : `entries      ${entries} read`,
  );
  if (unreadable > 0n) say(`             ${unreadable} of a type that this version of crex does not know`);
  for (const { path, fault } of faults) say(`FAULT        ${path}: ${fault}`);
  const witnessed = policySatisfied(policy, checkpoint.cosignatures);
  if (!witnessed) say('FAULT        checkpoint: cosigned by fewer witnesses than the policy demands');
  return sayVerdict(
    faults.length === 0 && witnessed,
    `this log holds ${checkpoint.size} entries, none changed, none missing, and its witnesses have seen the same`,
    'this log is not what it was: do not rely on it, keep the files, tell the members',
  );
}

function openCheckpointOf(note: Uint8Array, policy: Policy): Checkpoint | undefined {
  try {
    return openByPolicy(note, policy);
  } catch (error) {
    if (!isCrexError(error)) throw error;
    say(`FAULT        checkpoint: ${error.message} (${error.code})`);
    sayVerdict(false, '', 'the checkpoint is not one that the keys of this policy have signed');
    return undefined;
  }
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
