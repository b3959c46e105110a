import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { columnFaults, lineFaults, pageRows, writersIn } from '../../../../test/erasure/compare-manifest.js';
import { nodeMigrations } from '../migrations.js';
import { nodeManifest } from './manifest.js';

describe('the manifest of a national node', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrations: nodeMigrations });
  });
  afterAll(() => database.close());

  it('lists every column of its database once, and none that is not there', async () => {
    expect(await columnFaults(database.owner, nodeManifest)).toEqual([]);
  });

  it('misses a new column, a new table, and one that is gone', async () => {
    await database.owner.query('ALTER TABLE question ADD COLUMN remark text');
    await database.owner.query('CREATE TABLE note (text text)');
    await database.owner.query('ALTER TABLE person DROP COLUMN digest');
    const twice = { ...nodeManifest, other: { ...nodeManifest.other, number_void: 'sender epoch number sender' } };
    expect(await columnFaults(database.owner, twice)).toEqual([
      ...['gone person.digest', 'twice number_void.sender', 'unlisted note.text', 'unlisted question.remark'],
    ]);
  });

  it('is what the published page says', () => {
    const { page, manifest } = pageRows('A national node', nodeManifest);
    expect(page).toEqual(manifest);
  });

  it('names published rules and grounds', () => {
    expect(lineFaults(nodeManifest)).toEqual([]);
    const [line, ...others] = nodeManifest.personal;
    for (const change of [{ ends: 'NEVER' }, { grounds: ['BECAUSE'] }, { about: [] }, { erasedBy: '' }, { form: 'plain' as const }]) {
      expect(lineFaults({ ...nodeManifest, personal: [{ ...line!, ...change }, ...others] })).toEqual([line!.column]);
    }
  }); // prettier-ignore

  it('lists every file that can write one', () => {
    const libs = ['audit', 'directory', 'matching', 'pki', 'policy', 'protocol', 'catalogue'].map((lib) => `libs/${lib}/src`);
    // of platform, `files` writes for whoever calls it, and `postgres` is the embedded server of demo and tests
    const platform = ['configuration', 'database', 'http', 'logging', 'operations', 'work'].map((room) => `libs/platform/src/${room}`);
    const writers = new Set(nodeManifest.files.map(({ writtenBy }) => writtenBy));
    expect(writersIn(['apps/national-node/src', 'apps/log-signer/src', ...libs, ...platform]).sort()).toEqual([...writers].sort());
  }); // prettier-ignore
});
