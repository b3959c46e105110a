import { Command, Option } from 'commander';
import { GROUPS } from '#libs/audit';
import { runAdmin, settingsOption, type ProgramSettings } from '../run-admin.js';

interface EraseOptions extends ProgramSettings {
  readonly broker?: boolean;
  readonly due?: boolean;
  readonly event?: readonly string[];
  readonly referenceFile?: string;
  readonly group?: readonly string[];
  readonly ground?: string;
}

/** `crex log erase`: what the rules say is over, or what an order names. Each erasure is an entry of the log. */
export function eraseLogCommand(): Command {
  return new Command('erase')
    .summary('erase by retention rule, or by order with its legal ground')
    .description(
      'Erases what a log, and the tables beside it, hold of a person or an official: everything whose retention is over ' +
        '(--due), or what an order names. Entries, proofs and receipts stay, and say that the content was lawfully erased. ' +
        'The grounds stand in docs/protocol/erasure.md. Runs beside the node, with the settings of it; answers in JSON.',
    )
    .option('--due', 'everything whose retention is over')
    .option('--event <id...>', 'parts of these events')
    .option('--reference-file <file>', 'of every event found by the reference in this file; - reads standard input')
    .addOption(new Option('--group <group...>', 'which parts').choices([...GROUPS]))
    .option('--ground <code>', 'legal ground of the order')
    .option('--broker', 'the broker’s log, with the broker’s settings; it knows --due alone')
    .addOption(settingsOption())
    .action((options: EraseOptions) =>
      runAdmin(options.broker === true ? 'broker' : 'national-node', wordsOf(options), options),
    );
}

function wordsOf({ due, event, referenceFile, group, ground }: EraseOptions): string[] {
  return [
    ...['log', 'erase'],
    ...(due === true ? ['--due'] : []),
    ...(event === undefined ? [] : ['--event', ...event]),
    ...(referenceFile === undefined ? [] : ['--reference-file', referenceFile]),
    ...(group === undefined ? [] : ['--group', ...group]),
    ...(ground === undefined ? [] : ['--ground', ground]),
  ];
}
