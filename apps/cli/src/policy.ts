import { Command, InvalidArgumentError } from 'commander';
import { formatPolicy, quorumPolicy } from '#libs/audit';
import { logKeysOf } from '#libs/directory';
import { BROKER, CrexError, isCountryCode, type MemberId } from '#libs/protocol';
import { nowMs } from './clock.js';
import { viewOfFolder } from './directory-folder.js';
import { explainCommand } from './policy/explain-command.js';
import { addSignedPolicy } from './policy/sign-commands.js';

interface PolicyOptions {
  readonly root: string;
  readonly log: MemberId;
  readonly party: readonly MemberId[];
  readonly verifier?: MemberId;
  readonly at?: number;
}

/** `crex policy`: by which rules countries disclose; and, where no other word stands, the quorum file of a log. */
export function policyCommand(): Command {
  const policy = new Command('policy').summary(
    'sign, show or explain a country’s rules; write the quorum file of a log',
  );
  return addSignedPolicy(policy).addCommand(explainCommand()).addCommand(quorumCommand(), { isDefault: true });
}

/** `crex policy quorum`: by which keys a log is verified, and how many witnesses are enough, from the verified directory. */
function quorumCommand(): Command {
  return new Command('quorum')
    .summary('write the quorum file of a log, for `crex verify log` and `crex verify proof`')
    .description(
      'Verifies a directory, given as the folder of its files, from a root that you trust, and prints the keys of a log ' +
        'and its witnesses with the quorum (C2SP tlog-policy).',
    )
    .argument('<directory folder>', 'the files of the directory, as the broker serves them')
    .requiredOption('--root <file>', 'the root metadata whose fingerprint you have compared by hand')
    .requiredOption('--log <member>', 'whose log: a country, or BROKER', memberId)
    .option('--party <members...>', 'between whom the entry was made, as far as it is one entry', collect, [])
    .option('--verifier <member>', 'who verifies: its own witness must have cosigned', memberId)
    .option('--at <time>', 'the moment to judge the directory by, as 2026-11-22T12:00:00Z; now unless given', moment)
    .action(printPolicy);
}

async function printPolicy(folder: string, options: PolicyOptions): Promise<void> {
  const { root, log: owner, party: parties, verifier, at } = options;
  const view = await viewOfFolder({ folder, root }, at ?? nowMs());
  const member = view.member(owner);
  if (member === undefined) throw new CrexError('cli.unknown-member', `the directory does not list ${owner}`);
  const { vkey, witnesses } = logKeysOf(view, member);
  const rule = { owner, parties, ...(verifier === undefined ? {} : { verifier }) };
  process.stdout.write(formatPolicy(quorumPolicy(rule, vkey, witnesses)));
}

function collect(text: string, before: readonly MemberId[]): readonly MemberId[] {
  return [...before, memberId(text)];
}

function memberId(text: string): MemberId {
  const id = text.toUpperCase();
  if (id === BROKER || isCountryCode(id)) return id;
  throw new InvalidArgumentError('It is a country of the Alliance, as AR, or BROKER.');
}

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is a time, as 2026-11-22T12:00:00Z.');
  return at;
}
