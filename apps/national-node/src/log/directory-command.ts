import { InvalidArgumentError, type Command } from 'commander';
import type { Records } from '../records.js';
import { ExportDirectory, type WhichDirectory } from './export-directory.js';

/** What the admin entry gives to this command. */
interface Admin {
  readonly withRecords: (work: (records: Records) => Promise<void>) => Promise<void>;
  readonly print: (value: unknown) => void;
}

/** Adds the command `directory export`: a version of the directory as files, for whoever judges evidence of its time. */
export function addDirectoryCommand(program: Command, { withRecords, print }: Admin): void {
  program
    .command('directory')
    .description('the directory, as this node has accepted and kept it')
    .command('export')
    .description('write one version of it into an empty folder, as the broker served it then')
    .argument('<version or time>', 'a version number, or a time as 2026-11-22T12:00:00Z', whichIn)
    .argument('<folder>')
    .action((which: WhichDirectory, folder: string) =>
      withRecords(async ({ database, home }) => {
        const { validAt, ...written } = await new ExportDirectory(database).run(which, folder, home.clock.nowMs());
        print({ written: folder, ...written, validAt: new Date(validAt * 1000).toISOString() });
      }),
    );
}

function whichIn(text: string): WhichDirectory {
  if (/^[1-9]\d{0,14}$/.test(text)) return { version: Number(text) };
  const atMs = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(atMs)) throw new InvalidArgumentError('It is a version number, or a time as 2026-11-22T12:00:00Z.');
  return { atMs };
}
