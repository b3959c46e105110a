import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatPolicy } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { sampleExport, type ExportTwist } from '../../../../test/logs/sample-export.js';
import { verifyCommand } from './verify.js';

let folder: string;
let alliance: Alliance;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-export-'));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: Date.UTC(2026, 10, 22, 12) });
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes the file and its policy, runs the command, answers its exit code and what it said. */
async function verify(change: (text: string) => string = (text) => text, twist: ExportTwist = {}) {
  const { text, policy, events } = await sampleExport(alliance, twist);
  await writeFile(file('br.crex-log.ndjson'), change(text));
  await writeFile(file('br.policy'), formatPolicy(policy));
  return { ...(await run(file('br.crex-log.ndjson'), '--policy', file('br.policy'))), events };
}

async function run(...words: string[]): Promise<{ code: unknown; said: string }> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
  process.exitCode = undefined;
  try {
    await verifyCommand().parseAsync(['export', ...words], { from: 'user' });
    return { code: process.exitCode, said: written.join('') };
  } finally {
    process.exitCode = undefined;
    for (const { stream, write } of streams) stream.write = write;
  }
}

describe('crex verify export', () => {
  it('says what the file holds, and the verdict in plain words', async () => {
    const { code, said } = await verify();
    expect(said).toContain('export       BR, made 2026-');
    expect(said).toContain(`log          ${alliance.entry('BR').log.origin}, 303 entries, cosigned by `);
    expect(said).toContain('parts        2 open, 3 closed, 1 lawfully erased, 0 missing');
    expect(said).toContain('VERIFIED     every entry of this file is in the log of its country');
    expect(code).toBe(0);
  });

  it('names the line at fault, and ends with 1', async () => {
    const { code, said, events } = await verify((text) => text.replace('CFP 1', 'CFP 2'));
    expect(said).toContain(`FAULT        line 2, entry NO_RECORD of event ${events.answer}: detail is not what the log has committed to (audit.commitment-differs)`); // prettier-ignore
    expect(said).toContain('FAULT        line 5, end: ');
    expect(said).toContain('NOT VERIFIED');
    expect(code).toBe(1);
    expect(await verify(undefined, { cosigners: ['AR'] })).toMatchObject({ code: 1, said: expect.stringContaining('audit.no-quorum') as string }); // prettier-ignore
  });

  it('ends with 2 when it cannot be told: cut off, not proven yet, no export, no file', async () => {
    const cut = await verify((text) => text.slice(0, text.lastIndexOf('{"end"')));
    expect([cut.code, cut.said]).toEqual([2, expect.stringContaining('CUT OFF')]);
    const pending = await verify(undefined, {
      lines: (lines) => lines.map((line) => (line.entry === undefined ? line : { entry: { ...line.entry, proof: 'PENDING' } })), // prettier-ignore
    });
    expect([pending.code, pending.said]).toEqual([2, expect.stringContaining('cli.export-incomplete')]);
    expect(await verify(() => '{}\n')).toMatchObject({ code: 2, said: expect.stringContaining('audit.malformed-export') as string }); // prettier-ignore
    const none = await run(file('none'), '--policy', file('br.policy'));
    expect([none.code, none.said]).toEqual([2, expect.stringContaining('cli.unreadable-file')]);
  });
});
