import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readLeaf, type EntryType, type Group } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { inTransaction, openDatabase, sqlOf, type Transaction } from '#libs/platform';
import { canonicalJson, openSealed, readEnvelope, type CountryCode, type Opener, type Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { fixedClock, testServerUrl, type FixedClock } from '#libs/testing';
import { ReceivedQuestions } from '../../apps/national-node/src/answer/received-questions.store.js';
import { SavedSearchStore } from '../../apps/national-node/src/searches/saved-search.store.js';
import { ClerkStore } from '../../apps/national-node/src/clerk/clerk.store.js';
import type { AskInput } from '../../apps/national-node/src/ask/ask-input.js';
import type { Official } from '../../apps/national-node/src/context.js';
import { KeptContent } from '../../apps/national-node/src/courier/kept-content.js';
import { nodeManifest } from '../../apps/national-node/src/erasure/manifest.js';
import { caseReferences, officialReference, subjectReferences } from '../../apps/national-node/src/log/references.js';
import { HandOver } from '../../apps/national-node/src/unsent/hand-over.js';
import { logDraft } from '../../apps/national-node/src/unsent/log-draft.js';
import { UnsentStore } from '../../apps/national-node/src/unsent/unsent.store.js';
import { hostileMessage } from '../hostile/hostile-message.js';
import { searchDatabase } from '../hostile/places.js';
import { needlesFor, Search } from '../hostile/search.js';
import { StandInBroker } from '../hostile/stand-in-broker.js';
import { TestNode } from '../hostile/test-node.js';
import { OwnTables } from '../logs/own-tables.js';
import { sampleBodies } from '../vectors/sample-bodies.js';

export const DAY_MS = 24 * 3_600_000;
const SEED = { country: 'BR', seed: '11' } as const;
export const official: Official = {
  kind: 'official',
  id: 'AR-ZQOFFICIAL-4711',
  role: 'prosecutor',
  authority: 'Fiscalía Zzyzxquil de Quirquinchos',
};
export const KEY = 'zzkey-quirquincho-1';

/** A person of Brazil's register whose words stand nowhere else, and the question that finds them. */
export const person: Person & { readonly birthDate: string } = planted();
const number = person.documents[0]?.number ?? '';
export const input: Omit<AskInput, 'to'> = {
  ...{ purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'EXP-ZZCASEÑANDU-77/26', urgency: 'ROUTINE' },
  evidence: { accusedOffences: ['0502'], reason: 'Denuncia de Zzyzxquil' },
  subject: {
    names: person.names,
    birthDate: person.birthDate,
    birthPlace: person.birthPlace,
    documents: person.documents,
  },
};
export const references = {
  ...{ number: subjectReferences(person)[0] ?? '', name: subjectReferences(person)[1] ?? '' },
  ...{ official: officialReference(official.id) },
  cases: [input.caseReference, 'ZZFILE-9931'].flatMap(caseReferences),
};
export const texts = [
  ...['Ximenazz', 'Quetzalcoatlzz', 'Zúñigazzyx', 'Щукинзз', 'Ruibarbozz', '1913-03-09', number],
  ...[person.personId, 'ZZFILE-9931', 'BR:ZZPLANTED:0', official.id, 'Zzyzxquil', 'ZZCASEÑANDU', KEY],
];
/** Digests that somebody could try: of each word, of the question, of the record. */
export const digests = [
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
export const search = new Search(needles);

function planted(): typeof person {
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
    nationalities: ['BR', 'AR'],
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
export class Planted {
  /** Columns of the manifest in which what was planted has been found, at one moment or another. */
  readonly seen = new Set<string>();
  /** Of asker and answerer. */
  readonly logs = new Map<CountryCode, OwnTables>();
  asker!: TestNode;
  answerer!: TestNode;
  requestId!: string;
  /** The envelope of the question to BR, as the broker had it. */
  envelope!: Uint8Array;

  private constructor(
    readonly clock: FixedClock,
    readonly alliance: Alliance,
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
    this.logs.set('AR', await OwnTables.start(alliance, asker, 'AR'));
    this.logs.set('BR', await OwnTables.start(alliance, answerer, 'BR'));
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
    // what comes after waits for its place in the tree
    await this.sign();
    await asker.verbs.viewRequest.run(official, this.requestId);

    await ask(['JM'], `${KEY}-2`);
    await ask(['GY'], `${KEY}-3`);
    await asker.verbs.deliver.run();
    await this.notify();
    clock.advance(2 * DAY_MS);
    await alliance.renew(clock.nowMs());
    await asker.base.directory.refresh();
    await answerer.base.directory.refresh();
    for (const node of [asker, answerer]) await node.verbs.deliver.endOverdue();
    await asker.verbs.closeOverdue.run();
    await this.receiveLate();
    await this.workOnQuestion();
    await this.leaveUnsent();
    await this.look();
  }

  /** What is left when a clerk of BR has worked on the question of AR. */
  private async workOnQuestion(): Promise<void> {
    const { answerer, clock } = this;
    const [row] = await answerer.query<{ id: string }>('SELECT question_id AS id FROM received_question');
    const questionId = row?.id ?? '';
    const clerks = new ClerkStore();
    const now = Math.floor(clock.nowMs() / 1000);
    const decision = { decisionId: randomUUID(), questionId, decidedBy: official.id, decidedAt: now } as const;
    const chosen = {
      choice: 'PERSON',
      personId: person.personId,
      reason: null,
      archives: null,
      fromQueue: 'AMBIGUOUS',
    } as const;
    const comment = { officialId: official.id, saidAt: now, comment: `See file ${input.caseReference}` };
    await inTransaction(answerer.base.database, async (tx) => {
      await new ReceivedQuestions().change(tx, questionId, { assignee: official.id });
      await clerks.decide(tx, { ...decision, ...chosen });
      await clerks.settle(tx, decision.decisionId, 'RETURNED', official.id, now);
      await clerks.comment(tx, { commentId: randomUUID(), questionId, ...comment });
      await new SavedSearchStore('QUEUE').save(tx, official.id, { name: KEY, query: { queue: 'AMBIGUOUS' } }, now);
    });
    await inTransaction(this.asker.base.database, (tx) =>
      new SavedSearchStore('REQUESTS').save(tx, official.id, { name: KEY, query: { show: 'open' } }, now),
    );
  }

  /** What waits for a second person, and what one has approved. */
  private async leaveUnsent(): Promise<void> {
    const { asker, clock } = this;
    const { log, home, database } = asker.base;
    const store = new UnsentStore(log);
    const handOver = new HandOver(store, log, home, 3);
    const ask = async (tx: Transaction, by: Official) => {
      const requestId = randomUUID();
      await store.keepRequest(tx, requestId, 'REQ', by.id, new Date(clock.nowMs()));
      await handOver.run(tx, by, { requestId, kind: 'REQ' }, { ...input, to: ['BR'] });
      return requestId;
    };
    await inTransaction(database, async (tx) => {
      await ask(tx, official);
      const requestId = await ask(tx, { ...official, id: 'AR-OTHER', authority: 'Gendarmería' });
      const approved = { state: 'SUBMITTED', content: null, approvedBy: official.id } as const;
      await store.change(tx, requestId, { ...approved, changedAt: home.nowSeconds() });
      await log.append(sqlOf(tx), [logDraft(official, requestId, 'APPROVED')]);
    });
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

  /** JM notifies a conviction of the person, which is stored with them. */
  private async notify(): Promise<void> {
    const { answerer, alliance, clock, broker } = this;
    const { personId: _, convictions, ...subject } = person;
    const conviction = { ...convictions[0]!, convictingCountry: 'JM' };
    const body = { ...sampleBodies.NOT, convictionId: conviction.id, subject, conviction };
    const plan = { from: 'JM', to: 'BR', kind: 'NOT', number: 1, now: clock.nowMs() / 1000, body } as const;
    broker.box('BR').envelopes = [(await hostileMessage(alliance, plan)).line];
    await answerer.receive();
    await answerer.verbs.deliver.run();
  }

  /** What was recalled reaches the asker, which acknowledges it and erases it like all else. */
  async recall(): Promise<void> {
    const { asker, answerer, alliance, clock } = this;
    await alliance.renew(clock.nowMs());
    for (const node of [asker, answerer]) await node.base.directory.refresh();
    await answerer.verbs.deliver.run();
    await asker.receive();
    await asker.verbs.deliver.run();
    await answerer.receive();
    await asker.receive();
    const recalls = await asker.query<{ id: string }>(`SELECT event_id AS id FROM audit_entry WHERE type = 'RECALL'`);
    const order = { of: { events: recalls.map(({ id }) => id) }, groups: ['subject'], ground: 'COURT-ORDER' } as const;
    await asker.verbs.eraseByOrder.run({ kind: 'operator', id: 'op-1' }, order);
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
        const beside = form === 'period-key' ? (BESIDE[table] ?? '') : '';
        const rows = await node.database.owner.query<Row>(`SELECT ${beside} "${name}" AS value FROM ${table}`);
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
        ...[references.number, `person:${person.personId}`, ...notified].map((each) => log.pseudonym('subject', each)),
        ...[references.official, `authority\0${official.authority}`].map((each) => log.pseudonym('actor', each)),
        ...references.cases.map((each) => log.pseudonym('case', each)),
      ];
      return known.some((each) => (row.value as Buffer).includes(each));
    }
    if (table === 'unsent_request') return says(JSON.stringify(await unsentOf(node, row)));
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

  /** Gives the entries of both logs their places, and signs them. */
  async sign(): Promise<void> {
    for (const log of this.logs.values()) await log.sign();
  }

  async close(): Promise<void> {
    for (const log of this.logs.values()) await log.close();
    await this.asker.close();
    await this.answerer.close();
  }
}

/** Under which words convictions that were notified are known. */
const notified = person.convictions.flatMap(({ id }) => [`notified:${id}`, `foreign:JM:${id}`]);

/** What else of its row a ciphertext is opened by. */
const BESIDE: Readonly<Record<string, string>> = {
  unsent_request: 'request_id, content_key,',
  audit_detail: 'entry_id, "group",',
  outbox: 'message_id, content, content_key,',
  inbox: 'message_id, content, content_key,',
};

type Row = Record<string, unknown> & { readonly value: unknown };

async function contentOf(node: TestNode, row: Row): Promise<unknown> {
  const kept = { content: row['content'] as Uint8Array, content_key: row['content_key'] as number };
  return inTransaction(node.base.database, (tx) =>
    new KeptContent(node.base.log).open(tx, row['message_id'] as string, kept),
  );
}

async function unsentOf(node: TestNode, row: Row): Promise<unknown> {
  const sealed = { ciphertext: row.value as Uint8Array, periodKey: row['content_key'] as number };
  const plain = await node.base.log.openBeside(node.database.sql, sealed, `unsent\0${String(row['request_id'])}`);
  return plain?.toString() ?? '';
}

function says(text: string): boolean {
  const found = new Set<string>();
  search.in(Buffer.from(text), found);
  return found.size > 0;
}

/** Everything of a node: each value of each table, the dump of each row as text, and each file that it wrote. */
export async function everywhere(node: TestNode): Promise<string[]> {
  const found = new Set<string>();
  const values = await searchDatabase(node.database.ownerUrl, search, found);
  if (values < 10) throw new Error('nothing was searched');
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
export async function writtenBy(node: TestNode): Promise<{ name: string; bytes: Buffer }[]> {
  const entries = await readdir(node.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile() && each.name !== 'register.ndjson');
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ name: relative(node.folder, path), bytes: await readFile(path) })));
}

/** The server's own files of this database (not its write-ahead log, which all databases share). */
export async function filesOfServer(node: TestNode): Promise<string[]> {
  const admin = await openDatabase({ url: testServerUrl(), entities: [], poolSize: 1, applicationName: 'files' });
  try {
    const name = new URL(node.database.url).pathname.slice(1);
    await admin.query('CHECKPOINT');
    const folder = `'base/' || (SELECT oid FROM pg_database WHERE datname = '${name}')`;
    const files = await admin.query<{ bytes: Buffer | null }[]>(
      `SELECT pg_read_binary_file(${folder} || '/' || file, true) AS bytes FROM pg_ls_dir(${folder}) file`,
    );
    const found = new Set<string>();
    for (const { bytes } of files) search.in(bytes ?? Buffer.alloc(0), found);
    return [...found];
  } finally {
    await admin.destroy();
  }
}

export const leavesOf = async (node: TestNode) =>
  (await node.query<{ leaf: Buffer }>('SELECT leaf FROM audit_entry ORDER BY entry_id')).map(({ leaf }) => leaf);

/** Every part that a leaf commits to: read with all keys of the node. */
export async function partsOf(node: TestNode) {
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
