import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { Option } from 'commander';
import { CrexError } from '#libs/protocol';

/** The programs of a party that have an admin entry. */
export type Program = 'national-node' | 'log-signer' | 'broker';

/** Whose settings the admin entry gets. */
export interface ProgramSettings {
  readonly settings?: string;
}

const NODE_FLAGS = ['--disable-warning=ExperimentalWarning'];

/** The option of every command that works on a party's database. */
export function settingsOption(): Option {
  return new Option(
    '--settings <file>',
    'settings of the program as NAME=value lines (a systemd EnvironmentFile); the environment unless given',
  );
}

/**
 * Hands a command to the admin entry of an installed program: the command line itself holds no key and opens no
 * database. Standard streams are ours, and the exit code becomes ours.
 *
 * @throws cli.unreadable-settings, cli.not-installed
 */
export async function runAdmin(program: Program, words: readonly string[], options: ProgramSettings): Promise<void> {
  const entry = fileURLToPath(new URL(`../../${program}/src/admin.js`, import.meta.url));
  const env = { ...process.env, ...(await settingsIn(options.settings)) };
  const child = spawn(process.execPath, [...NODE_FLAGS, entry, ...words], { env, stdio: 'inherit' });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new CrexError('cli.not-installed', `the program ${program} cannot be run`, { cause })),
    );
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function settingsIn(file: string | undefined): Promise<Record<string, string | undefined>> {
  if (file === undefined) return {};
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CrexError('cli.unreadable-settings', `${file} cannot be read`, {
      cause,
      nextStep: 'name a file with the settings of the program, a NAME=value in each line',
    });
  }
}
