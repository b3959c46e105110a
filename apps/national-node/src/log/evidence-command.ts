import { open, rm } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { PageLanguage } from '#libs/evidence';
import { countryCode, CrexError, isCountryCode, type CountryCode } from '#libs/protocol';
import type { Actor } from '../context.js';
import type { Foundation } from '../foundation-parts.js';
import type { Wiring } from '../national-node.module.js';
import type { EvidenceOrder } from './export-exchange.js';

/** What the admin entry gives to its commands. */
export interface Admin {
  readonly actor: Extract<Actor, { kind: 'operator' }>;
  readonly withNode: (work: (foundation: Foundation, verbs: Wiring) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

interface EvidenceOptions extends EvidenceOrder {
  readonly out: string;
  readonly language: PageLanguage;
}

/** Adds the command `evidence`: the evidence of one exchange, as one page. */
export function addEvidenceCommand(program: Command, { actor, withNode, print }: Admin): void {
  program
    .command('evidence')
    .description('write the evidence of one exchange into a page for a judge; handing it out is an entry of the log')
    .argument('<id>', 'request id, question id, or the number of a message of the exchange')
    .requiredOption('--out <file>', 'the page; it must not be there yet')
    .requiredOption('--ground <code>', 'the legal ground, such as COURT-ORDER', code)
    .option('--country <code>', 'of a request to several countries, the one that is meant', country)
    .addOption(
      new Option('--language <language>', 'of the page')
        .choices(['es', 'pt', 'en', 'nl'] satisfies PageLanguage[])
        .default('es'),
    )
    .option('--incomplete', 'though a proof is not there yet')
    .action((id: string, { out, language, ...order }: EvidenceOptions) =>
      withNode(async (_, { watching }) => {
        const { renderPage } = await import('#libs/evidence'); // loaded late: most commands do without
        await using file = await newFile(out);
        const { evidence, verdict } = await watching.exportExchange.run(actor, id, order);
        await file.write(renderPage(evidence, language));
        const open = verdict.findings.filter(({ result }) => result !== 'good');
        print({ written: out, access: evidence.access, verdict: verdict.verdict, open });
      }),
    );
}

/** Evidence is never written over, and a file that was not finished does not stay. @throws log.file-exists */
async function newFile(path: string) {
  const handle = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new CrexError('log.file-exists', 'the file cannot be written, or is there already', { cause });
  });
  let isWritten = false;
  return {
    write: async (text: string) => {
      await handle.writeFile(text);
      await handle.sync();
      isWritten = true;
    },
    [Symbol.asyncDispose]: async () => {
      await handle.close();
      if (!isWritten) await rm(path, { force: true });
    },
  };
}

function code(text: string): string {
  if (!/^[A-Za-z0-9]([A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/.test(text))
    throw new InvalidArgumentError('It is a code of letters, digits and . _ : -');
  return text;
}

function country(text: string): CountryCode {
  const id = text.toUpperCase();
  if (!isCountryCode(id)) throw new InvalidArgumentError('It is a country of the Alliance, as BR.');
  return countryCode(id);
}
