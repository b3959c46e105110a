import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { closeOnSignal, createLogger } from '#libs/platform';
import { readSignerConfiguration } from '../../apps/log-signer/src/config.js';
import { startSigner } from '../../apps/log-signer/src/start-signer.js';
import { readNodeConfiguration } from '../../apps/national-node/src/config.js';
import { startNode } from '../../apps/national-node/src/start-node.js';

/*
 * Entry of one process that is many parties, each with the settings, keys, database and connections of its own: so that a
 * machine of two cores can stand for the eighteen that they would run on. Its argument names a file with their settings.
 */
const CLOSE_LIMIT_MS = 15_000;
const logger = createLogger({ service: 'host' });
const file = process.argv[2];
if (file === undefined) throw new Error('usage: host-parties.js <file with settings>');

type Settings = Readonly<Record<string, string>>;
const parties = JSON.parse(await readFile(file, 'utf8')) as {
  readonly nodes: Settings[];
  readonly signers: Settings[];
};
const running = await Promise.all([
  ...parties.nodes.map((settings) => startNode(readNodeConfiguration(settings))),
  ...parties.signers.map((settings) => startSigner(readSignerConfiguration(settings))),
]);
closeOnSignal(() => Promise.all(running.map((party) => party.close())).then(() => undefined), CLOSE_LIMIT_MS, logger);
logger.info({ parties: running.length }, 'ready');
