import { randomBytes } from 'node:crypto';
import { readNote, rootFromTiles, tilePath } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { BROKER, type CountryCode, type MemberId } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { TestBroker, type Answer, type MemberClient } from '../../../../test/broker/test-broker.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { brokerMigrations } from '../migrations.js';
import { ShelfStore } from './shelf.store.js';

const TILE = 'application/octet-stream';
const NOTE = 'text/plain';
let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
let ar: MemberClient;
let br: MemberClient;

beforeAll(async () => {
  database = await createTestDatabase({ migrations: brokerMigrations });
  // AR's log is witnessed by five of these, BB among them and DO not
  const members = ['AR', 'BB', 'BR', 'BS', 'BZ', 'CL', 'CR', 'DO'] as const;
  alliance = await Alliance.create({ env: 'test', members, suspended: ['DO'], nowMs: Date.now() });
  broker = await TestBroker.start({ alliance, databaseUrl: database.url, settings: { CREX_MAX_TILES_PER_LOG: '3' } });
  ar = broker.client('AR');
  br = broker.client('BR');
});
afterAll(async () => {
  await broker.close();
  await database.close();
});

/** A log that nobody else in this file touches: AR gets a new epoch. */
let epoch = 1;
async function newLog(): Promise<TestLog> {
  epoch += 1;
  const origin = `log.ar.crex.example/audit/${epoch}`;
  const { log } = alliance.entry('AR');
  const next = new TestLog(alliance, 'AR', origin);
  await broker.govern({ AR: { log: { ...log, origin, vkey: next.vkey } } });
  return next;
}

const putTile = (log: TestLog, path: string, hashes: Uint8Array, client = ar) =>
  client.call('PUT', log.path(path), { body: Buffer.from(hashes), type: TILE });
const putNote = (log: TestLog, note: string, client = ar) =>
  client.call('PUT', log.path('checkpoint'), { body: Buffer.from(note), type: NOTE });
const cosign = (log: TestLog, line: string, client: MemberClient) =>
  client.call('POST', log.path('cosignature'), { body: Buffer.from(line), type: NOTE });
const now = () => Math.floor(broker.clock.nowMs() / 1000);

function problemOf({ status, headers, body }: Answer): [number, string] {
  expect(headers['content-type']).toBe('application/problem+json');
  return [status, (JSON.parse(body.toString()) as { code: string }).code];
}

/** Everything that the shelf holds of a log. */
async function rowsOf({ origin }: TestLog) {
  const tables = ['shelf_tile', 'shelf_checkpoint', 'shelf_cosignature', 'shelf_contradiction'];
  const counts = tables.map((table) =>
    database.sql.query<{ count: number }>(`SELECT count(*) FROM ${table} WHERE origin = $1`, [origin]),
  );
  return (await Promise.all(counts)).map(([row]) => row?.count);
}

