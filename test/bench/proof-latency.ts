import {
  checkInclusion,
  emptyRightEdge,
  encodeLeaf,
  frontierOfEdge,
  frontierRoot,
  growTiles,
  openEpoch,
  placeOf,
  proveEntry,
  type RightEdge,
} from '#libs/audit';
import { openDatabase, sqlOf, type Sql } from '#libs/platform';
import { seededRandom } from '../seeded-random.js';
import { ORIGIN, OwnLog } from '../logs/own-log.js';
import { say, sayLoad, sayPercentiles } from './machine.js';

const EPOCH = 1;
/** Entries of one INSERT, and leaf hashes of one step of the tree: whole tiles of level 0 and 1. */
const ROWS_AT_ONCE = 1_000_000;
const HASHES_AT_ONCE = 4 * 65_536;

/**
 * How long the proof of one entry takes in a log of many years, read from the tables: first where the entry stands, then
 * its proof. Each proof is checked against the root.
 */
export async function measureProofs(adminUrl: string, entries: number, proofs: number, seed: number): Promise<void> {
  await using log = await OwnLog.create(adminUrl);
  const owner = await openDatabase({ url: log.urls.ownerUrl, entities: [], poolSize: 1, applicationName: 'bench' });
  try {
    const { size, root } = await buildTree(sqlOf(owner.manager), entries);
    const random = seededRandom(seed);
    const [placing, proving]: [number[], number[]] = [[], []];
    for (let count = 0; count < proofs; count += 1) {
      const [{ event }] = (await owner.query<{ event: string }[]>(
        'SELECT e.event_id AS event FROM tlog_leaf l JOIN audit_entry e USING (entry_id) WHERE l.epoch = $1 AND l.log_index = $2',
        [EPOCH, 1 + random(entries)],
      )) as [{ event: string }];
      const started = performance.now();
      const place = await placeOf(log.sql, event, 'TAKEN');
      const placed = performance.now();
      if (place === undefined) throw new Error('an entry has no place');
      const proved = await proveEntry(log.sql, place, size);
      const ended = performance.now();
      checkInclusion({ ...proved, root });
      placing.push(placed - started);
      proving.push(ended - placed);
    }
    say(`place       ${sayPercentiles(placing, 2)} to find where the entry of an event stands`);
    say(`proof       ${sayPercentiles(proving, 2)} for its inclusion proof, ${size} entries, ${proofs} drawn at random, one at a time (load ${sayLoad()})`); // prettier-ignore
  } finally {
    await owner.destroy();
  }
}

/**
 * Fills the tables as their owner, far faster than the log would: entries by generate_series without the index of
 * events, which is made afterwards; places in one statement without foreign keys; the tree by the leaf hashes in order,
 * 262,144 in each step, tiles with multi-row inserts. What results is what the sequencer would have written.
 */
async function buildTree(owner: Sql, entries: number): Promise<{ size: bigint; root: Uint8Array }> {
  const lap = stopwatch();
  await owner.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`);
  await owner.query('ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_event_id_type_key CASCADE');
  await owner.query('ALTER TABLE tlog_leaf DROP CONSTRAINT tlog_leaf_entry_id_fkey, DROP CONSTRAINT tlog_leaf_epoch_fkey'); // prettier-ignore
  const at = Math.floor(Date.now() / 1000);
  await openEpoch(owner, EPOCH, encodeLeaf({ v: 1, type: 'EPOCH_START', eventId: crypto.randomUUID(), origin: ORIGIN, at, reason: 'new-log', c: {} })); // prettier-ignore
  for (let done = 0; done < entries; done += ROWS_AT_ONCE) {
    await owner.query(
      `INSERT INTO audit_entry (event_id, type, leaf, leaf_hash)
       SELECT i.event, 'TAKEN', i.leaf, sha256('\\x00'::bytea || i.leaf)
       FROM (SELECT event, convert_to(format('{"at":%s,"by":"BR","eventId":"%s","type":"TAKEN"}', $1::bigint, event), 'UTF8') AS leaf
             FROM (SELECT gen_random_uuid() AS event FROM generate_series(1, $2::integer)) e) i`,
      [at, Math.min(ROWS_AT_ONCE, entries - done)],
    );
  }
  lap('entries');
  await owner.query('ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_event_id_type_key UNIQUE (event_id, type)');
  lap('index of events');
  await owner.query(
    `INSERT INTO tlog_leaf (epoch, log_index, entry_id)
     SELECT $1, row_number() OVER (ORDER BY entry_id), entry_id FROM audit_entry WHERE type <> 'EPOCH_START'`,
    [EPOCH],
  );
  lap('places');
  const edge = await growTree(owner);
  const tree = { size: edge.size, root: frontierRoot(frontierOfEdge(edge)) };
  await owner.query('UPDATE tlog_tree SET size = $1, root = $2', [tree.size, tree.root]);
  lap('tiles');
  for (const table of ['audit_entry', 'tlog_leaf', 'tlog_tile']) await owner.query(`VACUUM (ANALYZE) ${table}`);
  lap('vacuum');
  return tree;
}

async function growTree(owner: Sql): Promise<RightEdge> {
  let edge: RightEdge = emptyRightEdge;
  for (let after = 0; ;) {
    const rows = await owner.query<{ entry_id: number; leaf_hash: Uint8Array }>(
      'SELECT entry_id, leaf_hash FROM audit_entry WHERE entry_id > $1 ORDER BY entry_id LIMIT $2',
      [after, HASHES_AT_ONCE],
    );
    if (rows.length === 0) return edge;
    after = rows.at(-1)?.entry_id ?? after;
    const grown = growTiles(
      edge,
      rows.map((row) => row.leaf_hash),
    );
    edge = grown.edge;
    await owner.query(
      `INSERT INTO tlog_tile (epoch, level, idx, data)
       SELECT $1, t.level, t.idx, t.data FROM unnest($2::smallint[], $3::bigint[], $4::bytea[]) AS t (level, idx, data)
       ON CONFLICT (epoch, level, idx) DO UPDATE SET data = excluded.data`,
      [
        EPOCH,
        grown.tiles.map(({ level }) => level),
        grown.tiles.map(({ index }) => index),
        grown.tiles.map(({ hashes }) => Buffer.from(hashes)),
      ],
    );
  }
}

function stopwatch(): (what: string) => void {
  let last = performance.now();
  return (what) => {
    say(`  ${what.padEnd(16)} ${((performance.now() - last) / 1000).toFixed(0)} s`);
    last = performance.now();
  };
}
