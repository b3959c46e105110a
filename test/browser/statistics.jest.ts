import { readFile } from 'node:fs/promises';
import { generateKeyPairSync, sign } from 'node:crypto';
import { openDatabase, sqlOf } from '#libs/platform';
import { digestOf, signStatistics, type CountryCode, type PairFigures } from '#libs/protocol';
import type { ConsoleSite } from './console.jest.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** The node has judged signatures when the figures came; the page only shows them. */
const signer = {
  certificate: digestOf('nobody'),
  sign: (data: Uint8Array) =>
    Promise.resolve(new Uint8Array(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))),
};

/** What operators and auditors read of the months. */
export function statisticsStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  let month: string;
  beforeAll(async () => {
    site = of();
    month = await publish(site);
  });

  it('shows who asked whom in a month, as charts and as tables, and gives the figures as a file', async () => {
    await using visitor = await site.signedIn('operator', 'pt');
    const { page } = visitor;
    await visitor.go('/statistics');
    await page.getByText('Argentina → Brasil', { exact: true }).waitFor();
    await page.locator('figure summary').first().click();
    await page.getByRole('rowheader', { name: 'Argentina' }).first().waitFor();
    await page.getByText('pelo menos 1.242', { exact: true }).waitFor();
    await page.getByText('Nada que chegue a dez').first().waitFor();
    expect(await visitor.faults('statistics', 'page')).toEqual([]);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Baixar CSV', exact: true }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe(`crex-${month}.csv`);
    expect(await readFile(await file.path(), 'utf8')).toContain(`${month},AR,BR,ASKED,REQ,1240`);
    await page.locator('select').first().selectOption({ index: 8 });
    await page.getByText('Nada publicado deste mês').waitFor();
    await page.getByText('Nenhuma finalidade a mostrar deste mês').waitFor();
    expect(await visitor.faults('statistics-none')).toEqual([]);
  });

  it('tells by the pillars of the Alliance what this country asked for, as a chart, a table, a file, and on paper', async () => {
    await using visitor = await site.signedIn('auditor', 'nl', 'dark');
    const { page } = visitor;
    await visitor.go('/statistics');
    const pillars = page.locator('figure', { has: page.getByText('Per pijler van de Alliantie, in dit land') });
    await pillars.getByText('minstens 31', { exact: true }).waitFor();
    await pillars.locator('summary').click();
    await pillars.getByRole('rowheader', { name: 'Illegale markten en geldstromen terugdringen' }).first().waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV van dit land downloaden' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^crex-purposes-\d{4}-\d\d\.csv$/);
    expect(await readFile(await file.path(), 'utf8')).toContain(',AR,ASKED,MARKETS,P4,31\r\n');
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await page.locator('nav').first().waitFor({ state: 'hidden' });
    await page.getByText('gezien in Argentinië').waitFor({ state: 'visible' });
    await page.getByRole('button', { name: 'Afdrukken' }).waitFor({ state: 'hidden' });
    const tables = page.locator('figure table');
    expect(await tables.count()).toBeGreaterThan(5);
    for (const table of await tables.all()) await table.waitFor({ state: 'visible' });
    expect(await visitor.faults('statistics-print')).toEqual([]);
  });
}

/** Made-up figures of two countries for the last months. @returns the newest month */
async function publish(site: ConsoleSite): Promise<string> {
  const { app: url } = site.exchange.local.databaseUrls('AR');
  const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'spec' });
  try {
    const months = [2, 3, 4, 5].map(monthsAgo);
    for (const [index, month] of months.entries()) {
      for (const [by, pairs] of Object.entries(figures(index))) {
        const said = { env: 'test', by: by as CountryCode, month, time: 1_790_000_000, pairs } as const;
        await sqlOf(database.manager).query(
          'INSERT INTO member_statistics (member, month, token) VALUES ($1, $2, $3)',
          [...[by, month, await signStatistics(said, signer)]],
        );
      }
    }
    const purposes = { asked: { C1: 812, C2: 430, P4: 31, P5: 44 }, answered: { C1: 640, P7: 18 } };
    await sqlOf(database.manager).query('INSERT INTO purpose_statistics (month, asked, answered) VALUES ($1, $2, $3)', [
      months[0],
      purposes.asked,
      purposes.answered,
    ]);
    return months[0] ?? '';
  } finally {
    await database.destroy();
  }
}

function monthsAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 15)).toISOString().slice(0, 7);
}

function figures(back: number): Record<string, PairFigures[]> {
  const less = (count: number) => Math.round(count / (1 + back / 4));
  const pair = (other: CountryCode, side: PairFigures['side'], questions: number, more: Partial<PairFigures> = {}) => {
    const outcomes = { RECORDS: less(questions * 0.3), NO_RECORD: less(questions * 0.6) };
    return { other, side, kind: 'REQ', questions: less(questions), outcomes, refusals: {}, ...more } as const;
  };
  return {
    AR: [
      pair('BR', 'ASKED', 1240, { inTime: less(1180), medianSeconds: 4 }),
      pair('CL', 'ASKED', 310),
      pair('BR', 'ANSWERED', 860, { inTime: less(855), medianSeconds: 3 }),
      pair('PY', 'ANSWERED', 420, { medianSeconds: 90_000 }),
    ],
    BR: [
      pair('AR', 'ASKED', 870, { inTime: less(866) }),
      pair('UY', 'ASKED', 95),
      { ...pair('PY', 'ASKED', 60), kind: 'QUERY', outcomes: { HIT: less(30), NO_HIT: less(24) } },
      pair('AR', 'ANSWERED', 1238, { medianSeconds: 5 }),
    ],
  };
}