describe('a log on the shelf', () => {
  let log: TestLog;
  beforeAll(async () => {
    log = (await newLog()).append(300);
    expect(await log.upload(ar)).toBe(204);
  });

  it('is read by every member, tile by tile, for ever', async () => {
    for (const client of [ar, br, broker.client('DO')]) {
      const tile = await client.call('GET', log.path('tile/0/000'));
      expect([tile.status, tile.headers['content-type']]).toEqual([200, TILE]);
      expect(tile.headers['cache-control']).toBe('private, max-age=31536000, immutable');
      expect(tile.body).toEqual(Buffer.from(await log.tile(0, 0n, 256)));
    }
  });

  it('gives a partial tile in every width that it has had', async () => {
    const partial = await ar.call('GET', log.path('tile/0/001.p/44'));
    expect(partial.body).toEqual(Buffer.from(await log.tile(0, 1n, 44)));
    expect((await ar.call('GET', log.path('tile/0/001.p/1'))).body).toEqual(partial.body.subarray(0, 32));
    expect((await ar.call('GET', log.path('tile/1/000.p/1'))).body).toHaveLength(32);
  });

  it('gives its newest checkpoint, from which a reader computes nothing else than from the tiles', async () => {
    const answer = await br.call('GET', log.path('checkpoint'));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(answer.headers['cache-control']).toBe('private, max-age=1');
    expect(answer.body.toString()).toBe(await log.checkpoint());
    const reader = {
      tile: async (level: number, index: bigint, width: number) =>
        (await br.call('GET', log.path(tilePath(level, index, width)))).body,
    };
    const root = Buffer.from(await rootFromTiles(reader, 300n)).toString('base64');
    expect(readNote(answer.body).text).toBe(`${log.origin}\n300\n${root}\n`);
  });

  it('gives the newest checkpoints, the newest first, sixteen at most', async () => {
    const many = (await newLog()).append(1);
    for (let size = 1n; size <= 18n; size++) {
      expect(await many.upload(ar, size)).toBe(204);
      many.append(1);
    }
    const { body } = await ar.call('GET', many.path('checkpoints'));
    const { checkpoints } = JSON.parse(body.toString()) as { checkpoints: string[] };
    expect(checkpoints.map((note) => note.split('\n')[1])).toEqual(Array.from({ length: 16 }, (_, at) => `${18 - at}`));
  });

  it.each(['tile/0/001.p/45', 'tile/0/001', 'tile/0/002', 'tile/1/000.p/2', 'tile/2/000.p/1', 'tile/0/x999/999'])(
    'has no %s',
    async (path) => {
      expect(problemOf(await ar.call('GET', log.path(path)))).toEqual([404, 'logs.not-found']);
    },
  );

  it('gives entries to nobody, its owner included', async () => {
    for (const path of ['tile/entries/000', 'tile/entries/001.p/44'])
      expect(problemOf(await ar.call('GET', log.path(path)))).toEqual([403, 'logs.no-entries']);
    for (const path of ['cosignature', 'entries/0', ''])
      expect(problemOf(await ar.call('GET', log.path(path)))).toEqual([404, 'logs.not-found']);
  });

  it('that nobody has is not there', async () => {
    for (const path of ['checkpoint', 'tile/0/000'])
      expect(problemOf(await ar.call('GET', `/logs/log.zz.example/1/${path}`))).toEqual([404, 'logs.not-found']);
    const { status, body } = await ar.call('GET', '/logs/log.zz.example/1/checkpoints');
    expect([status, body.toString()]).toEqual([200, '{"checkpoints":[]}']);
  });

  it('stays when its epoch is over, and takes nothing any more', async () => {
    await newLog();
    expect((await br.call('GET', log.path('checkpoint'))).status).toBe(200);
    expect(problemOf(await putNote(log, await log.checkpoint()))).toEqual([404, 'logs.unknown-log']);
    expect(problemOf(await putTile(log, 'tile/0/001.p/44', await log.tile(0, 1n, 44)))).toEqual([
      ...([404, 'logs.unknown-log'] as const),
    ]);
    const line = await log.cosignature('BB', await log.checkpoint(), now());
    expect(problemOf(await cosign(log, line, broker.client('BB')))).toEqual([404, 'logs.unknown-log']);
  });
});

