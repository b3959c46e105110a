import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import {
  leafHashOf,
  logVerifier,
  openCheckpoint,
  readBundle,
  readLeaf,
  rootFromTiles,
  signatureLines,
  storeCosignature,
  tilePath,
  type TileReader,
} from '#libs/audit';
import { generateEd25519KeyPair, metadataSigner } from '#libs/pki';
import { createLogger, startOperationsServer, systemClock, type OperationsServer } from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { signerOf, type Signer } from '../../../../test/logs/log-party.js';
import { DomesticApi, domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { LogFiles } from './log-files.js';
import { logRoute } from './log-route.js';

const ORIGIN = 'log.ar.crex.example/audit/1';
let database: TestDatabase;
let folder: string;
let signer: Signer;
let api: DomesticApi;
let operations: OperationsServer;
let auditor: string;
let vkey: string;

beforeAll(async () => {
  database = await createTestDatabase({ migrations: domesticMigrations });
  api = await DomesticApi.start(database);
  const key = metadataSigner((await generateEd25519KeyPair()).privateKey);
  folder = await mkdtemp(join(tmpdir(), 'crex-log-'));
  signer = await signerOf({ ...database, member: 'AR', origin: ORIGIN, folder }, key);
  ({ vkey } = signer.key);
  auditor = await api.token({ crex_roles: ['auditor'] });
  operations = await startOperationsServer({
    ...{ port: 0, checks: {}, registry: new Registry(), clock: systemClock },
    logger: createLogger({ service: 'spec', level: 'silent' }),
    routes: [logRoute(new LogFiles(database.sql))],
  });
});
afterAll(async () => {
  await operations.close();
  await signer.close();
  await api.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const read = (rest: string, token = auditor) => api.send(`/api/v1/logs/${ORIGIN}/${rest}`, { token });
const readLocally = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${operations.port}${path}`, init);
const bytesOf = async (response: Response) => {
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};
const accesses = () => api.entries('ACCESS_TO_LOG');

async function askAndSign(times: number): Promise<bigint> {
  for (let time = 0; time < times; time++) expect((await api.ask()).status).toBe(202);
  return (await signer.signLog.run()).size;
}

describe.each<[string, (rest: string) => Promise<Response>]>([
  ['its auditors', (rest) => read(rest)],
  ['the operator’s machine', (rest) => readLocally(`/logs/${ORIGIN}/${rest}`)],
])('the log, to %s,', (_, get) => {
  it('is its newest checkpoint with the cosignatures that came home, and tiles whose root it is', async () => {
    const size = await askAndSign(2);
    const line = signatureLines([{ name: 'w', keyId: Buffer.alloc(4), signature: Buffer.alloc(72) }]);
    await storeCosignature(database.sql, { epoch: 1, size }, { witness: 'w', time: 7, line });
    const response = await get('checkpoint');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const note = (await bytesOf(response)).toString();
    expect(note.endsWith(`\n${line}`)).toBe(true);
    const { root } = openCheckpoint(note, logVerifier(vkey), []);
    const reader: TileReader = { tile: async (...place) => bytesOf(await get(tilePath(...place))) };
    expect(Buffer.from(await rootFromTiles(reader, size))).toEqual(Buffer.from(root));
  });

  it('has no tile beyond what was signed, and nothing at other paths', async () => {
    const size = Number(await askAndSign(1));
    expect((await api.ask()).status).toBe(202);
    for (const rest of [`tile/0/000.p/${size + 1}`, 'tile/0/001', 'tile/1/000.p/1', 'tile/0/0', 'checkpoints', 'x'])
      expect([rest, (await get(rest)).status]).toEqual([rest, 404]);
  });

  it('is read without an entry about it: hashes say nothing about anybody', async () => {
    const before = await accesses();
    await askAndSign(1);
    for (const rest of ['checkpoint', 'tile/0/000.p/1']) expect((await get(rest)).status).toBe(200);
    expect(await accesses()).toEqual(before);
  });
});

describe('a bundle of entries', () => {
  it('is shown to an auditor: the leaves whose hashes the tiles hold, and one entry about the reading', async () => {
    const size = Number(await askAndSign(1));
    const before = (await accesses()).length;
    const leaves = readBundle(await bytesOf(await read(`tile/entries/000.p/${size}`)));
    const tile = await bytesOf(await read(`tile/0/000.p/${size}`));
    expect(Buffer.concat(leaves.map(leafHashOf))).toEqual(tile);
    expect(leaves.map((leaf) => readLeaf(leaf).type)).toContain('ASK');
    const [entry, ...others] = (await accesses()).slice(before);
    expect([entry, others]).toMatchObject([{ scope: 'METADATA', count: size }, []]);
    const eventId = String(entry?.['eventId']);
    expect(await api.readPart(eventId, 'actor', 'ACCESS_TO_LOG')).toMatchObject({ value: { role: 'auditor' } });
    expect(await api.readPart(eventId, 'detail', 'ACCESS_TO_LOG')).toMatchObject({
      value: { origin: ORIGIN, bundle: '0', width: size },
    });
  });

  it('is not on the operator’s machine, and not for other roles', async () => {
    await askAndSign(1);
    expect((await readLocally(`/logs/${ORIGIN}/tile/entries/000.p/1`)).status).toBe(404);
    for (const role of ['investigator', 'prosecutor', 'registrar', 'clerk', 'operator']) {
      const token = await api.token({ crex_roles: [role] });
      for (const rest of ['tile/entries/000.p/1', 'checkpoint'])
        expect(await problemOf(await read(rest, token))).toMatchObject({ status: 403, code: 'staff.no-role' });
    }
  });

  it('that is not there is none, and leaves no entry', async () => {
    const size = Number(await askAndSign(1));
    const before = await accesses();
    for (const rest of [`tile/entries/000.p/${size + 1}`, 'tile/entries/000', 'tile/entries/x999/999'])
      expect(await problemOf(await read(rest))).toMatchObject({ status: 404, code: 'log.not-found' });
    const elsewhere = await api.send('/api/v1/logs/log.br.crex.example/audit/1/tile/entries/000.p/1', {
      token: auditor,
    });
    expect(await problemOf(elsewhere)).toMatchObject({ code: 'log.not-found' });
    expect(await accesses()).toEqual(before);
  });

  it('is not shown when the reading cannot be logged', async () => {
    await askAndSign(1);
    const [{ signature }] = (await database.owner.query<{ signature: string }>(
      `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'audit_append'`,
    )) as [{ signature: string }];
    await database.owner.query(`REVOKE EXECUTE ON FUNCTION ${signature} FROM crex_app, PUBLIC`);
    try {
      const response = await read('tile/entries/000.p/1');
      expect(await problemOf(response)).toMatchObject({ status: 503, code: 'log.unavailable' });
    } finally {
      await database.owner.query(`GRANT EXECUTE ON FUNCTION ${signature} TO crex_app`);
    }
    expect((await read('tile/entries/000.p/1')).status).toBe(200);
  });
});

describe('the operator’s machine', () => {
  it('reads and nothing else', async () => {
    await askAndSign(1);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await readLocally(`/logs/${ORIGIN}/checkpoint`, { method })).status).toBe(404);
    expect((await readLocally(`/logs/..%2f${ORIGIN}/checkpoint`)).status).toBe(404);
  });
});
