import { execFile } from 'node:child_process';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BROKER, type CountryCode, type Subject } from '#libs/protocol';
import { Client } from 'pg';
import { nodeManifest } from '../../apps/national-node/src/erasure/manifest.js';
import { criminalCase, Exchange } from './exchange.js';

const run = promisify(execFile);

interface Erased {
  readonly erased: readonly { readonly group: string; readonly rows: number }[];
  readonly underWay: readonly string[];
  readonly backupsSince: number | null;
}
interface Backup {
  readonly kek: { readonly id: string; readonly state: string };
  readonly opens: boolean;
  readonly parts: number;
  readonly readable: readonly string[];
}

/** The commands of an operator, on the programs as they are built, with the nodes running. */
const NOTHING_DUE = { erased: [], recipients: 0, versions: 0, notifications: 0, foreignConvictions: 0 };

describe('an operator erases', () => {
  let exchange: Exchange;
  let subject: Subject;
  const stateOf = (id: CountryCode) => join(exchange.folder, 'state', id);

  beforeAll(async () => {
    exchange = await Exchange.prepare({ persons: 60 });
    await exchange.local.start();
    const sample = exchange.samples('BR', 60).find(({ kind }) => kind === 'records');
    if (sample === undefined) throw new Error('no sample with records');
    ({ subject } = sample);
    await ask();
  }, 120_000);
  afterAll(() => exchange.close());

  async function ask(): Promise<void> {
    const { body } = await exchange.ask('AR', criminalCase(['BR'], subject), { wait: 30 });
    expect(body.questions).toMatchObject([{ outcome: 'RECORDS' }]);
    // receipts travel behind the answer
    while ((await rows('AR', OPEN)).length + (await rows('BR', OPEN)).length > 0) await sleep(50);
  }
  const OPEN = `SELECT 1 FROM outbox WHERE state <> 'TAKEN'`;
  async function rows<R extends object>(id: CountryCode, text: string): Promise<R[]> {
    const client = new Client({ connectionString: exchange.local.databaseUrls(id).owner });
    await client.connect();
    try {
      return (await client.query<R>(text)).rows;
    } finally {
      await client.end();
    }
  }
  const admin = <T>(id: CountryCode | typeof BROKER, ...args: string[]) => exchange.local.admin(id, args) as Promise<T>;
  const refusal = (id: CountryCode, ...args: string[]) =>
    admin(id, ...args).then(
      () => 'nothing',
      (error: unknown) => (JSON.parse((error as { stderr: string }).stderr) as { code: string }).code,
    );
  const today = () => new Date().toISOString().slice(0, 10);

  it('what an event holds, with its ground, and is told since when backups hold it', async () => {
    const [answer] = await rows<{ id: string }>('BR', `SELECT event_id AS id FROM outbox WHERE kind = 'RRS'`);
    const order = ['log', 'erase', '--event', answer!.id, '--group', 'subject', 'detail', '--ground', 'COURT-ORDER'];
    const done = await admin<Erased>('BR', ...order);
    expect(done.erased).toMatchObject([
      { group: 'subject', rows: 2 },
      { group: 'detail', rows: 0 },
    ]);
    expect(Date.now() / 1000 - (done.backupsSince ?? 0)).toBeLessThan(300);
    expect(await rows('BR', 'SELECT 1 FROM outbox WHERE content IS NOT NULL')).toEqual([]);
    expect((await admin<Erased>('BR', ...order)).erased).toEqual([]);
  });

  it('what is found by a person’s reference, which no command line shows', async () => {
    const [document] = subject.documents ?? [];
    const file = join(exchange.folder, 'reference');
    await writeFile(file, `number:${document!.country}:${document!.type}:${document!.number}\n`);
    const done = await admin<Erased>('AR', 'log', 'erase', '--reference-file', file, '--ground', 'SUBJECT-REQUEST');
    expect(done.erased.map(({ group }) => group)).toEqual(['subject', 'detail']);
    expect(await rows('AR', 'SELECT 1 FROM inbox WHERE content IS NOT NULL')).toEqual([]);
  });

  it('what is due: nothing yet', async () => {
    expect(await admin('AR', 'log', 'erase', '--due')).toEqual(NOTHING_DUE);
    expect(await admin(BROKER, 'log', 'erase', '--due')).toEqual({ erased: [] });
  });

  it('with crex log erase, which hands the order to the programs', async () => {
    const settings = async (id: CountryCode | typeof BROKER) => {
      const file = join(exchange.folder, `${id}.env`);
      const lines = Object.entries(exchange.local.adminEnvironment(id)).map(([name, value]) => `${name}='${value}'`);
      await writeFile(file, lines.join('\n'));
      return ['--settings', file];
    };
    const crex = async (...words: string[]): Promise<unknown> => {
      const args = ['dist/apps/cli/src/main.js', 'log', 'erase', ...words];
      return JSON.parse((await run(process.execPath, args, { env: { PATH: process.env['PATH'] } })).stdout) as unknown;
    };
    expect(await crex('--due', ...(await settings('AR')))).toEqual(NOTHING_DUE);
    expect(await crex('--due', '--broker', ...(await settings(BROKER)))).toEqual({ erased: [] });
    const [view] = await rows<{ id: string }>('AR', `SELECT event_id AS id FROM audit_entry WHERE type = 'VIEW'`);
    const order = ['--event', view!.id, '--group', 'actor', '--ground', 'UNLAWFUL-PROCESSING'];
    expect(await crex(...order, ...(await settings('AR')))).toMatchObject({ erased: [{ group: 'actor' }] });
    const file = join(exchange.folder, 'official');
    await writeFile(file, 'official::AR-INV-01');
    const about = ['--reference-file', file, '--ground', 'COURT-ORDER', ...(await settings('AR'))];
    expect(await crex(...about)).toMatchObject({ erased: [{ group: 'actor' }], underWay: [] });
    await writeFile(file, 'AR-INV-01');
    const unclear = expect.stringContaining('erasure.unclear-order') as string;
    await expect(crex(...about)).rejects.toMatchObject({ code: 1, stderr: unclear });
  });

  it('a person from the register, and is told whom to tell', async () => {
    const [person] = await rows<{ id: string }>('BR', `SELECT person_id AS id FROM person_document WHERE document = '#|${(subject.documents?.[0]?.number ?? '').replaceAll(/\D/g, '')}' LIMIT 1`); // prettier-ignore
    const file = join(exchange.folder, 'person');
    await writeFile(file, person!.id);
    const order = ['register', 'remove', '--person-file', file, '--ground', 'RECORD-REMOVED'];
    expect(await admin('BR', ...order)).toMatchObject({ recallsDue: [{ country: 'AR' }] });
    expect(await refusal('BR', ...order)).toBe('register.unknown-person');
  });

  it('what backups still hold, by another key-encryption key and the destruction of the old one', async () => {
    const { local } = exchange;
    const kekFile = local.adminEnvironment('AR')['CREX_AUDIT_KEK_FILE'] ?? '';
    const before = await admin<Backup>('AR', 'log', 'backup', today());
    expect(before).toMatchObject({ kek: { state: 'IN_USE' }, opens: true });
    expect(before.readable).toContain('person.identity');
    expect(before.readable).not.toContain('inbox.content');

    await local.process('AR').stop();
    const fresh = join(exchange.folder, 'new.kek');
    const rotate = ['log', 'rotate-kek', '--to', fresh, '--owner-url-file', join(stateOf('AR'), 'owner-url')];
    const { retired } = await admin<{ retired: string }>('AR', ...rotate);
    expect(retired).toBe(before.kek.id);
    expect(await refusal('AR', 'log', 'erase', '--due')).toBe('audit.other-kek');
    await rename(fresh, kekFile); // the operator's part: the setting names the new key, the old one is gone
    expect(await admin('AR', 'log', 'backup', today())).toMatchObject({ kek: { id: retired, state: 'RETIRED' }, opens: true });
    await admin('AR', 'log', 'kek-destroyed', '--', retired);
    expect(await admin('AR', 'log', 'backup', today())).toMatchObject({ kek: { state: 'DESTROYED' }, opens: false });

    await local.startOne('AR');
    const absent = exchange.samples('BR', 60).find(({ kind }) => kind === 'none');
    const { body } = await exchange.ask('AR', criminalCase(['BR'], absent!.subject), { wait: 30 });
    expect(body.questions).toMatchObject([{ outcome: 'NO_RECORD' }]);
  }); // prettier-ignore

  it('the broker’s, too', async () => {
    await exchange.local.stop();
    const owner = { CREX_DATABASE_OWNER_URL_FILE: join(exchange.folder, 'state', BROKER, 'owner-url') };
    const fresh = join(exchange.folder, 'broker.kek');
    const changed = await exchange.local.admin(BROKER, ['log', 'rotate-kek', '--to', fresh], owner);
    expect(Object.keys(changed as object)).toEqual(['created', 'retired']);
    expect(await readFile(fresh, 'ascii')).toMatch(/^[\w-]{43}\n$/);
  });

  it('and the programs have written no file that the manifest does not name', async () => {
    const given = ['database-url', 'owner-url', 'log-url', 'policy', 'log-signer']; // by whoever set the node up
    const written = (await readdir(stateOf('AR'))).filter((name) => !given.includes(name));
    const named = nodeManifest.files.map(({ path }) => path.replace('CREX_STATE_FOLDER/', '').replace('*', ''));
    expect(written).toEqual(['high-water.json']);
    expect((await readdir(join(stateOf('AR'), 'log-signer'))).sort()).toEqual(['lock', 'state.json']);
    expect(written.filter((name) => !named.some((each) => name.startsWith(each)))).toEqual([]);
  });
});