describe('a tile', () => {
  it('is taken again without a change, narrower too, and grows', async () => {
    const log = (await newLog()).append(3);
    const put = async (width: number) =>
      (await putTile(log, `tile/0/000.p/${width}`, await log.tile(0, 0n, width))).status;
    expect([await put(3), await put(3), await put(2)]).toEqual([204, 204, 204]);
    log.append(2);
    expect(await put(5)).toBe(204);
    expect((await ar.call('GET', log.path('tile/0/000.p/5'))).body).toEqual(Buffer.from(await log.tile(0, 0n, 5)));
  });

  it('never changes, not even one that no checkpoint covers; who tries is alarmed about', async () => {
    const log = (await newLog()).append(256);
    const fork = new TestLog(alliance, 'AR', log.origin).append(255).append(1, 'other');
    await putTile(log, 'tile/0/000.p/9', await log.tile(0, 0n, 9));
    expect((await putTile(log, 'tile/0/000', await log.tile(0, 0n, 256))).status).toBe(204);
    const before = await broker.metric('crex_broker_log_alarms_total');
    expect(problemOf(await putTile(log, 'tile/0/000', await fork.tile(0, 0n, 256)))).toEqual([
      409,
      'logs.tile-differs',
    ]);
    expect((await ar.call('GET', log.path('tile/0/000'))).body).toEqual(Buffer.from(await log.tile(0, 0n, 256)));
    expect(await broker.metric('crex_broker_log_alarms_total')).toBe((Number.isNaN(before) ? 0 : before) + 1);
    const line = broker.log.find((each) => each.includes('a log contradicts itself'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ alarm: 'tile-differs', origin: log.origin, place: 'tile/0/000' });
  });

  it('of another member is refused, the broker’s own log included', async () => {
    const log = (await newLog()).append(1);
    const hashes = await log.tile(0, 0n, 1);
    expect(problemOf(await putTile(log, 'tile/0/000.p/1', hashes, br))).toEqual([403, 'logs.not-owner']);
    const own = new TestLog(alliance, BROKER);
    expect(problemOf(await putTile(own, 'tile/0/000.p/1', hashes))).toEqual([403, 'logs.not-owner']);
    expect(await rowsOf(log)).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['with fewer hashes than its path says', 'tile/0/000.p/2', 32, 400, 'logs.malformed-tile'],
    ['with a part of a hash', 'tile/0/000.p/1', 33, 400, 'logs.malformed-tile'],
    ['whose predecessor is not there', 'tile/0/001.p/1', 32, 409, 'logs.gap'],
    ['too far ahead of the checkpoints', 'tile/0/x065/537.p/1', 32, 409, 'logs.gap'],
    ['above a tile that is not there', 'tile/1/000.p/1', 32, 409, 'logs.wrong-hash'],
    ['of a bundle of entries', 'tile/entries/000.p/1', 32, 403, 'logs.no-entries'],
    ['at a path that is none', 'tile/0/0', 32, 404, 'logs.not-found'],
    ['larger than any', 'tile/0/000', 16 * 1024 + 1, 413, 'platform.too-large'],
  ])('%s is refused', async (_, path, bytes, status, code) => {
    const log = await newLog();
    expect(problemOf(await putTile(log, path, randomBytes(bytes)))).toEqual([status, code]);
    expect(await rowsOf(log)).toEqual([0, 0, 0, 0]);
  });

  it('under another content type is refused', async () => {
    const log = (await newLog()).append(1);
    const body = Buffer.from(await log.tile(0, 0n, 1));
    for (const type of [NOTE, 'application/json', 'application/crex-messages+jsonl']) {
      const answer = await ar.call('PUT', log.path('tile/0/000.p/1'), { body, type });
      expect(answer.status).toBe(type === 'application/json' ? 400 : 415);
    }
    expect(await rowsOf(log)).toEqual([0, 0, 0, 0]);
  });

  it('above level 0 holds the hashes of the tiles below it, or is refused', async () => {
    const log = (await newLog()).append(512);
    for (const index of [0n, 1n]) await putTile(log, tilePath(0, index, 256), await log.tile(0, index, 256));
    const [first, second] = [await log.tile(1, 0n, 1), (await log.tile(1, 0n, 2)).subarray(32)];
    expect((await putTile(log, 'tile/1/000.p/1', first)).status).toBe(204);
    const wrong = Buffer.concat([first, first]);
    expect(problemOf(await putTile(log, 'tile/1/000.p/2', wrong))).toEqual([409, 'logs.wrong-hash']);
    expect((await putTile(log, 'tile/1/000.p/2', Buffer.concat([first, second]))).status).toBe(204);
  });

  it('beyond the room of one log is refused', async () => {
    const log = (await newLog()).append(769); // three tiles, as the operator says
    expect(await log.upload(ar, 768n)).toBe(204);
    expect(problemOf(await putTile(log, 'tile/0/003.p/1', await log.tile(0, 3n, 1)))).toEqual([507, 'logs.full']);
  });

  it('far ahead of all checkpoints is refused', async () => {
    const log = await newLog();
    const last = 65_536n;
    await database.owner.query('INSERT INTO shelf_tile VALUES ($1, 0, $2, $3)', [
      ...[log.origin, last.toString(), randomBytes(8192)],
    ]);
    const next = await putTile(log, tilePath(0, last + 1n, 1), randomBytes(32));
    expect(problemOf(next)).toEqual([409, 'logs.too-far-ahead']);
  });
});

