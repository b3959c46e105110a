import { execFile } from 'node:child_process';

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** `crex` as a person runs it: the compiled program by itself, without an environment. */
export function crex(...words: readonly string[]): Promise<Said> {
  const command = ['--disable-warning=ExperimentalWarning', 'dist/apps/cli/src/main.js', ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: {} }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}
