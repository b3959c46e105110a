export default async function teardown() {
  await globalThis.crexTestPostgres?.stop();
}