describe('a checkpoint', () => {
  it('is taken again without a change; of its signatures the log’s own stays', async () => {
    const log = (await newLog()).append(2);
    expect(await log.upload(ar)).toBe(204);
    const note = await log.checkpoint();
    const cosigned = note + (await log.cosignature('BB', note, now()));
    expect([(await putNote(log, note)).status, (await putNote(log, cosigned)).status]).toEqual([204, 204]);
    expect((await ar.call('GET', log.path('checkpoint'))).body.toString()).toBe(note);
    expect(await rowsOf(log)).toEqual([1, 1, 0, 0]);
  });

  it('of no leaves may come first', async () => {
    const log = await newLog();
    expect((await putNote(log, await log.checkpoint(0n))).status).toBe(204);
    log.append(1);
    expect(await log.upload(ar)).toBe(204);
  });

  it('with another root for the same size is refused, kept as evidence and alarmed about', async () => {
    const log = (await newLog()).append(5);
    expect(await log.upload(ar)).toBe(204);
    const fork = await new TestLog(alliance, 'AR', log.origin).append(4).append(1, 'other').checkpoint();
    expect(problemOf(await putNote(log, fork))).toEqual([409, 'logs.contradiction']);
    expect(problemOf(await putNote(log, fork))).toEqual([409, 'logs.contradiction']);
    const [kept] = await database.sql.query('SELECT size, note FROM shelf_contradiction WHERE origin = $1', [
      log.origin,
    ]);
    expect(kept).toEqual({ size: 5, note: fork });
    const shelf = new ShelfStore(database.dataSource);
    const evidence = (await shelf.contradictions(shelf.sql)).find(({ origin }) => origin === log.origin);
    expect(evidence).toMatchObject({ size: '5', refused: fork, accepted: await log.checkpoint() });
    expect((await ar.call('GET', log.path('checkpoint'))).body.toString()).toBe(await log.checkpoint());
    expect(broker.log.some((line) => line.includes('"contradiction"') && line.includes(log.origin))).toBe(true);
    expect(await broker.metric('crex_broker_log_contradictions')).toBeGreaterThanOrEqual(1);
  });

  it('of an older size that was never stated is evidence too when the tiles say otherwise', async () => {
    const log = (await newLog()).append(5);
    expect(await log.upload(ar)).toBe(204);
    const fork = await new TestLog(alliance, 'AR', log.origin).append(3, 'other').checkpoint();
    expect(problemOf(await putNote(log, fork))).toEqual([409, 'logs.contradiction']);
    expect(await rowsOf(log)).toEqual([1, 1, 0, 1]);
  });

  it('whose root is not that of its tiles is refused and kept', async () => {
    const log = (await newLog()).append(5);
    expect((await putTile(log, 'tile/0/000.p/5', await log.tile(0, 0n, 5))).status).toBe(204);
    const fork = await new TestLog(alliance, 'AR', log.origin).append(5, 'other').checkpoint();
    expect(problemOf(await putNote(log, fork))).toEqual([409, 'logs.wrong-root']);
    expect(await rowsOf(log)).toEqual([1, 0, 0, 1]);
  });

  it('of a smaller tree than the newest is refused', async () => {
    const log = (await newLog()).append(5);
    expect(await log.upload(ar)).toBe(204);
    expect(problemOf(await putNote(log, await log.checkpoint(4n)))).toEqual([409, 'logs.size-falls']);
    expect(await rowsOf(log)).toEqual([1, 1, 0, 0]);
  });

  it('before all its tiles are there is refused', async () => {
    const log = (await newLog()).append(300);
    const refused = async () => problemOf(await putNote(log, await log.checkpoint()));
    expect(await refused()).toEqual([409, 'logs.tiles-missing']);
    await putTile(log, 'tile/0/000', await log.tile(0, 0n, 256));
    await putTile(log, 'tile/0/001.p/43', await log.tile(0, 1n, 43));
    expect(await refused()).toEqual([409, 'logs.tiles-missing']);
    await putTile(log, 'tile/0/001.p/44', await log.tile(0, 1n, 44));
    expect(await refused()).toEqual([409, 'logs.tiles-missing']);
    await putTile(log, 'tile/1/000.p/1', await log.tile(1, 0n, 1));
    expect((await putNote(log, await log.checkpoint())).status).toBe(204);
  });

  it.each<[string, (log: TestLog) => Promise<string>, number, string]>([
    ['that is none', () => Promise.resolve('hello\n'), 400, 'audit.malformed-note'],
    ['without a signature', (log) => Promise.resolve(`${log.origin}\n0\n`), 400, 'audit.malformed-note'],
    ['of another log of the same key', () => new TestLog(alliance, 'AR').checkpoint(), 400, 'audit.unsigned-note'],
    ['of another member', () => new TestLog(alliance, 'BR').checkpoint(), 400, 'audit.unsigned-note'],
    ['that another key has signed', (log) => signedBy('BR', log), 400, 'audit.unsigned-note'],
    ['whose signature does not hold', async (log) => bent(await log.checkpoint()), 400, 'audit.wrong-signature'],
    ['that is signed twice', async (log) => twice(await log.checkpoint()), 400, 'audit.repeated-signature'],
  ])('%s is refused', async (_, note, status, code) => {
    const log = (await newLog()).append(1);
    await putTile(log, 'tile/0/000.p/1', await log.tile(0, 0n, 1));
    expect(problemOf(await putNote(log, await note(log)))).toEqual([status, code]);
    expect(await rowsOf(log)).toEqual([1, 0, 0, 0]);
  });

  it('from another member than the owner is refused', async () => {
    const log = (await newLog()).append(1);
    await putTile(log, 'tile/0/000.p/1', await log.tile(0, 0n, 1));
    expect(problemOf(await putNote(log, await log.checkpoint(), br))).toEqual([403, 'logs.not-owner']);
  });

  it('at a path that takes none is refused', async () => {
    const log = await newLog();
    const options = { body: Buffer.from(await log.checkpoint()), type: NOTE };
    for (const path of ['cosignature', 'checkpoints', 'x'])
      expect(problemOf(await ar.call('PUT', log.path(path), options))).toEqual([404, 'logs.not-found']);
    expect(problemOf(await ar.call('POST', log.path('checkpoint'), options))).toEqual([404, 'logs.not-found']);
  });
});

