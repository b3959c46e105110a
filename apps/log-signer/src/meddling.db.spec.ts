import { randomBytes, randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import {
  checkLogTables,
  cosignatureSigner,
  cosignatureVerifier,
  emptyFrontier,
  extendFrontier,
  frontierRoot,
  hashesOf,
  formatVerifierKey,
  integratePending,
  latestCheckpoint,
  openCheckpoint,
  openLog,
  readNote,
  rootFromTiles,
  signatureLines,
  signatureOf,
  storeCosignature,
  tableTiles,
  tilesOf,
  type AuditLog,
  type CosignatureVerifier,
  type NewEntry,
} from '#libs/audit';
import { systemClock } from '#libs/platform';
import { generateEd25519KeyPair, metadataSigner } from '#libs/pki';
import { CrexError, isCrexError, nowSeconds } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { logKey } from './log-key.js';
import { COLUMNS, type Noticed } from './meddled-columns.jest.js';
import { SignerDatabase } from './signer-database.jest.js';

const first = 'log.br.crex.example/audit/1';
const origin = 'log.br.crex.example/audit/2';
const DAY_MS = 86_400_000;
/** One entry of the log is a month older than its row. */
const CLOCK_SECONDS = 100 * 86_400;

/** What another country finds; its own codes are its node's. */
function seenFault(what: string): CrexError {
  return new CrexError(what, 'what is published is not what was seen');
}

describe('whoever owns the database and changes a column of the log is noticed', () => {
  let place: SignerDatabase;
  let restore: () => Promise<void>;
  /** Leaf hashes that others were promised; the last one is of an entry that still waits. */
  const promised: string[] = [];
  let seen: { size: bigint; root: Uint8Array };
  let witness: CosignatureVerifier;
  const key = () => logKey(origin, metadataSigner(place.pair.privateKey));

  function disclosure(reference: string): NewEntry {
    const digest = () => randomBytes(32).toString('base64url');
    const codes = { purpose: 'C2', legalBasis: 'SAN-LUIS-1996' };
    const digests = { requestDigest: digest(), bodyDigest: digest(), policyDigest: digest() };
    return {
      eventId: randomUUID(),
      entry: { type: 'DISCLOSURE', from: 'BR', to: 'AR', outcome: 'RECORDS', ...codes, ...digests },
      ...{ subject: { reference }, actor: { role: 'matching', id: `clerk of ${reference}` } },
      detail: { records: 2, file: `file of ${reference}` },
      findBy: { subject: [reference], actor: [`clerk of ${reference}`], case: [`file of ${reference}`] },
    };
  }

  const appendToday = async (...references: string[]): Promise<string[]> => {
    const entries = await place.database.transaction((tx) => place.log.append(tx, references.map(disclosure)));
    return entries.map(({ leafHash }) => leafHash);
  };

  beforeAll(async () => {
    place = await SignerDatabase.create();
    const { sql } = place.database;
    // an entry of last month, whose detail parts are lawfully erased
    const before = openLog({ origin: first, clock: fixedClock(Date.now() - 32 * DAY_MS), ...place.keys });
    await before.preparePeriodKeys(sql);
    await place.database.transaction((tx) => before.append(tx, [disclosure('old')]));
    promised.push(...(await appendToday('A', 'B')));
    const month = new Date(Date.now() - 32 * DAY_MS).toISOString().slice(0, 7);
    const order = { group: 'detail', ground: 'RETENTION', actor: { role: 'registrar' } } as const;
    await place.database.transaction((tx) => place.log.erasePeriod(tx, month, order));
    await place.round();
    await place.openEpoch('yearly');
    await place.append(150);
    await place.round({ logOrigin: origin });
    await place.append(150);
    promised.push(...(await appendToday('C')));
    await place.round({ logOrigin: origin });

    const pair = metadataSigner((await generateEd25519KeyPair()).privateKey);
    const name = 'witness.ar.crex.example/w1';
    witness = cosignatureVerifier(formatVerifierKey(name, 'cosignature', pair.publicKey));
    const stored = await latestCheckpoint(sql, 2);
    seen = openCheckpoint(stored!.note, key().verifier, []);
    const time = nowSeconds(systemClock);
    const line = signatureLines([await signatureOf(readNote(stored!.note).text, cosignatureSigner(name, pair, time))]);
    await storeCosignature(sql, { epoch: 2, size: stored!.size }, { witness: name, time, line });
    promised.push(...(await appendToday('D')));
    const backup = await place.backup();
    await cp(place.state, `${place.state}-kept`, { recursive: true });
    restore = async () => {
      await backup.restore();
      await rm(place.state, { recursive: true });
      await cp(`${place.state}-kept`, place.state, { recursive: true });
    };
  });
  afterAll(() => place.close());

  const codeOf = async (work: () => Promise<unknown>): Promise<string | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (isCrexError(error)) return error.code;
      throw error;
    }
  };

  async function check(): Promise<string[]> {
    const verifierOf = (of: string) => logKey(of, metadataSigner(place.pair.privateKey)).verifier;
    const options = { now: nowSeconds(systemClock), verifierOf, witnesses: [witness], clockSeconds: CLOCK_SECONDS };
    const { faults } = await place.database.transaction((tx) => checkLogTables(tx, options));
    return [...new Set(faults.map(({ code }) => code))].sort();
  }

  async function sequencer(): Promise<string | undefined> {
    return place.withSigner(
      ({ database }) =>
        codeOf(() =>
          database
            .transaction(async (tx) => {
              await integratePending(tx, 2);
              throw new Error('not for good');
            })
            .catch((error: unknown) => {
              if ((error as Error).message !== 'not for good') throw error;
            }),
        ),
      { logOrigin: origin },
    );
  }

  /** As after a restart: no key is known yet. */
  const freshLog = (): AuditLog => openLog({ origin: first, clock: systemClock, ...place.keys });

  async function parts(): Promise<string[]> {
    const log = freshLog();
    const { sql } = place.database;
    const events = await sql.query<{ id: string }>(`SELECT event_id AS id FROM audit_entry WHERE type = 'DISCLOSURE'`);
    const found = new Set<string>();
    for (const { id } of events) {
      for (const group of ['subject', 'actor', 'detail'] as const) {
        const code = await codeOf(() => log.readPart(sql, id, 'DISCLOSURE', group));
        if (code !== undefined) found.add(code);
      }
    }
    return [...found].sort();
  }

  /** Each entry must be found by the references in its parts, and by no others. */
  async function search(): Promise<string[]> {
    const log = freshLog();
    const { sql } = place.database;
    const wrong: string[] = [];
    for (const reference of ['A', 'B', 'C', 'D', 'old']) {
      for (const [kind, of, group, field] of [
        ['subject', reference, 'subject', 'reference'],
        ['actor', `clerk of ${reference}`, 'actor', 'id'],
        ['case', `file of ${reference}`, 'detail', 'file'],
      ] as const) {
        if (reference === 'old' && kind === 'case') continue; // erased with the month
        const found = await log.entriesFoundBy(sql, kind, of);
        const read = found.map(async ({ leaf }) => log.readPart(sql, leaf.eventId, 'DISCLOSURE', group));
        const values = (await Promise.allSettled(read)).map((each) =>
          each.status === 'fulfilled' && each.value.status === 'open' ? each.value.value : undefined,
        );
        if (!values.some((value) => value?.[field] === of)) wrong.push('not-found');
        if (values.length > 1) wrong.push('found-too-much');
      }
    }
    return [...new Set(wrong)].sort();
  }

  /** What the node publishes: the last checkpoint, and the tiles. */
  async function published(): Promise<string | undefined> {
    const { sql } = place.database;
    const stored = await latestCheckpoint(sql, 2);
    if (stored === undefined) return 'no-checkpoint';
    return codeOf(async () => {
      const opened = openCheckpoint(stored.note, key().verifier, []);
      const tiles = tableTiles(sql, 2);
      const same = (left: Uint8Array, right: Uint8Array) => Buffer.from(left).equals(right);
      if (opened.size < seen.size) throw seenFault('smaller');
      const isSame = same(await rootFromTiles(tiles, seen.size), seen.root);
      if (!isSame || !same(await rootFromTiles(tiles, opened.size), opened.root)) throw seenFault('other-tree');
    });
  }

  /** All hashes of level 0 give the root of the last checkpoint, and the promised ones are among them. */
  async function followed(isClosed: boolean): Promise<string | undefined> {
    const { sql } = place.database;
    const stored = await latestCheckpoint(sql, 2);
    if (stored === undefined) return 'no-checkpoint';
    return codeOf(async () => {
      const { size, root } = openCheckpoint(stored.note, key().verifier, []);
      const reader = tableTiles(sql, 2);
      const tiles = [...tilesOf(size)].filter(({ level }) => level === 0);
      const hashes: Uint8Array[] = [];
      for (const { level, index, width } of tiles) hashes.push(...hashesOf(await reader.tile(level, index, width)));
      if (!Buffer.from(frontierRoot(extendFrontier(emptyFrontier, hashes))).equals(root)) throw seenFault('other-tree');
      const known = new Set(hashes.map((hash) => Buffer.from(hash).toString('base64url')));
      const due = promised.slice(2, isClosed ? -1 : undefined); // the first two are of epoch 1
      if (!due.every((hash) => known.has(hash))) throw seenFault('promise-broken');
    });
  }

  async function whoNotices(): Promise<Noticed> {
    const before = {
      ...{ check: await check(), sequencer: await sequencer(), parts: await parts(), search: await search() },
      witness: await published(),
    };
    const signer = await codeOf(() => place.round({ logOrigin: origin })); // goes on if it notices nothing
    const found = { ...before, signer, asker: await followed(signer !== undefined) };
    return Object.fromEntries(
      Object.entries(found).filter(([, what]) => (Array.isArray(what) ? what.length > 0 : what !== undefined)),
    );
  }

  it('and nobody cries when nothing was changed', async () => {
    expect(await whoNotices()).toEqual({});
    await restore();
  });

  it.each(Object.keys(COLUMNS))('%s', async (column) => {
    const { change, noticed } = COLUMNS[column]!;
    await place.meddle(...change);
    try {
      expect(await whoNotices()).toEqual(noticed);
    } finally {
      await restore();
    }
  });

  it('each column of each table of the log, none left out', async () => {
    const columns = await place.database.owner.query<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relkind = 'r' AND c.relname ~ '^(audit|tlog)_' AND a.attnum > 0 AND NOT a.attisdropped`,
    );
    const tried = Object.keys(COLUMNS).map((each) => each.split(' ')[0]);
    expect(columns.map(({ name }) => name).filter((name) => !tried.includes(name))).toEqual([]);
  });
});
