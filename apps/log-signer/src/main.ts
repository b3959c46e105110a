import { closeOnSignal, createLogger } from '#libs/platform/plain';
import { isCrexError } from '#libs/protocol';
import { readSignerConfiguration } from './config.js';
import { startSigner } from './start-signer.js';

const CLOSE_LIMIT_MS = 15_000;

try {
  const signer = await startSigner(readSignerConfiguration(process.env));
  closeOnSignal(() => signer.close(), CLOSE_LIMIT_MS, signer.logger);
} catch (err) {
  const why = isCrexError(err) ? { code: err.code, reason: err.message, nextStep: err.nextStep } : {};
  createLogger({ service: 'log-signer' }).fatal({ err, ...why }, 'the log signer does not start');
  process.exitCode = 1;
}