/** The log's text under the name of its key, but with the key of another member. */
async function signedBy(member: MemberId, log: TestLog): Promise<string> {
  return new TestLog(alliance, member, log.origin).append(1).checkpoint();
}

function bent(note: string): string {
  const [origin, size, root = '', ...rest] = note.split('\n');
  return [origin, size, Buffer.from(root, 'base64').fill(7).toString('base64'), ...rest].join('\n');
}

function twice(note: string): string {
  return note + note.slice(note.indexOf('\n\n') + 2);
}

describe('a cosignature', () => {
  let log: TestLog;
  let note: string;
  let bb: MemberClient;
  beforeAll(async () => {
    bb = broker.client('BB');
    log = (await newLog()).append(3);
    expect(await log.upload(ar)).toBe(204);
    note = await log.checkpoint();
  });

  it('of an assigned witness is handed out with its checkpoint from then on, to be verified by anybody', async () => {
    const time = now();
    const lines = [await log.cosignature('BB', note, time), await log.cosignature('BR', note, time)];
    expect((await cosign(log, lines[0] ?? '', bb)).status).toBe(204);
    expect((await cosign(log, lines[1] ?? '', br)).status).toBe(204);
    expect((await ar.call('GET', log.path('checkpoint'))).body.toString()).toBe(note + lines.join(''));
  });

  it('is renewed while the tree stays, and never replaced by an older one', async () => {
    const line = (seconds: number) => log.cosignature('BB', note, now() + seconds);
    const [older, newer] = [await line(10), await line(20)];
    for (const each of [newer, older]) expect((await cosign(log, each, bb)).status).toBe(204);
    const served = (await ar.call('GET', log.path('checkpoint'))).body.toString();
    expect([served.includes(newer), served.includes(older)]).toEqual([true, false]);
  });

  it.each<[string, () => Promise<string>, CountryCode, number, string]>([
    [
      'of a member that is no witness of this log',
      () => log.cosignature('DO', note, now()),
      'DO',
      403,
      'logs.not-witness',
    ],
    ['of the owner itself', () => log.cosignature('AR', note, now()), 'AR', 403, 'logs.not-witness'],
    ['that another witness made', () => log.cosignature('BR', note, now()), 'BB', 400, 'logs.other-witness'],
    ['for a checkpoint that the log did not state', () => forked('BB'), 'BB', 409, 'logs.unknown-checkpoint'],
    ['from the future', () => log.cosignature('BB', note, now() + 90), 'BB', 400, 'logs.from-future'],
    ['that is none', () => Promise.resolve('hello\n'), 'BB', 400, 'audit.malformed-note'],
    [
      'without its newline',
      async () => (await log.cosignature('BB', note, 1)).trim(),
      'BB',
      400,
      'audit.malformed-note',
    ],
    ['beside another', async () => (await log.cosignature('BB', note, 1)).repeat(2), 'BB', 400, 'audit.malformed-note'],
  ])('%s is refused', async (_, line, by, status, code) => {
    const before = await rowsOf(log);
    expect(problemOf(await cosign(log, await line(), broker.client(by)))).toEqual([status, code]);
    expect(await rowsOf(log)).toEqual(before);
  });

  it('may come for one of the newest checkpoints after the next has come', async () => {
    const growing = (await newLog()).append(1);
    const notes: string[] = [];
    for (let count = 0; count < 17; count++) {
      expect(await growing.upload(ar)).toBe(204);
      notes.push(await growing.checkpoint());
      growing.append(1);
    }
    const [oldest = '', second = ''] = notes;
    expect((await cosign(growing, await growing.cosignature('BB', second, now()), bb)).status).toBe(204);
    expect(problemOf(await cosign(growing, await growing.cosignature('BB', oldest, now()), bb))).toEqual([
      ...([409, 'logs.unknown-checkpoint'] as const),
    ]);
  });

  async function forked(witness: MemberId): Promise<string> {
    const fork = await new TestLog(alliance, 'AR', log.origin).append(3, 'other').checkpoint();
    return log.cosignature(witness, fork, now());
  }
});

