import { readFile } from 'node:fs/promises';
import { CrexError } from '#libs/protocol';
import { explain } from '../explain.js';

/** One line of what was found. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The last line, in words that need no explanation. @returns the exit code: 0 in order, 1 not */
export function sayVerdict(isGood: boolean, good: string, bad: string): number {
  say(isGood ? `\nVERIFIED     ${good}.` : `\nNOT VERIFIED ${bad}.`);
  return isGood ? 0 : 1;
}

/** Runs a verification that answers with its exit code; what stops it is told, and ends with 2: nothing was decided. */
export async function judge(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(explain(error));
    process.exitCode = 2;
  }
}

/** @throws cli.unreadable-file */
export async function readGivenFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CrexError('cli.unreadable-file', `${path} cannot be read`, {
      cause,
      nextStep: 'name a file that is there',
    });
  }
}
