import 'reflect-metadata';
import { closeOnSignal, createLogger } from '#libs/platform';
import { readBrokerConfiguration } from './config.js';
import { startBroker } from './start-broker.js';

const CLOSE_LIMIT_MS = 15_000;

try {
  const broker = await startBroker(readBrokerConfiguration(process.env));
  closeOnSignal(() => broker.close(), CLOSE_LIMIT_MS, broker.logger);
  broker.logger.info({ listening: broker.url, operationsPort: broker.operationsPort }, 'ready');
} catch (err) {
  createLogger({ service: 'broker' }).fatal({ err, nextStep: nextStepOf(err) }, 'broker does not start');
  process.exitCode = 1;
}

function nextStepOf(error: unknown): string | undefined {
  return (error as { nextStep?: string } | null)?.nextStep;
}
