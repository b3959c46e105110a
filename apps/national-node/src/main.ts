import { closeOnSignal, createLogger } from '#libs/platform';
import { isCrexError } from '#libs/protocol';
import { readNodeConfiguration } from './config.js';
import { startNode } from './start-node.js';

const CLOSE_LIMIT_MS = 15_000;

try {
  const config = readNodeConfiguration(process.env);
  const node = await startNode(config);
  closeOnSignal(() => node.close(), CLOSE_LIMIT_MS, node.logger);
  node.logger.info({ country: config.country, api: node.api, operations: node.operationsPort }, 'ready');
} catch (err) {
  const why = isCrexError(err) ? { code: err.code, reason: err.message, nextStep: err.nextStep } : {};
  createLogger({ service: 'node' }).fatal({ err, ...why }, 'the node does not start');
  process.exit(1);
}
