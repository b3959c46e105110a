import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '#libs/platform';

const START_ATTEMPTS = 20;

/** A PostgreSQL server, with fsync on, that may be killed and comes back on the same data and port. */
export class KillablePostgres {
  private constructor(
    private readonly dataDirectory: string,
    private server: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  ) {}

  /** @param folder every user may enter it: root's server runs as another */
  static async start(folder: string): Promise<KillablePostgres> {
    const dataDirectory = join(folder, 'data');
    return new KillablePostgres(dataDirectory, await startEmbeddedPostgres({ dataDirectory }));
  }

  get adminUrl(): string {
    return this.server.adminUrl;
  }

  /** SIGKILL of the postmaster, and a new start. */
  async killAndRestart(): Promise<void> {
    const pid = Number(readFileSync(join(this.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const { port } = this.server;
    await this.server.stop(); // nothing runs any more: it only clears its folder away
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.server = await startEmbeddedPostgres({ dataDirectory: this.dataDirectory, port });
        return;
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error; // its own processes may outlive the postmaster for a moment
        await sleep(250);
      }
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
