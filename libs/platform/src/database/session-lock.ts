import type { DataSource, QueryRunner } from 'typeorm';

/**
 * A lock of the database that one process holds alone, with a connection of its own: it lasts until it is let go, the
 * process ends, or the connection breaks. Whoever works under it must bear that it may be lost at any moment.
 *
 * @see PostgreSQL documentation, 13.3.5 (advisory locks, session level)
 */
export class SessionLock {
  private runner: QueryRunner | undefined;

  /** @param key names the lock within this database; other locks of ours have other numbers */
  constructor(
    private readonly dataSource: DataSource,
    private readonly key: number,
  ) {}

  get isHeld(): boolean {
    // a broken connection releases its runner by itself
    return this.runner?.isReleased === false;
  }

  /** Takes the lock unless somebody else holds it, without waiting. @returns whether it is held now */
  async take(): Promise<boolean> {
    if (this.isHeld) return true;
    const runner = this.dataSource.createQueryRunner();
    try {
      const { records } = await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [this.key], true);
      const [row] = records as { taken: boolean }[];
      if (row?.taken !== true) return false;
      // a machine that vanishes says no goodbye: without this the server would keep its lock for hours
      await runner.query('SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3');
      this.runner = runner;
    } finally {
      if (this.runner !== runner) await runner.release();
    }
    return this.isHeld;
  }

  /** Lets go; nothing happens when it is not held. */
  async release(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    if (runner?.isReleased !== false) return;
    try {
      await runner.query('SELECT pg_advisory_unlock($1)', [this.key]);
    } finally {
      await runner.release();
    }
  }
}
