import { localKek, openLog } from '#libs/audit';
import { openDatabase, sqlOf, systemClock } from '#libs/platform';
import { Home } from '../../apps/national-node/src/context.js';
import { registerVerbs } from '../../apps/national-node/src/register/register-verbs.js';

/**
 * Imports a register as a process of its own, to be killed.
 *
 * Environment: IMPORTER_URL (the application's role), IMPORTER_FILE, IMPORTER_KEY (32 bytes, hex).
 */
const { IMPORTER_URL: url = '', IMPORTER_FILE: file = '', IMPORTER_KEY: secret = '' } = process.env;
const key = Buffer.from(secret, 'hex');
const database = await openDatabase({ url, entities: [], poolSize: 5, applicationName: 'importer' });
const log = openLog({
  ...{ origin: 'log.br.crex.example/audit/1', kek: localKek(key), pseudonymKey: key, clock: systemClock },
});
await log.preparePeriodKeys(sqlOf(database.manager));
const home = new Home('BR', 'test', systemClock, 'America/Sao_Paulo');
const counts = await registerVerbs({ database, log, home }).importRegister.run({ kind: 'operator', id: 'op-1' }, file, {
  ...{ refuse: () => undefined, threads: 2, largeBytes: 1 },
});
process.stdout.write(JSON.stringify(counts));
await database.destroy();
