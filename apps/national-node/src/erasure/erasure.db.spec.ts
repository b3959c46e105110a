import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readLeaf, type EntryType, type Group } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { inTransaction, openDatabase } from '#libs/platform';
import { canonicalJson, digestOf, openSealed, readEnvelope, type Opener, type Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { fixedClock, testServerUrl, type FixedClock } from '#libs/testing';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { searchDatabase } from '../../../../test/hostile/places.js';
import { needlesFor, Search } from '../../../../test/hostile/search.js';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { RECALL_SECONDS, RecordRecipients } from '../answer/record-recipients.store.js';
import type { AskInput } from '../ask/ask-country.js';
import type { Official } from '../context.js';
import { KeptContent } from '../courier/kept-content.js';
import { officialReference, subjectReferences } from '../log/references.js';
import { nodeManifest } from './manifest.js';
import { ReportBackup } from './report-backup.js';
import { StateKekDestroyed } from './state-kek-destroyed.js';

const DAY_MS = 24 * 3_600_000;
const SEED = { country: 'BR', seed: '11' } as const;
const operator = { kind: 'operator', id: 'op-1' } as const;
const official: Official = {
  kind: 'official',
  id: 'AR-ZQOFFICIAL-4711',
  role: 'prosecutor',
  authority: 'Fiscalía Zzyzxquil de Quirquinchos',
};
const KEY = 'zzkey-quirquincho-1';

/** A person of Brazil's register whose words stand nowhere else, and the question that finds them. */
const person: Person = planted();
const number = person.documents[0]?.number ?? '';
const input: Omit<AskInput, 'to'> = {
  ...{ purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'EXP-ZZCASEÑANDU-77/26', urgency: 'ROUTINE' },
  subject: {
    names: person.names,
    birthDate: person.birthDate,
    birthPlace: person.birthPlace,
    documents: person.documents,
  },
};
const references = { number: subjectReferences(person)[0] ?? '', official: officialReference(official.id) };
const texts = [
  ...['Ximenazz', 'Quetzalcoatlzz', 'Zúñigazzyx', 'Щукинзз', 'Ruibarbozz', '1913-03-09', number],
  ...[person.personId, 'ZZFILE-9931', 'BR:ZZPLANTED:0', official.id, 'Zzyzxquil', 'ZZCASEÑANDU', KEY],
];
/** Digests that somebody could try: of each word, of the question, of the record. */
const digests = [
  ...texts.map((text) => createHash('sha256').update(text)),
  ...[{ ...input, to: ['BR'] }, person].map((value) => createHash('sha256').update(canonicalJson(value))),
].map((hash) => hash.digest());
const needles = [
  ...needlesFor(texts),
  ...digests.flatMap((bytes) => [
    ...(['base64', 'base64url', 'hex'] as const).map((form) => ({
      ...{ text: 'a digest', spelling: form, bytes: Buffer.from(bytes.toString(form).slice(0, 42)) },
    })),
    { text: 'a digest', spelling: 'raw', bytes },
  ]),
];
const search = new Search(needles);

function planted(): Person {
  const found = Array.from({ length: 200 }, (_, index) => personAt(SEED, index)).find(({ convictions }) =>
    convictions.some(({ recordKind }) => recordKind === 'FINAL_CONVICTION'),
  );
  const [free] = personAt(SEED, 99_999).documents;
  if (found === undefined || free === undefined) throw new Error('nobody to plant');
  return {
    ...found,
    personId: 'BR-ZZPERSON-77',
    birthDate: '1913-03-09',
    birthPlace: { country: 'BR', town: 'São Ruibarbozz' },
    documents: [{ country: 'BR', type: 'BR_CPF', number: free.number }],
    names: [
      { full: 'Ximenazz Quetzalcoatlzz Zúñigazzyx', given: ['Ximenazz'], surname1: 'Quetzalcoatlzz', kind: 'legal' },
      { full: 'Живојин Щукинзз', kind: 'alias' },
    ],
    convictions: found.convictions.slice(0, 1).map((conviction) => ({
      ...conviction,
      ...{ id: 'BR:ZZPLANTED:0', fileNumber: 'ZZFILE-9931', recordKind: 'FINAL_CONVICTION', minorAtOffence: 'N' },
      transmittable: { criminal: 'Y', other: 'Y' },
    })),
  };
}

/** AR asks BR (which answers with the record), JM (whose answer comes late) and GY (which is suspended). */
class Planted {
  /** Columns of the manifest in which what was planted has been found, at one moment or another. */
  readonly seen = new Set<string>();
  asker!: TestNode;
  answerer!: TestNode;
  requestId!: string;
  /** The envelope of the question to BR, as the broker had it. */
  envelope!: Uint8Array;

  private constructor(
    readonly clock: FixedClock,
    private readonly alliance: Alliance,
    private readonly broker: StandInBroker,
  ) {}

  static async exchange(): Promise<Planted> {
    const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    const members = ['AR', 'BR', 'JM', 'GY'] as const;
    const alliance = await Alliance.create({ env: 'test', members, suspended: ['GY'], nowMs: clock.nowMs() });
    const exchange = new Planted(clock, alliance, new StandInBroker(alliance, clock));
    await exchange.run();
    return exchange;
  }

  private async run(): Promise<void> {
    const { alliance, clock, broker } = this;
    const persons = [...Array.from({ length: 20 }, (_, index) => personAt(SEED, index)), person];
    this.asker = await TestNode.start({ alliance, clock, broker, country: 'AR' });
    this.answerer = await TestNode.start({ alliance, clock, broker, country: 'BR', persons });
    const { asker, answerer } = this;
    const ask = (to: AskInput['to'], key: string) => asker.verbs.ask.run(official, key, { ...input, to });
    const bell = new AbortController().signal;

    this.requestId = (await ask(['BR'], KEY)).requestId;
    await this.look();
    await asker.verbs.deliver.run();
    await this.look();
    this.envelope = broker.box('BR').envelopes[0] ?? new Uint8Array();
    await answerer.verbs.collect.run(bell);
    await this.look();
    await answerer.work();
    await this.look();
    await answerer.verbs.deliver.run();
    await asker.receive(); // the answer, and the receipt for the question
    await answerer.receive(); // the receipt for the answer
    await this.look();
    await asker.verbs.viewRequest.run(official, this.requestId);

    await ask(['JM'], `${KEY}-2`);
    await ask(['GY'], `${KEY}-3`);
    await asker.verbs.deliver.run();
    clock.advance(2 * DAY_MS);
    await alliance.renew(clock.nowMs());
    await asker.base.directory.refresh();
    await answerer.base.directory.refresh();
    await asker.verbs.deliver.endOverdue();
    await asker.verbs.closeOverdue.run();
    await this.receiveLate();
    await this.look();
  }

  /** The silence towards JM ends with an answer that comes too late, and tells as much. */
  private async receiveLate(): Promise<void> {
    const { asker, alliance, clock, broker } = this;
    const [sent] = await asker.query<{ id: string; digest: string }>(
      `SELECT message_id AS id, content_digest AS digest FROM outbox WHERE recipient = 'JM' AND kind = 'REQ'`,
    );
    const { personId: _, convictions, ...identity } = person;
    const made = await hostileMessage(alliance, {
      ...{ from: 'JM', to: 'AR', kind: 'RRS', number: 1, now: clock.nowMs() / 1000 },
      ...{ requestDigest: sent?.digest ?? '', inReplyTo: sent?.id ?? '' },
      body: { ...sampleBodies.RRS, record: { identity, convictions } },
    });
    broker.box('AR').envelopes = [made.line];
    await asker.receive();
  }

  /** The columns that hold something planted at this moment. */
  async columnsNow(): Promise<string[]> {
    this.seen.clear();
    await this.look();
    return [...this.seen].sort();
  }

  /** Notes the columns that hold something planted now: by decrypting, looking up, comparing. */
  async look(): Promise<void> {
    for (const node of [this.asker, this.answerer]) {
      for (const { column, form } of nodeManifest.personal) {
        const [table = '', name = ''] = column.split('.');
        const rows = await node.database.owner.query<Row>(`SELECT t.*, "${name}" AS value FROM ${table} t`);
        for (const row of rows) {
          if (row.value === null) continue;
          if (await this.holds(node, table, form, row)) this.seen.add(column);
        }
      }
    }
  }

  private async holds(node: TestNode, table: string, form: string, row: Row): Promise<boolean> {
    const { log } = node.base;
    if (form === 'plain') return says(JSON.stringify(row.value));
    if (form === 'digest') return digests.some((each) => each.toString('base64url') === row.value);
    if (form === 'sealed') return says(await this.opened(row.value as Uint8Array));
    if (form === 'pseudonym') {
      const known = [
        ...[references.number, `person:${person.personId}`].map((each) => log.pseudonym('subject', each)),
        log.pseudonym('actor', references.official),
      ];
      return known.some((each) => each.equals(row.value as Buffer));
    }
    if (table !== 'audit_detail') return says(JSON.stringify(await contentOf(node, row)));
    const [entry] = await node.query<{ id: string; type: EntryType }>(
      'SELECT event_id AS id, type FROM audit_entry WHERE entry_id = $1',
      [row['entry_id']],
    );
    const part = await log.readPart(node.database.sql, entry!.id, entry!.type, row['group'] as Group);
    return says(JSON.stringify(part.status === 'open' ? part.value : {}));
  }

  private opened(line: Uint8Array): Promise<string> {
    const openers = new Map<string, Opener>(
      [this.asker, this.answerer].flatMap(({ base }) => [...base.keys.sealing.openers]),
    );
    return openSealed(readEnvelope(line), openers)
      .then((token) => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
      .catch(() => ''); // sealed to a country that has no node here
  }

  async close(): Promise<void> {
    await this.asker.close();
    await this.answerer.close();
  }
}

type Row = Record<string, unknown> & { readonly value: unknown };

async function contentOf(node: TestNode, row: Row): Promise<unknown> {
  const kept = { content: row['content'] as Uint8Array, content_key: row['content_key'] as number };
  return inTransaction(node.base.database, (tx) =>
    new KeptContent(node.base.log).open(tx, row['message_id'] as string, kept),
  );
}

function says(text: string): boolean {
  const found = new Set<string>();
  search.in(Buffer.from(text), found);
  return found.size > 0;
}

/** Everything of a node: each value of each table, the dump of each row as text, and each file that it wrote. */
async function everywhere(node: TestNode): Promise<string[]> {
  const found = new Set<string>();
  expect(await searchDatabase(node.database.ownerUrl, search, found)).toBeGreaterThan(10);
  const tables = await node.database.owner.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const rows = await node.database.owner.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    for (const { line } of rows) search.in(Buffer.from(line), found);
  }
  for (const { bytes } of await writtenBy(node)) search.in(bytes, found);
  return [...found].sort();
}

/** The files of a node's state folder; the register file is the test's own. */
async function writtenBy(node: TestNode): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(node.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile() && each.name !== 'register.ndjson');
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ name: relative(node.folder, path), bytes: await readFile(path) })));
}

