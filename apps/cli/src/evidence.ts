import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { runAdmin, settingsOption, type ProgramSettings } from './run-admin.js';

interface EvidenceOptions extends ProgramSettings {
  readonly ground: string;
  readonly country?: string;
  readonly language: string;
  readonly incomplete?: boolean;
}

/** `crex evidence`: one exchange as one page for a judge, made by the country's node. */
export function evidenceCommand(): Command {
  return new Command('evidence')
    .summary('write the evidence of one exchange into a page for a judge')
    .description(
      'Puts what shows an exchange to a third party into one page: both signed messages, the directory of that time with the keys and ' +
        'revocations, receipts, log proofs. `crex verify evidence` judges it offline. Handing it out is an entry of the log, with its legal ground.',
    )
    .argument('<id>', 'request id, question id, or the number of a message of the exchange')
    .argument('<file>', 'the page; it must not be there yet')
    .requiredOption('--ground <code>', 'the legal ground, such as COURT-ORDER')
    .option('--country <code>', 'of a request to several countries, the one that is meant')
    .addOption(new Option('--language <language>', 'of the page').choices(['es', 'pt', 'en', 'nl']).default('es'))
    .option('--incomplete', 'though a proof is not there yet')
    .addOption(settingsOption())
    .action((id: string, file: string, options: EvidenceOptions) =>
      runAdmin('national-node', wordsOf(id, file, options), options),
    );
}

function wordsOf(id: string, file: string, { ground, country, language, incomplete }: EvidenceOptions): string[] {
  return [
    ...['evidence', '--out', resolve(file), '--ground', ground, '--language', language],
    ...(country === undefined ? [] : ['--country', country]),
    ...(incomplete === true ? ['--incomplete'] : []),
    ...['--', id],
  ];
}
