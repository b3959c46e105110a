import { Client, type ClientConfig } from 'pg';

/**
 * A connection of a pool. The server can end it in the very moment in which it changes hands, when neither the pool nor
 * its user listens yet; whoever uses it next has the error, and the pool replaces it. The process goes on.
 */
export class PooledClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
