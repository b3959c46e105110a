import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkConsistency,
  checkLogTables,
  consistencyProof,
  formatPolicy,
  latestCheckpoint,
  leafHashOf,
  logVerifier,
  openLogProof,
  partsErasedBy,
  readLeaf,
  tableTiles,
  verifyLog,
  type Group,
  type StoredCheckpoint,
} from '#libs/audit';
import type { CountryCode } from '#libs/protocol';
import { givenLog } from '../../apps/cli/src/verify/log-sources.js';
import { verifyCommand } from '../../apps/cli/src/verify/verify.js';
import { writeLogFolder } from '../../apps/log-signer/src/write-log-folder.js';
import type { Auditor } from '../../apps/national-node/src/log/audited-read.js';
import { readReference } from '../../apps/national-node/src/erasure/read-reference.js';
import type { TestNode } from '../hostile/test-node.js';
import { everywhere, input, official, person, Planted, references, search } from './planted.js';

const operator = { kind: 'operator', id: 'op-1' } as const;
const auditor: Auditor = {
  official: { kind: 'official', id: 'AR-AUD-9', role: 'auditor', authority: 'Auditoría' },
  mandate: 'AUD 1/2026',
};
const DAY_SECONDS = 86_400;
const GROUNDS = ['COURT-ORDER', 'SUBJECT-REQUEST'] as const;

interface ExportedPart {
  readonly status: string;
  readonly by?: string;
}
interface ExportLine {
  readonly entry?: { leaf: string; proof: string; parts: Readonly<Record<Group, ExportedPart>> };
  readonly erasure?: { leaf: string; proof: string };
}
const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

