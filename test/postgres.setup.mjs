// One real PostgreSQL for all suites of the system project. `npm test` builds first, so the compiled starter is there.
// Durability is off: these suites never kill the server. Suites that do start their own, with the defaults.
// The data lie in memory where there is room: hundreds of databases are made, each of some hundred files.
import { statfsSync } from 'node:fs';
import { startEmbeddedPostgres } from '../dist/libs/platform/src/postgres/embedded-postgres.js';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 ** 30;

export default async function setup() {
  if (process.env.CREX_TEST_POSTGRES !== undefined) return; // a server given by hand
  const server = await startEmbeddedPostgres({
    ...(hasRoom(MEMORY) ? { scratch: MEMORY } : {}),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '128MB' },
  });
  process.env.CREX_TEST_POSTGRES = server.adminUrl;
  globalThis.crexTestPostgres = server;
}

function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}
