import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicy } from '#libs/audit';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { policyCommand } from './policy.js';

let folder: string;
let alliance: Alliance;
const directory = () => join(folder, 'alliance', 'directory');
const root = () => join(folder, 'alliance', 'ar', 'anchor', 'root.json');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-policy-'));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM', 'CL'], nowMs: Date.now() });
  await saveAlliance(alliance, join(folder, 'alliance'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What it prints, or the code of the refusal. */
async function policy(...words: string[]): Promise<string> {
  const printed: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text: unknown) => printed.push(String(text)) > 0;
  try {
    await policyCommand().exitOverride().configureOutput({ writeErr: () => undefined }).parseAsync(words, { from: 'user' }); // prettier-ignore
    return printed.join('');
  } catch (error) {
    return String((error as { code?: string }).code);
  } finally {
    process.stdout.write = write;
  }
}

describe('crex policy', () => {
  it('prints the keys and the quorum that the verified directory gives for a log', async () => {
    const text = await policy(directory(), '--root', root(), '--log', 'br', '--party', 'AR', '--party', 'BR');
    const read = readPolicy(Buffer.from(text));
    expect(read.logs).toEqual([{ vkey: alliance.entry('BR').log.vkey }]);
    expect(read.witnesses.map(({ name }) => name).toSorted()).toEqual(alliance.entry('BR').log.witnesses.toSorted());
    expect(read.groups).toEqual([
      { name: 'parties', threshold: 1, members: ['AR'] },
      { name: 'countries', threshold: 2, members: expect.arrayContaining(['JM', 'CL', 'parties']) as string[] },
    ]);
    expect(read.quorum).toBe('countries');
  });

  it('refuses a directory that the given root has not signed, one that was over at the moment, and a stranger', async () => {
    const other = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM', 'CL'], nowMs: Date.now() });
    await writeFile(join(folder, 'other-root.json'), other.root);
    const log = ['--log', 'BR'];
    expect(await policy(directory(), '--root', join(folder, 'other-root.json'), ...log)).toBe('directory.under-signed');
    expect(await policy(directory(), '--root', root(), ...log, '--at', '2046-01-01T00:00:00Z')).toBe(
      'directory.expired',
    );
    expect(await policy(directory(), '--root', root(), '--log', 'UY')).toBe('cli.unknown-member');
    expect(await policy(directory(), '--root', join(folder, 'none'), ...log)).toBe('cli.unreadable-file');
  });

  it('finds a changed file', async () => {
    const copy = join(folder, 'changed');
    await cp(directory(), copy, { recursive: true });
    const path = join(copy, 'timestamp.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"version":\d+/, '"version":99'));
    expect(await policy(copy, '--root', root(), '--log', 'BR')).toMatch(/^directory\./);
  });
});
