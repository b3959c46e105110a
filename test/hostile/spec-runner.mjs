// One process at a time that runs specs (mutant-worker.mjs), replaced when it comes to no end or has run many.
import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The modules of each load stay in memory. */
const RUNS_A_PROCESS = 30;
const SPEC_LIMIT_MS = 180_000;

export class SpecRunner {
  #folder;
  #databaseUrl;
  #process;
  #runs = 0;

  constructor(folder, databaseUrl) {
    this.#folder = folder;
    this.#databaseUrl = databaseUrl;
  }

  /**
   * Runs a spec, or some of its tests, without one check or as it is. `failed` names the first test that fails; `late`:
   * it came to no end.
   */
  async run({ spec, tests, without }) {
    if (this.#runs >= RUNS_A_PROCESS) this.stop();
    this.#process ??= await this.#start();
    this.#runs += 1;
    const child = this.#process;
    const { promise, resolve } = Promise.withResolvers();
    const late = setTimeout(() => resolve({ failed: 'no end', late: true, reachedBy: [] }), SPEC_LIMIT_MS);
    const ended = () => resolve({ failed: 'the process ended', why: child.said, reachedBy: [['', [without]]] });
    child.once('message', resolve);
    child.once('exit', ended);
    child.send({ spec, tests, without });
    const result = await promise;
    clearTimeout(late);
    child.off('exit', ended);
    child.off('message', resolve);
    if (result.late || child.exitCode !== null) this.stop();
    return result;
  }

  /** As `run`, in a new process. */
  async afresh(order) {
    this.stop();
    return this.run(order);
  }

  stop() {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
    this.#runs = 0;
  }

  async #start() {
    const { NODE_OPTIONS: _, ...environment } = process.env;
    const child = fork(join(import.meta.dirname, 'mutant-worker.mjs'), {
      cwd: this.#folder,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: {
        ...environment,
        CREX_TEST_POSTGRES: this.#databaseUrl,
        TMPDIR: join(this.#folder, 'tmp'),
        NODE_ENV: 'test',
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.said = '';
    child.stderr.on('data', (chunk) => (child.said = `${child.said}${chunk}`.slice(-4000)));
    await new Promise((ready) => child.once('message', ready));
    return child;
  }
}