/** What an auditor, a verifier and an operator see of a log after everything about a person and an official was erased. */
describe('after an erasure by order', () => {
  let planted: Planted;
  let folder: string;
  /** The checkpoint, and the proof of the question, as they were handed out before. */
  let before: { checkpoint: StoredCheckpoint; proof: string; leaf: Uint8Array };
  let question: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-provable-'));
    planted = await Planted.exchange();
    await sign();
    [{ question } = { question: '' }] = await planted.asker.query<{ question: string }>(
      'SELECT question_id AS question FROM question WHERE request_id = $1',
      [planted.requestId],
    );
    await lookInto();
    await sign();
    const { proof, entry } = await reads().readEntry.run(auditor, question, 'ASK');
    if (proof === 'PENDING') throw new Error('the question has no proof');
    before = { checkpoint: await newest(planted.asker), proof: proof.proof, leaf: entry.bytes };
    await erase();
    await sign();
  });
  afterAll(async () => {
    await planted.close();
    await rm(folder, { recursive: true });
  });

  const reads = () => planted.asker.verbs.auditor;
  const period = () => ({
    from: planted.clock.nowMs() / 1000 - 30 * DAY_SECONDS,
    to: planted.clock.nowMs() / 1000 + 1,
  });
  const searches = () => [
    { ...period(), subject: { documents: person.documents } },
    { ...period(), subject: { names: person.names, birthDate: person.birthDate } },
    { ...period(), official: { id: official.id } },
    { ...period(), caseReference: input.caseReference },
  ];
  const sign = () => planted.sign();
  async function newest(node: TestNode): Promise<StoredCheckpoint> {
    const checkpoint = await latestCheckpoint(node.database.sql, 1);
    if (checkpoint === undefined) throw new Error('nothing was signed');
    return checkpoint;
  }
  const verifierOf = (country: CountryCode) => logVerifier(planted.alliance.entry(country).log.vkey);

  /** An auditor looks for them in every way there is: the log knows of it, and names them once more. */
  async function lookInto(): Promise<void> {
    for (const query of searches()) {
      const page = await reads().searchLog.run(auditor, query, { limit: 50 });
      expect(page.entries.length).toBeGreaterThan(0);
    }
    const report = await reads().disclosureReport.run(auditor, { ...searches()[0]!, subject: { documents: person.documents }, language: 'es' }); // prettier-ignore
    expect(report.partners.length).toBeGreaterThan(0);
    expect(await exported({ open: ['subject', 'actor', 'detail'] })).toContain('Quetzalcoatlzz');
  }

  /** Both countries: the person by number, the official by staff number, and the accesses that looked for official or case. */
  async function erase(): Promise<void> {
    for (const { verbs, base } of [planted.asker, planted.answerer]) {
      const of = { group: 'subject', reference: references.number } as const;
      await verbs.eraseByOrder.run(operator, { of, groups: ['subject', 'detail'], ground: GROUNDS[0] });
      const by = readReference(`official:AR:${official.id}`, base.home.country);
      await verbs.eraseByOrder.run(operator, { of: by, groups: ['actor'], ground: GROUNDS[0] });
    }
    const named = { group: 'subject', reference: references.name } as const;
    const { eraseByOrder } = planted.asker.verbs;
    await eraseByOrder.run(operator, { of: named, groups: ['subject', 'detail'], ground: GROUNDS[1] });
    const accesses = await planted.asker.query<{ id: string }>(
      `SELECT event_id AS id FROM audit_entry WHERE type = 'ACCESS_TO_LOG'`,
    );
    const events = accesses.map(({ id }) => id);
    await eraseByOrder.run(operator, { of: { events }, groups: ['detail'], ground: GROUNDS[0] });
    await planted.answerer.verbs.removePerson.run(operator, person.personId, 'RECORD-REMOVED');
    await planted.recall();
    const removal = { group: 'subject', reference: references.number } as const;
    await planted.answerer.verbs.eraseByOrder.run(operator, { of: removal, groups: ['subject', 'detail'], ground: GROUNDS[0] }); // prettier-ignore
  }

  async function exported(body: { open?: readonly Group[] } = {}): Promise<string> {
    let text = '';
    for await (const line of await reads().exportLog.run(auditor, period(), body.open ?? [])) text += line;
    return text;
  }

  it('nothing of them is left in either database, what auditors asked included', async () => {
    for (const node of [planted.asker, planted.answerer]) expect(await everywhere(node)).toEqual([]);
    expect(await planted.columnsNow()).toEqual(['foreign_conviction.conviction', 'record_recipient.record']);
  });

  it('the check of the whole log finds no fault', async () => {
    for (const [country, { node }] of planted.logs) {
      const now = planted.clock.nowMs() / 1000;
      const options = { now, clockSeconds: 30 * DAY_SECONDS, verifierOf: () => verifierOf(country) };
      const checked = await node.database.transaction((sql) => checkLogTables(sql, options));
      expect(checked).toMatchObject({ faultCount: 0, faults: [], pending: 0 });
      expect(checked.entries).toBeGreaterThan(8);
    }
  });

  it('proofs that were given out before still hold, and the log has only grown since', async () => {
    const { proof, leaf, checkpoint } = before;
    expect(openLogProof(proof, leafHashOf(leaf), verifierOf('AR'), []).checkpoint.size).toBe(checkpoint.size);
    const now = await newest(planted.asker);
    expect(now.size).toBeGreaterThan(checkpoint.size);
    const tiles = tableTiles(planted.asker.database.sql, 1);
    const grown = await consistencyProof(tiles, checkpoint.size, now.size);
    checkConsistency({ oldSize: checkpoint.size, oldRoot: checkpoint.root, size: now.size, root: now.root, proof: grown }); // prettier-ignore
  });

  it('the whole log in files verifies, and no file names them', async () => {
    const where = join(folder, 'log');
    const checkpoint = await newest(planted.asker);
    await writeLogFolder(planted.asker.database.sql, checkpoint, where);
    const origin = planted.alliance.entry('AR').log.origin;
    const verdict = await verifyLog(givenLog(where), { ...checkpoint, origin });
    expect(verdict).toMatchObject({ faults: [], unreadable: 0n });
    expect(verdict.entries).toBe(checkpoint.size);
    const found = new Set<string>();
    const entries = await readdir(where, { recursive: true, withFileTypes: true });
    for (const file of entries.filter((each) => each.isFile())) {
      search.in(await readFile(join(file.parentPath, file.name)), found);
    }
    expect([...found]).toEqual([]);
  });

  it('an auditor is shown the entry with its proof, and of each part that it was lawfully erased, by which entry', async () => {
    const { parts, proof, related } = await reads().readEntry.run(auditor, question, 'ASK');
    expect(proof).not.toBe('PENDING');
    for (const group of ['subject', 'actor', 'detail'] as const) {
      const erasure = { type: 'ERASURE', target: question, group, ground: 'COURT-ORDER' };
      expect(parts[group]).toMatchObject({ status: 'erased', erasure });
      expect(related.map(({ leaf }) => leaf)).toContainEqual(expect.objectContaining(erasure));
    }
  });

  it('an export says the same, with the proof of each erasure, and a verifier offline too', async () => {
    const text = await exported({ open: ['subject', 'actor', 'detail'] });
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as ExportLine); // prettier-ignore
    const erasures = new Map(lines.flatMap(({ erasure }) => (erasure === undefined ? [] : [[readLeaf(bytesOf(erasure.leaf)).eventId, erasure]]))); // prettier-ignore
    let erased = 0;
    for (const { entry } of lines) {
      if (entry === undefined) continue;
      const leaf = readLeaf(bytesOf(entry.leaf));
      for (const [group, { status, by = '' }] of Object.entries(entry.parts)) {
        expect(['open', 'erased']).toContain(status);
        if (status === 'open') continue;
        const erasure = bytesOf(erasures.get(by)!.leaf);
        expect(partsErasedBy(leaf, readLeaf(erasure))).toEqual([group]);
        openLogProof(erasures.get(by)!.proof, leafHashOf(erasure), verifierOf('AR'), []);
        erased += 1;
      }
    }
    expect(erased).toBeGreaterThan(12);
    const found = new Set<string>();
    search.in(Buffer.from(text), found);
    expect([...found]).toEqual([]);

    const asked = lines.map(({ entry }) => entry).find((entry) => entry !== undefined && readLeaf(bytesOf(entry.leaf)).eventId === question && 'subject' in entry.parts)!; // prettier-ignore
    const said = await verifyProof(asked, erasures.get(asked.parts.subject.by ?? '')!);
    expect(said).toMatch(/content {6}subject: lawfully erased, .*, ground COURT-ORDER \(ERASURE /);
    expect(said).toContain('VERIFIED     this entry is in the log');
  });

  /** `crex verify proof` of an exported entry and what erased it. @returns what it said */
  async function verifyProof(entry: { leaf: string; proof: string }, erasure: { leaf: string; proof: string }) {
    const path = (name: string) => join(folder, name);
    await writeFile(path('leaf'), bytesOf(entry.leaf));
    await writeFile(path('proof'), entry.proof);
    await writeFile(path('erasure'), bytesOf(erasure.leaf));
    await writeFile(path('erasure-proof'), erasure.proof);
    const logsOf = [{ vkey: planted.alliance.entry('AR').log.vkey }];
    await writeFile(path('policy'), formatPolicy({ logs: logsOf, witnesses: [], groups: [], quorum: 'none' }));
    const words = ['proof', path('proof'), '--leaf', path('leaf'), '--policy', path('policy')];
    const written: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text: unknown) => written.push(String(text)) > 0;
    try {
      await verifyCommand().parseAsync([...words, '--erasure', path('erasure'), '--erasure-proof', path('erasure-proof')], { from: 'user' }); // prettier-ignore
      expect(process.exitCode).toBe(0);
    } finally {
      process.stdout.write = write;
      process.exitCode = undefined;
    }
    return written.join('');
  }

  it('nobody is found any more, neither by an auditor nor for a person’s report', async () => {
    for (const query of searches()) {
      const { entries } = await reads().searchLog.run(auditor, query, { limit: 50 });
      // what is left is that an auditor has just looked for them
      expect(entries.filter(({ leaf }) => leaf.type !== 'ACCESS_TO_LOG')).toEqual([]);
    }
    const { partners } = await reads().disclosureReport.run(auditor, { ...period(), subject: { documents: person.documents }, language: 'es' }); // prettier-ignore
    expect(partners).toEqual([]);
  });
});
