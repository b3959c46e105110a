// Reads the database of one disclosure log, and proves from the rows alone that it is one tree without a gap that never
// was another: for what people outside saw of it, too. It knows the tables and RFC 9162, and imports no code of ours.
//
//   node test/faults/check-log.mjs <owner's connection string> <vkey> <seen.json>
//
// seen.json: { published: [note], signed: [note], committed: [event], rolledBack: [event] }, what was noted outside: the
// checkpoints in the table and in the signer's folder, and what the writers were told of their transactions.
// Prints one line for each broken rule, `rule id id ...`, and what it looked at; exit code 1 when a rule is broken.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const WIDTH = 256;
const broken = [];

function rule(name, holds, ...ids) {
  if (!holds) broken.push([name, ...ids].join(' '));
}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const groupOf = (rows, key) => Map.groupBy(rows, (row) => String(row[key]));

async function readAll(url, tables) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found = {};
    for (const table of tables) found[table] = (await client.query(`SELECT * FROM ${table}`)).rows;
    return found;
  } finally {
    await client.end();
  }
}

/** Roots of the trees of each size that is asked for. RFC 9162, 2.1.1: subtrees of powers of two, largest first. */
function rootsAt(hashes, sizes) {
  const wanted = new Set(sizes);
  const roots = new Map();
  const stack = []; // { size, hash }
  hashes.forEach((hash, index) => {
    stack.push({ size: 1, hash });
    while (stack.length > 1 && stack.at(-1).size === stack.at(-2).size) {
      const right = stack.pop();
      const left = stack.pop();
      stack.push({ size: 2 * left.size, hash: nodeHash(left.hash, right.hash) });
    }
    if (!wanted.has(index + 1)) return;
    const root = stack.map((each) => each.hash).reduceRight((right, left) => nodeHash(left, right));
    roots.set(index + 1, root.toString('base64'));
  });
  return roots;
}

/** C2SP tlog-tiles: what every tile must hold, `level/index` -> bytes. */
function tilesOf(leafHashes) {
  const tiles = new Map();
  for (let level = 0, hashes = leafHashes; hashes.length > 0; level += 1) {
    const above = [];
    for (let at = 0; at < hashes.length; at += WIDTH) {
      const tile = hashes.slice(at, at + WIDTH);
      tiles.set(`${level}/${at / WIDTH}`, Buffer.concat(tile));
      if (tile.length === WIDTH) above.push(Buffer.from(rootsAt(tile, [WIDTH]).get(WIDTH), 'base64'));
    }
    hashes = above;
  }
  return tiles;
}

/** C2SP signed-note and tlog-checkpoint: undefined when this key has not signed it. */
function openCheckpoint(note, vkey) {
  const [name, , encoded] = vkey.split('+', 2).concat(vkey.slice(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1));
  const key = Buffer.from(encoded, 'base64');
  const keyId = sha256(`${name}\n`, key).subarray(0, 4);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const end = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const isSigned = note
    .slice(end + 1)
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([dash, by]) => dash === '—' && by === name)
    .map(([, , signature]) => Buffer.from(signature, 'base64'))
    .some(
      (bytes) => bytes.subarray(0, 4).equals(keyId) && verify(null, Buffer.from(text), publicKey, bytes.subarray(4)),
    );
  const [origin, size, root] = text.split('\n');
  return isSigned && origin === name ? { size: Number(size), root } : undefined;
}

function checkEntries({ audit_entry: entries, audit_pending: pending, tlog_leaf: leaves }) {
  rule('nothing-waits', pending.length === 0, pending.length);
  const placed = groupOf(leaves, 'entry_id');
  for (const { entry_id: id, leaf, leaf_hash: hash } of entries) {
    rule('leaf-hash-is-of-the-leaf', sha256(Buffer.of(0), leaf).equals(hash), id);
    rule('entry-has-one-place', placed.get(String(id))?.length === 1, id);
  }
}

