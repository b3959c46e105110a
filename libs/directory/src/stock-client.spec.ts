import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseFetcher, Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { Alliance } from './alliance.jest.js';
import { NOW } from './metadata.jest.js';

class AllianceFetcher extends BaseFetcher {
  constructor(readonly alliance: Alliance) {
    super();
  }
  async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const bytes = await this.alliance.fetch(new URL(url).pathname.slice(1));
    if (bytes === undefined) throw new DownloadHTTPError('not there', 404);
    return new Blob([new Uint8Array(bytes)]).stream();
  }
}

describe('a stock TUF client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crex-stock-tuf-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads what we publish, by its own walk over the delegations', async () => {
    const alliance = await Alliance.founded(['AR', 'BR', 'BROKER']);
    writeFileSync(join(folder, 'root.json'), alliance.file('1.root.json'));
    const updater = new Updater({
      ...{ metadataDir: folder, targetDir: folder, fetcher: new AllianceFetcher(alliance) },
      ...{ metadataBaseUrl: 'https://directory.test/', targetBaseUrl: 'https://directory.test/targets/' },
    });
    (updater['trustedSet'] as unknown as { referenceTime: Date }).referenceTime = new Date(NOW);
    await updater.refresh();
    for (const part of ['offline', 'online'] as const) {
      const info = await updater.getTargetInfo(`members/BR/${part}.json`);
      const file = await updater.downloadTarget(info!, join(folder, part));
      expect(readFileSync(file)).toEqual(alliance.file(alliance.targetPath('BR', part)));
    }
  });
});
