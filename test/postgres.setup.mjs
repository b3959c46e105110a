// One real PostgreSQL for all suites of the system project. `npm test` builds first, so the compiled starter is there.
// Durability is off: these suites never kill the server. Suites that do start their own, with the defaults.
import { startEmbeddedPostgres } from '../dist/libs/platform/src/postgres/embedded-postgres.js';

export default async function setup() {
  if (process.env.CREX_TEST_POSTGRES !== undefined) return; // a server given by hand
  const server = await startEmbeddedPostgres({
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  process.env.CREX_TEST_POSTGRES = server.adminUrl;
  globalThis.crexTestPostgres = server;
}
