import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTimeStamps, type TimeStamps } from '../../apps/demo/src/time-stamps.js';
import { httpTimeStamps } from '../../apps/national-node/src/extract/http-time-stamps.js';
import { openExtractMaking, readAuthorities } from '../../apps/national-node/src/extract/open-extract-making.js';

const DIGEST = Buffer.alloc(32, 7);

describe('a time-stamp authority at an address', () => {
  const opened = new AsyncDisposableStack();
  let folder: string;
  let stamps: TimeStamps;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-time-stamps-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    stamps = await startTimeStamps(folder);
    opened.defer(() => stamps.close());
  });
  afterAll(() => opened.disposeAsync());

  const authorities = () => readAuthorities({ env: 'test', timestampCa: stamps.caFile });
  const at = async (url: string) =>
    httpTimeStamps({ url, authorities: await authorities(), crlFile: stamps.settings['CREX_TIMESTAMP_CRL_FILE'] });

  it('gives a token for a digest, and its revocation list for the archive', async () => {
    const authority = await at(stamps.settings['CREX_TIMESTAMP_URL']!);
    expect((await authority.timeStamp(DIGEST)).length).toBeGreaterThan(500);
    expect(await authority.revocationLists()).toHaveLength(1);
    expect(authority.certificates).toHaveLength(1);
  });

  it('that is away, refuses, or talks without end is unavailable', async () => {
    const servers: Server[] = [
      createServer((_, response) => response.writeHead(503).end()),
      createServer((_, response) => response.end(Buffer.alloc(100_000))),
    ];
    for (const server of servers) {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      const unavailable = { code: 'extract.time-stamp-unavailable' };
      await expect((await at(`http://127.0.0.1:${port}/`)).timeStamp(DIGEST)).rejects.toMatchObject(unavailable);
      await new Promise((done) => server.close(done));
      await expect((await at(`http://127.0.0.1:${port}/`)).timeStamp(DIGEST)).rejects.toMatchObject(unavailable);
    }
  });

  it('of the development is refused in production, and so is a file without certificates', async () => {
    await expect(readAuthorities({ env: 'production', timestampCa: stamps.caFile })).rejects.toMatchObject({
      code: 'node.development-time-stamps',
    });
    const malformed = { code: 'node.malformed-time-stamp-authorities' };
    const file = join(folder, 'none.pem');
    for (const text of ['', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
      await writeFile(file, text);
      await expect(readAuthorities({ env: 'test', timestampCa: file })).rejects.toMatchObject(malformed);
    }
    expect(await readAuthorities({ env: 'production', timestampCa: undefined })).toEqual([]);
  });

  it('makes no node issue extracts without an address for them, or without somebody to believe', async () => {
    const config = { timestampUrl: 'http://127.0.0.1:1/', extractAddress: undefined } as never;
    const incomplete = { code: 'node.incomplete-extract-settings' };
    await expect(openExtractMaking(config, await authorities())).rejects.toMatchObject(incomplete);
    const nobody = { timestampUrl: 'http://127.0.0.1:1/', extractAddress: 'https://crex.example/verify' } as never;
    await expect(openExtractMaking(nobody, [])).rejects.toMatchObject(incomplete);
    expect(await openExtractMaking({ timestampUrl: undefined } as never, [])).toBeUndefined();
  });
});