/** @returns the hashes of the leaves in the order of the tree */
function checkPlaces({ audit_entry: entries, tlog_leaf: leaves, tlog_epoch: epochs }) {
  const byId = groupOf(entries, 'entry_id');
  const ordered = leaves.toSorted((left, right) => Number(left.log_index) - Number(right.log_index));
  ordered.forEach(({ log_index: index }, at) => rule('index-has-no-gap', Number(index) === at, at, index));
  rule('log-has-one-epoch', epochs.length === 1, epochs.length);
  const first = byId.get(String(ordered[0]?.entry_id))?.[0];
  rule('tree-begins-with-its-start', first?.type === 'EPOCH_START' && first.event_id === epochs[0]?.opened_by, first?.event_id); // prettier-ignore
  return ordered.map(({ entry_id: id, log_index: index }) => {
    const [entry] = byId.get(String(id)) ?? [];
    rule('place-has-its-entry', entry !== undefined, index, id);
    return entry === undefined ? Buffer.alloc(32) : sha256(Buffer.of(0), entry.leaf);
  });
}

function checkTree({ tlog_tree: trees, tlog_tile: tiles }, hashes) {
  const [tree] = trees;
  rule('tree-has-every-place', Number(tree?.size) === hashes.length, tree?.size, hashes.length);
  const root = rootsAt(hashes, [hashes.length]).get(hashes.length);
  rule('tree-root-is-of-the-leaves', tree?.root.toString('base64') === root, tree?.size);
  const expected = tilesOf(hashes);
  const found = new Map(tiles.map(({ level, idx, data }) => [`${level}/${idx}`, data]));
  for (const [path, bytes] of expected) rule('tile-is-of-the-leaves', found.get(path)?.equals(bytes) === true, path);
  for (const path of found.keys()) rule('tile-is-one-of-the-tree', expected.has(path), path);
}

/** One history: each checkpoint that anybody ever saw is of the tree that is there now. */
function checkCheckpoints({ tlog_checkpoint: rows, tlog_tree: trees }, hashes, vkey, seen) {
  const kept = new Map(rows.map((row) => [row.note, row]));
  const notes = [...new Set([...rows.map(({ note }) => note), ...seen.published, ...seen.signed])];
  const opened = notes.map((note) => ({ note, said: openCheckpoint(note, vkey) }));
  const roots = rootsAt(hashes, opened.map(({ said }) => said?.size)); // prettier-ignore
  for (const { note, said } of opened) {
    rule('checkpoint-is-signed-by-the-log', said !== undefined, JSON.stringify(note));
    if (said === undefined) continue;
    rule('checkpoint-is-of-this-history', roots.get(said.size) === said.root, said.size);
    const row = kept.get(note);
    if (row === undefined) continue;
    rule('checkpoint-says-its-columns', Number(row.size) === said.size && row.root.toString('base64') === said.root, row.size); // prettier-ignore
  }
  for (const note of seen.published) rule('published-is-kept', kept.has(note), JSON.stringify(note));
  const last = Math.max(...rows.map(({ size }) => Number(size)));
  rule('whole-tree-is-signed', last === Number(trees[0]?.size), last);
}

/** What was disclosed was logged, what was logged was disclosed, and both exactly when the transaction committed. */
function checkDisclosures({ audit_entry: entries, disclosure: disclosed }, { committed, rolledBack }) {
  const logged = new Set(entries.filter(({ type }) => type === 'DISCLOSURE').map((row) => row.event_id));
  const events = new Set(disclosed.map((row) => row.event_id));
  for (const event of events) rule('no-disclosure-without-entry', logged.has(event), event);
  for (const event of logged) rule('no-entry-without-disclosure', events.has(event), event);
  for (const event of committed) rule('committed-is-there', events.has(event) || logged.has(event), event);
  for (const event of rolledBack) rule('rolled-back-left-nothing', !events.has(event) && !logged.has(event), event);
}

const TABLES = ['audit_entry', 'audit_pending', 'tlog_epoch', 'tlog_tree', 'tlog_leaf', 'tlog_tile', 'tlog_checkpoint', 'disclosure']; // prettier-ignore
const [url, vkey, seenFile] = process.argv.slice(2);
const seen = JSON.parse(readFileSync(seenFile, 'utf8'));
const rows = await readAll(url, TABLES);

checkEntries(rows);
const hashes = checkPlaces(rows);
checkTree(rows, hashes);
checkCheckpoints(rows, hashes, vkey, seen);
checkDisclosures(rows, seen);

const counts = { entries: rows.audit_entry.length, disclosures: rows.disclosure.length, checkpoints: rows.tlog_checkpoint.length }; // prettier-ignore
process.stdout.write(`${[...broken, JSON.stringify({ ...counts, broken: broken.length })].join('\n')}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
