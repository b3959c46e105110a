import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrexError, type CountryCode, type MemberId, type Role } from '#libs/protocol';

/** Where the demo writes unless told otherwise. */
export const DEMO_OUTPUT = 'demo-output';

/** What a demo says about itself (`demo.json`), as far as the command line needs it. */
export interface DemoFile {
  readonly issuer: { readonly url: string };
  readonly users: readonly DemoUser[];
}

export interface DemoUser {
  readonly country: CountryCode;
  readonly role: Role;
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
}

/** How the parties of a demo are asked (`parties.json`): their admin entries, and the database server below them. */
export interface PartiesFile {
  /** The demo's process, to see whether it still runs. */
  readonly demo: { readonly pid: number; readonly startedAt: string };
  readonly postgres: { readonly dataDirectory: string };
  readonly parties: readonly Party[];
}

export interface Party {
  readonly id: MemberId;
  readonly name: string;
  /** Compiled admin entry. */
  readonly admin: string;
  /** Its whole environment; secrets are paths of files. */
  readonly env: Readonly<Record<string, string>>;
}

/** @throws cli.no-demo */
export async function readDemoFile(folder: string): Promise<DemoFile> {
  return (await readOutput(folder, 'demo.json')) as DemoFile;
}

/** @throws cli.no-demo */
export async function readPartiesFile(folder: string): Promise<PartiesFile> {
  return (await readOutput(folder, 'parties.json')) as PartiesFile;
}

async function readOutput(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown;
  } catch (cause) {
    throw new CrexError('cli.no-demo', `no demo has left its ${name} in ${folder}`, {
      ...{ cause, nextStep: 'start one with "npm run demo", or name its folder with --output' },
    });
  }
}
