import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPromiseEvidence } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { readContent } from '#libs/protocol';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { verifyCommand } from '../../apps/cli/src/verify/verify.js';
import { ExportDirectory, type WhichDirectory } from '../../apps/national-node/src/log/export-directory.js';
import { codeOfAsync } from '../code-of.js';
import { StandInBroker } from '../hostile/stand-in-broker.js';
import { TestNode } from '../hostile/test-node.js';
import { OwnTables } from '../logs/own-tables.js';
import { sampleBodies } from '../vectors/sample-bodies.js';

const MINUTE_MS = 60_000;
const MERGE_DELAY_MS = 2 * 60 * MINUTE_MS;
const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const operator = { kind: 'operator', id: 'op-1' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;

/** From the answer that promises to the stranger who judges: evidence file, directory folder and pinned root, no more. */
describe('a promise that Brazil breaks', () => {
  const opened = new AsyncDisposableStack();
  let folder: string;
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let asker: TestNode;
  let log: OwnTables;
  let evidence: Uint8Array;
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-broken-'));
    opened.defer(() => rm(folder, { recursive: true }));
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    const settings = { maximumMergeDelayMs: MERGE_DELAY_MS };
    asker = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR', settings }));
    const answerer = opened.use(await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] }));
    log = await OwnTables.start(alliance, answerer, 'BR');
    opened.defer(() => log.close());
    broker.shelf.show(log.origin, log);
    await look();
    clock.advance(10 * MINUTE_MS);
    await look();

    await asker.verbs.ask.run(prosecutor, 'key', { ...input, to: ['BR'] });
    await asker.verbs.deliver.run();
    await answerer.receive();
    await answerer.verbs.deliver.run();
    await asker.receive();
    // the operator of Brazil takes the promised entry out of the queue: it never gets its place
    await log.asOwner(`DELETE FROM audit_pending p USING audit_entry e WHERE e.entry_id = p.entry_id AND e.type = 'NO_RECORD'`); // prettier-ignore
    // the directory goes on meanwhile: what is in force at the end is another version
    clock.advance(MINUTE_MS);
    await alliance.republish({}, clock.nowMs());
    await asker.base.directory.refresh();
    for (let minutes = 0; minutes <= MERGE_DELAY_MS / MINUTE_MS; minutes += 30) {
      clock.advance(30 * MINUTE_MS);
      await look();
      await asker.verbs.watching.followPromises.run();
    }
    const [alarm] = await asker.query<{ key: string }>(`SELECT key FROM alarm WHERE kind = 'promise-broken'`);
    evidence = await asker.verbs.watching.exportEvidence.run(operator, 'promise-broken', alarm?.key ?? '');
    await writeFile(file('evidence.json'), evidence);
    await writeFile(file('root.json'), alliance.root);
  });
  afterAll(() => opened.disposeAsync());

  async function look(): Promise<void> {
    await log.sign();
    await asker.verbs.watching.witnessLogs.run();
    await broker.shelf.witness('JM', log.origin, clock.nowMs() / 1000);
    await asker.verbs.watching.witnessLogs.run();
  }
  const exportInto = (which: WhichDirectory, name: string) =>
    new ExportDirectory(asker.base.database).run(which, file(name), clock.nowMs());

  /** What the stranger runs. @returns the exit code, and what it says */
  async function verify(...more: string[]): Promise<{ code: unknown; said: string }> {
    const written: string[] = [];
    const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
    for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
    process.exitCode = undefined;
    try {
      const words = ['evidence', file('evidence.json'), '--delay', String(MERGE_DELAY_MS / 1000), ...more];
      await verifyCommand().parseAsync(words, { from: 'user' });
      return { code: process.exitCode, said: written.join('') };
    } finally {
      process.exitCode = undefined;
      for (const { stream, write } of streams) stream.write = write;
    }
  }

  it('is judged from the evidence, the folder of the directory that the answer names, and the root', async () => {
    const { dir, iat } = readContent(readPromiseEvidence(evidence).answer).payload;
    const written = await exportInto({ version: dir.version }, 'named');
    expect(written).toMatchObject({ version: dir.version, hash: dir.hash });
    expect((await exportInto({ atMs: iat * 1000 }, 'in-force')).version).toBe(dir.version);
    expect((await exportInto({ atMs: clock.nowMs() }, 'today')).version).toBe(dir.version + 1);
    for (const name of ['named', 'in-force']) {
      const { code, said } = await verify('--root', file('root.json'), '--directory', file(name));
      expect(said).toContain(`directory    version ${dir.version}; the answer names version ${dir.version}`);
      expect(said).toContain('VERIFIED     BR has promised an entry and had not put it into its log');
      expect(code).toBe(0);
    }
  });

  it('convinces nobody who trusts another root, and not with a byte of the folder changed', async () => {
    const other = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: clock.nowMs() });
    await writeFile(file('other-root.json'), other.root);
    const folderOf = ['--directory', file('named')];
    expect((await verify('--root', file('other-root.json'), ...folderOf)).code).toBe(2);
    const names = await readdir(file('named'), { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    expect(files.length).toBeGreaterThan(10);
    for (const path of files.filter((each) => !each.endsWith('1.root.json'))) {
      const whole = await readFile(path);
      const bent = Uint8Array.from(whole);
      bent[bent.length >> 1] = (bent[bent.length >> 1] ?? 0) ^ 1;
      await writeFile(path, bent);
      expect([path, (await verify('--root', file('root.json'), ...folderOf)).code]).toEqual([path, 2]);
      await writeFile(path, whole);
    }
    expect((await verify('--root', file('root.json'), ...folderOf)).code).toBe(0);
  });

  it('is not helped by a version that was never held, nor by a folder with something in it', async () => {
    expect(await codeOfAsync(exportInto({ version: 99 }, 'none'))).toBe('log.directory-not-held');
    expect(await codeOfAsync(exportInto({ atMs: 0 }, 'none'))).toBe('log.directory-not-held');
    expect(await codeOfAsync(exportInto({ version: 1 }, 'named'))).toBe('log.folder-not-empty');
    expect(await codeOfAsync(exportInto({ version: 1 }, 'evidence.json'))).toBe('log.folder-not-writable');
  });
});