describe('the shelf', () => {
  it('is closed to who is no member, and has its own limits for each', async () => {
    const stranger = await Alliance.create({ env: 'test', members: ['AR'], nowMs: Date.now() });
    const client = broker.client('AR', stranger.member('AR').keys.tls);
    await expect(client.call('GET', '/logs/a/checkpoint')).rejects.toThrow();
  });

  it.each(['..%2f..%2fetc/checkpoint', '%00/checkpoint', 'a%27--/checkpoint', 'a/tile/0/%2e%2e/000', '%ff/checkpoint'])(
    'answers the hostile path %s with a refusal',
    async (path) => {
      const answer = await ar.call('GET', `/logs/${path}`);
      expect([400, 404]).toContain(answer.status);
    },
  );

  it('keeps tiles, checkpoints and evidence against the application itself', async () => {
    const log = (await newLog()).append(1);
    expect(await log.upload(ar)).toBe(204);
    for (const statement of [
      `UPDATE shelf_tile SET hashes = decode(repeat('00', 32), 'hex') WHERE origin = $1`,
      'DELETE FROM shelf_tile WHERE origin = $1',
      'DELETE FROM shelf_checkpoint WHERE origin = $1',
      `UPDATE shelf_checkpoint SET note = '' WHERE origin = $1`,
      'DELETE FROM shelf_contradiction WHERE origin = $1',
    ])
      await expect(database.sql.query(statement, [log.origin])).rejects.toThrow(/not allowed|permission denied/);
    await expect(database.owner.query('DELETE FROM shelf_checkpoint')).rejects.toThrow('not allowed');
  });
});