/** The server's own files of this database (not its write-ahead log, which all databases share). */
async function filesOfServer(node: TestNode): Promise<string[]> {
  const admin = await openDatabase({ url: testServerUrl(), entities: [], poolSize: 1, applicationName: 'files' });
  try {
    const name = new URL(node.database.url).pathname.slice(1);
    await admin.query('CHECKPOINT');
    const folder = `'base/' || (SELECT oid FROM pg_database WHERE datname = '${name}')`;
    const files = await admin.query<{ bytes: Buffer }[]>(
      `SELECT pg_read_binary_file(${folder} || '/' || file, true) AS bytes FROM pg_ls_dir(${folder}) file`,
    );
    const found = new Set<string>();
    for (const { bytes } of files) if (bytes !== null) search.in(bytes, found);
    return [...found];
  } finally {
    await admin.destroy();
  }
}

const leavesOf = async (node: TestNode) =>
  (await node.query<{ leaf: Buffer }>('SELECT leaf FROM audit_entry ORDER BY entry_id')).map(({ leaf }) => leaf);

/** The Merkle tree head of leaves, straight from RFC 9162 §2.1.1. */
function rootOf(leaves: readonly Uint8Array[]): Buffer {
  const hash = (prefix: number, ...parts: readonly Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat([Buffer.of(prefix), ...parts])).digest(); // prettier-ignore
  if (leaves.length === 1) return hash(0, leaves[0] as Uint8Array);
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return hash(1, rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** Every part that a leaf commits to: read with all keys of the node. */
async function partsOf(node: TestNode) {
  const parts: { type: string; group: Group; status: string; erasure?: { type: string; ground: string } }[] = [];
  for (const bytes of await leavesOf(node)) {
    const leaf = readLeaf(bytes);
    for (const group of Object.keys(leaf.c) as Group[]) {
      const read = await node.base.log.readPart(node.database.sql, leaf.eventId, leaf.type, group);
      const { type } = leaf;
      parts.push({ type, group, status: read.status, ...(read.status === 'erased' ? { erasure: read.erasure } : {}) });
    }
  }
  return parts;
}

describe('a person and an official, after a whole exchange', () => {
  let planted: Planted;
  let before: { leaves: Buffer[] }[];

  async function prepare(): Promise<void> {
    planted = await Planted.exchange();
    before = await Promise.all(
      [planted.asker, planted.answerer].map(async (node) => ({ leaves: await leavesOf(node) })),
    );
  }

  describe('are known', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());

    it('in every column of the manifest that holds personal data, at its time', () => {
      expect([...planted.seen].sort()).toEqual(nodeManifest.personal.map(({ column }) => column).sort());
    });

    it('to the search, where they are readable', async () => {
      for (const text of texts) {
        if (text === KEY || text === official.id) expect((await everywhere(planted.asker)).join('\n')).toContain(text);
        else if (!/Zzyzxquil|ZZCASE/.test(text))
          expect((await everywhere(planted.answerer)).join('\n')).toContain(text);
      }
      expect((await everywhere(planted.asker)).join('\n')).toContain('a digest');
    });

    it('but not from the tables of the exchange once it is over: what they keep is encrypted', async () => {
      const readable = [...(await everywhere(planted.asker))].filter((found) => !/^(a digest|AR-ZQ|zzkey)/.test(found));
      expect(readable).toEqual([]);
      for (const node of [planted.asker, planted.answerer]) {
        const [row] = await node.query('SELECT 1 FROM outbox WHERE body IS NOT NULL OR line IS NOT NULL');
        // the silence stated to JM waits for its turn: it names nobody
        if (row !== undefined) expect(await node.query(`SELECT 1 FROM outbox WHERE body IS NOT NULL AND kind <> 'TIMEOUT'`)).toEqual([]); // prettier-ignore
      }
    });
  });

  describe('are erased by order', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());
    const ground = 'COURT-ORDER';

    it('but not on a ground that is not published, nor by hand on the ground of a rule', async () => {
      const { eraseByOrder, removePerson } = planted.asker.verbs;
      const of = { events: [] };
      for (const wrong of ['BECAUSE', 'RETENTION-ENDED', '']) {
        const code = { code: 'erasure.unknown-ground' };
        await expect(eraseByOrder.run(operator, { of, groups: ['subject'], ground: wrong })).rejects.toMatchObject(
          code,
        );
        expect(() => removePerson.run(operator, person.personId, wrong)).toThrow(
          expect.objectContaining(code) as Error,
        );
      }
    });

    it('not while the exchange is under way, and nothing of it', async () => {
      const { asker, clock } = planted;
      const { requestId } = await asker.verbs.ask.run(official, 'open', { ...input, to: ['BR'] });
      const [open] = await asker.query<{ id: string }>('SELECT question_id AS id FROM question WHERE request_id = $1', [
        requestId,
      ]);
      const order = { of: { events: [open!.id] }, groups: ['subject', 'actor', 'detail'], ground } as const;
      const rows = await asker.rows();
      const refused = { erased: [], underWay: [open!.id], backupsSince: null };
      expect(await asker.verbs.eraseByOrder.run(operator, order)).toEqual(refused);
      await asker.verbs.deliver.run();
      expect(await asker.verbs.eraseByOrder.run(operator, order)).toEqual(refused);
      expect((await asker.rows()).audit_entry).toBe(rows.audit_entry + 1); // SENT
      clock.advance(2 * DAY_MS);
      await asker.verbs.deliver.endOverdue();
      expect((await asker.verbs.eraseByOrder.run(operator, order)).erased).toHaveLength(3);
    });

    it('at the asker: parts, pseudonyms, contents and requests, each with its entry and ground', async () => {
      const { asker } = planted;
      const { eraseByOrder, viewRequest } = asker.verbs;
      const bySubject = { group: 'subject', reference: references.number } as const;
      const about = await eraseByOrder.run(operator, { of: bySubject, groups: ['subject', 'detail'], ground });
      expect(about.underWay).toEqual([]);
      expect(about.erased.map(({ group }) => group)).toEqual([...Array(3)].flatMap(() => ['subject', 'detail']));
      expect(about.backupsSince).toBe(Date.UTC(2026, 10, 22, 12) / 1000);
      // what was asked and answered is gone; that it was asked, and how it ended, is still shown to who asked
      const { questions } = await viewRequest.run(official, planted.requestId);
      expect(questions).toMatchObject([
        { outcome: 'RECORDS', answer: null, promise: { origin: 'log.br.crex.example/audit/1' } },
      ]);

      const byActor = { group: 'actor', reference: references.official } as const;
      const by = await eraseByOrder.run(operator, { of: byActor, groups: ['actor'], ground });
      expect(by.erased).toHaveLength(4); // three questions and a view; the fourth was erased above
      await expect(viewRequest.run(official, planted.requestId)).rejects.toMatchObject({ code: 'ask.not-found' });
      expect(await asker.entries('ERASURE')).toHaveLength(3 + 6 + 4);
      expect(await everywhere(asker)).toEqual([]);
    });

    it('at the answerer: the register, too', async () => {
      const { answerer } = planted;
      const { eraseByOrder, removePerson } = answerer.verbs;
      const [answer] = await answerer.query<{ id: string }>(`SELECT event_id AS id FROM outbox WHERE kind = 'RRS'`);
      const of = { events: [answer!.id, answer!.id] };
      const erased = await eraseByOrder.run(operator, { of, groups: ['subject', 'detail', 'actor'], ground });
      // the record that was sent and the question that asked for it stand in one content each
      expect(erased.erased.map(({ group, rows }) => [group, rows])).toEqual([['subject', 2], ['detail', 0], ['actor', 0]]); // prettier-ignore
      expect(await answerer.query('SELECT 1 FROM inbox WHERE content IS NOT NULL AND kind = $1', ['REQ'])).toEqual([]);

      const removed = await removePerson.run(operator, person.personId, 'RECORD-REMOVED');
      const [sent] = await answerer.query<{ contentDigest: string }>(
        `SELECT content_digest AS "contentDigest" FROM outbox WHERE kind = 'RRS'`,
      );
      const recall = { country: 'AR', eventId: answer!.id, contentDigest: sent!.contentDigest };
      expect(removed).toEqual({ convictions: 1, recallsDue: [recall] });
      expect((await answerer.entries('CORRECTION')).at(-1)).toMatchObject({ action: 'REMOVED' });
      await expect(removePerson.run(operator, person.personId, 'RECORD-REMOVED')).rejects.toMatchObject({
        code: 'register.unknown-person',
      });
      const bySubject = { group: 'subject', reference: references.number } as const;
      await eraseByOrder.run(operator, { of: bySubject, groups: ['subject', 'detail'], ground: 'RECORD-REMOVED' });
      expect(await everywhere(answerer)).toEqual([]);
    });

    it('and with every key of both nodes nothing of them opens any more, but who was told', async () => {
      expect(await planted.columnsNow()).toEqual(['record_recipient.record']);
    });

    it('and every part that told of them is announced as erased; the others still open', async () => {
      const [asked, answered] = [await partsOf(planted.asker), await partsOf(planted.answerer)];
      const about = [...asked, ...answered].filter(({ type }) => /ASK|DISCLOSURE|VIEW|CORRECTION/.test(type));
      for (const part of about.filter(({ type, group }) => !`${type} ${group}`.match(/VIEW detail|CORRECTION actor/))) {
        const by = { type: 'ERASURE', ground: expect.stringMatching(/^(COURT-ORDER|RECORD-REMOVED)$/) as string };
        expect(part).toMatchObject({ status: 'erased', erasure: by });
      }
      const kept = [...asked, ...answered].filter(({ type }) => /ERASURE|IMPORT/.test(type));
      expect(kept.length).toBeGreaterThan(10);
      for (const part of kept) expect(part.status).toBe('open');
    });

    it('while every leaf stays as it was, and with it every proof', async () => {
      for (const [index, node] of [planted.asker, planted.answerer].entries()) {
        const { leaves } = before[index] as { leaves: Buffer[] };
        const now = await leavesOf(node);
        expect(now.slice(0, leaves.length)).toEqual(leaves);
        expect(rootOf(now.slice(0, leaves.length))).toEqual(rootOf(leaves));
        const hashes = await node.query<{ hash: Buffer }>(
          'SELECT leaf_hash AS hash FROM audit_entry ORDER BY entry_id',
        );
        expect(hashes.map(({ hash }) => hash)).toEqual(now.map((leaf) => createHash('sha256').update(Buffer.of(0)).update(leaf).digest())); // prettier-ignore
      }
    });

    it('nothing twice: the same order again finds nothing, and logs nothing', async () => {
      for (const { verbs, rows } of [planted.asker, planted.answerer].map((node) => ({ verbs: node.verbs, rows: () => node.rows() }))) {
        const entries = (await rows()).audit_entry;
        const of = { group: 'subject', reference: references.number } as const;
        const again = await verbs.eraseByOrder.run(operator, { of, groups: ['subject', 'detail'], ground });
        expect(again).toEqual({ erased: [], underWay: [], backupsSince: null });
        expect((await rows()).audit_entry).toBe(entries);
      }
    }); // prettier-ignore

    it('and an old question that comes again is still known, and not answered again', async () => {
      const { answerer } = planted;
      const rows = await answerer.rows();
      await answerer.base.broker.put([planted.envelope]);
      await answerer.receive();
      expect(await answerer.rows()).toEqual(rows);
    });

    it('and backups are named by their day, keys that are gone by what was retired', async () => {
      const { database, log } = planted.answerer.base;
      for (const day of ['yesterday', '2026-13-01', '2026-11-22T00:00:00Z', '']) {
        await expect(new ReportBackup(database).run(day)).rejects.toMatchObject({ code: 'erasure.no-day' });
      }
      const report = await new ReportBackup(database).run('2026-11-24');
      expect(report).toMatchObject({ day: '2026-11-24', kek: { state: 'IN_USE' }, opens: true, periods: [] });
      expect(report.parts).toBeGreaterThan(0);
      expect(report.readable).toContain('request.input_digest');
      const present = new StateKekDestroyed(database, log).run(operator, report.kek.id);
      await expect(present).rejects.toMatchObject({ code: 'erasure.kek-not-retired' });
    });

    it('not who was told of the record, as long as a recall may be due; then that, too', async () => {
      const { answerer, clock } = planted;
      const recipients = new RecordRecipients(answerer.base.log);
      const of = (convictionIds: string[], personId: string = person.personId) =>
        inTransaction(answerer.base.database, (tx) => recipients.of(tx, { personId, convictionIds }));
      expect(await of(['BR:ZZPLANTED:0'])).toMatchObject([{ country: 'AR' }]);
      expect(await of([], 'BR-SOMEBODY')).toEqual([]);
      const [{ until }] = (await answerer.query('SELECT max(kept_until) AS until FROM record_recipient')) as [
        { until: number },
      ];
      expect(until).toBe(Date.UTC(2026, 10, 22, 12) / 1000 + RECALL_SECONDS);
      clock.advance((until - 1) * 1000 - clock.nowMs());
      await answerer.base.log.preparePeriodKeys(answerer.database.sql);
      expect((await answerer.verbs.eraseDue.run({ kind: 'node' })).recipients).toBe(0);
      expect(await of([])).toHaveLength(1);
      clock.advance(1000);
      expect((await answerer.verbs.eraseDue.run({ kind: 'node' })).recipients).toBe(2); // the person, the conviction
      expect(await of([])).toEqual([]);
    });

    it('out of the server’s own files only when the owner compacts the tables', async () => {
      const { asker } = planted;
      const left = await filesOfServer(asker);
      expect(left.join('\n')).toContain(official.id); // rows that were changed lie there until they are overwritten
      const tables = new Set(nodeManifest.personal.map(({ column }) => column.split('.')[0]));
      for (const table of tables) await asker.database.owner.query(`VACUUM FULL ${table}`);
      expect(await filesOfServer(asker)).toEqual([]);
    });
  });

  describe('are erased by rule', () => {
    beforeAll(prepare);
    afterAll(() => planted.close());

    /** The daily run of both nodes. */
    const runBoth = async () => {
      const reports = [];
      for (const { base, database, verbs } of [planted.asker, planted.answerer]) {
        await base.log.preparePeriodKeys(database.sql);
        reports.push(await verbs.eraseDue.run({ kind: 'node' }));
      }
      return reports;
    };

    it('not a day before the retention is over', async () => {
      planted.clock.advance(Date.UTC(2029, 11, 1) - 1000 - planted.clock.nowMs());
      for (const report of await runBoth()) expect(report).toEqual({ erased: [], recipients: 0 });
      expect(await everywhere(planted.asker)).not.toEqual([]);
    });

    it('then by the destruction of their period keys, each with its entry', async () => {
      planted.clock.advance(1000);
      const [asked, answered] = await runBoth();
      expect(asked!.erased.map(({ month, group, rows }) => [month, group, rows])).toEqual(
        expect.arrayContaining([
          ['2026-11', 'subject', expect.any(Number)],
          ['2026-11', 'actor', 3],
          ['2026-11', 'detail', 0],
        ]),
      );
      expect(answered!.erased).toHaveLength(3);
      const entries = await planted.asker.entries('PERIOD_ERASURE');
      expect(entries).toMatchObject(
        ['subject', 'actor', 'detail'].map((group) => ({ month: '2026-11', group, ground: 'RETENTION-ENDED' })),
      );
      for (const report of await runBoth()) expect(report.erased).toEqual([]);
      expect(await everywhere(planted.asker)).toEqual([]);
      expect(await planted.asker.query('SELECT 1 FROM inbox WHERE content IS NOT NULL')).toEqual([]);
    });

    it('so that with every key of both nodes only the register still names them, and who was told', async () => {
      const { personal } = nodeManifest;
      const kept = personal.filter(({ ends }) => ends === 'REGISTER' || ends === 'RECALL');
      expect(await planted.columnsNow()).toEqual(kept.map(({ column }) => column).sort());
    });

    it('all but the register, which has a law of its own', async () => {
      const { answerer } = planted;
      expect(await everywhere(answerer)).not.toEqual([]);
      await answerer.database.owner.query(`DELETE FROM person WHERE person_id = '${person.personId}'`);
      expect(await everywhere(answerer)).toEqual([]);
    });

    it('and no file of theirs is left that the manifest does not name', async () => {
      const patterns = nodeManifest.files.map(({ path }) =>
        path.replace(/^CREX_(STATE|KEYS)_FOLDER\//, '').replace('*', ''),
      );
      for (const node of [planted.asker, planted.answerer]) {
        const written = await writtenBy(node);
        expect(written.map(({ name }) => name).sort()).toEqual(['high-water.json', 'keys/sealing.jwe']);
        for (const { name } of written) expect(patterns.some((each) => name.startsWith(each))).toBe(true);
      }
    });

    it('while every leaf stays, and says which entry erased its parts', async () => {
      for (const [index, node] of [planted.asker, planted.answerer].entries()) {
        const { leaves } = before[index] as { leaves: Buffer[] };
        expect((await leavesOf(node)).slice(0, leaves.length)).toEqual(leaves);
        const parts = (await partsOf(node)).filter(({ type }) => type !== 'PERIOD_ERASURE');
        expect(parts.length).toBeGreaterThan(3);
        for (const part of parts) expect(part).toMatchObject({ status: 'erased', erasure: { type: 'PERIOD_ERASURE' } });
      }
    });
  });
});

it('digests are told as the node tells them', () => {
  expect(digestOf(canonicalJson(person))).toBe(digests.at(-1)?.toString('base64url'));
});
