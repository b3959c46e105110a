import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { columnFaults, lineFaults, pageRows, writersIn } from '../../../../test/erasure/compare-manifest.js';
import { brokerMigrations } from '../migrations.js';
import { brokerManifest } from './manifest.js';

describe('the manifest of the broker', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrations: brokerMigrations });
  });
  afterAll(() => database.close());

  it('lists every column of its database once, and none that is not there', async () => {
    expect(await columnFaults(database.owner, brokerManifest)).toEqual([]);
  });

  it('is what the published page says', () => {
    const { page, manifest } = pageRows('The broker', brokerManifest);
    expect(page).toEqual(manifest);
  });

  it('names published rules and grounds', () => {
    expect(lineFaults(brokerManifest)).toEqual([]);
  });

  it('holds nothing personal that it could read', () => {
    expect(brokerManifest.personal.filter(({ form }) => form === 'plain' || form === 'digest')).toEqual([]);
  });

  it('lists every file that can write one', () => {
    expect(writersIn(['apps/broker/src'])).toEqual(brokerManifest.files.map(({ writtenBy }) => writtenBy));
  });
});
