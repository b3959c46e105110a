import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import { readPolicy, verifyExport, type ExportVerdict, type Policy } from '#libs/audit';
import { CrexError } from '#libs/protocol';
import { progressBar } from './progress-bar.js';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

/** Of one file at most (CREX-LOG-EXPORT). */
const MOST_ENTRIES = 10_000;

/** `crex verify export`: what an auditor took out of a log, offline. Ends with 0, 1 or 2 as `crex verify log`. */
export function verifyExportCommand(): Command {
  return new Command('export')
    .summary('verify the entries that an auditor has exported from a log')
    .description(
      'Verifies a .crex-log.ndjson file by the keys of policy files (C2SP tlog-policy) that you have from the directory, not from the ' +
        'file: each entry is in the log, each open part is what the log committed to, each erased part was erased by an entry. Ends with ' +
        '0 when all holds, with 1 and each line at fault when it does not, with 2 when that cannot be told (cut off, not proven yet).',
    )
    .argument('<file>', 'the exported file')
    .requiredOption('--policy <files...>', 'keys of each log and its witnesses, and how many of them are enough')
    .action((file: string, { policy }: { policy: readonly string[] }) =>
      judge(async () => {
        const policies = await Promise.all(policy.map(async (each) => readPolicy(await readGivenFile(each))));
        return sayExport(await verifyFile(file, policies));
      }),
    );
}

/** @throws cli.unreadable-file, audit.malformed-export */
async function verifyFile(path: string, policies: readonly Policy[]): Promise<ExportVerdict> {
  const bar = progressBar('entries', MOST_ENTRIES);
  try {
    return await verifyExport(bytesOf(path), policies, (entries) => bar.show(entries));
  } finally {
    bar.end();
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    const nextStep = 'name a file that is there';
    throw new CrexError('cli.unreadable-file', `${path} cannot be read`, { cause, nextStep });
  }
}

function sayExport(verdict: ExportVerdict): number {
  const { header, entries, erasures, parts, pending, unknownTypes, faults, isWhole } = verdict;
  say(`export       ${header.country}, made ${utc(header.madeAt)}, entry ${header.access} of its log`);
  for (const { origin, size, cosigners } of verdict.checkpoints)
    say(`log          ${origin}, ${size} entries, cosigned by ${cosigners.join(', ') || 'nobody'}`);
  say(`entries      ${entries}, and ${erasures} that say what was erased`);
  say(`parts        ${parts.open} open, ${parts.closed} closed, ${parts.erased} lawfully erased, ${parts.missing} missing`); // prettier-ignore
  if (unknownTypes > 0) say(`             ${unknownTypes} entries of a type that this version of crex does not know`);
  for (const { line, what, code, says } of faults) say(`FAULT        line ${line}, ${what}: ${says} (${code})`);
  if (pending > 0) say(`PENDING      ${pending} were in no signed tree when the file was made`);
  if (!isWhole) say('CUT OFF      the file has no end: more may have been written');
  if (faults.length === 0 && (!isWhole || pending > 0)) {
    throw new CrexError('cli.export-incomplete', 'nothing is wrong with what is there, but not all can be told', {
      nextStep: 'let the auditor make the file again',
    });
  }
  return sayVerdict(
    faults.length === 0,
    'every entry of this file is in the log of its country, and what is open is what was written',
    'this file is not what the log holds: do not rely on it, keep the file',
  );
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
