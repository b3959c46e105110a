import type { Logger } from '../logging/logger.js';

/**
 * On the first SIGTERM or SIGINT runs `close` and ends the process: with 0 when it closed, with 1 when it failed or did
 * not finish within `limitMs`. An app calls it once, with everything it has to close in order.
 */
export function closeOnSignal(close: () => Promise<void>, limitMs: number, logger: Logger): void {
  let closing = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (closing) return;
    closing = true;
    logger.info({ signal }, 'closing');
    setTimeout(() => {
      logger.error('did not close in time');
      process.exit(1);
    }, limitMs).unref();
    close().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
