import type { Logger } from '#libs/platform';
import { Counter, type Registry } from 'prom-client';

/**
 * What reached this node and could not be pinned on an authenticated sender: counted and said in the operator's log,
 * never stored (anybody could fill the disk with it).
 */
export class Oddities {
  private readonly counter: Counter<'code'>;

  constructor(
    private readonly logger: Logger,
    registry: Registry,
  ) {
    this.counter = new Counter({
      name: 'crex_unauthenticated_messages_total',
      help: 'Messages and statements that failed before their sender was certain, by code',
      labelNames: ['code'],
      registers: [registry],
    });
  }

  note(code: string, messageId?: string): void {
    this.counter.inc({ code });
    this.logger.warn({ code, messageId }, 'a message from the broker was not accepted');
  }
}
