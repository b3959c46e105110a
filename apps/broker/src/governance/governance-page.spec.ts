import { codeOf } from '../../../../test/code-of.js';
import { periodOf } from './governance-command.js';
import { governancePage, type Governance } from './governance-page.js';
import { WORDS } from './governance-words.js';
import type { PairTraffic } from './traffic.store.js';

const pair = (from: PairTraffic['from'], to: PairTraffic['to'], requests: number, more: Partial<PairTraffic> = {}) => ({
  ...{ from, to, requests, replies: 0, others: 0, expired: 0, taken: requests, medianSeconds: 3, p95Seconds: 150 },
  ...more,
});
const governance: Governance = {
  ...{ env: 'test', month: '2026-10', madeAtMs: Date.UTC(2026, 10, 2, 9, 30) },
  pairs: [
    pair('AR', 'BR', 137, { replies: 1_240, p95Seconds: 9_000 }),
    pair('BR', 'AR', 19, { expired: 9 }),
    pair('CL', 'BR', 7),
    pair('BR', 'CL', 0, { replies: 8 }),
  ],
  days: [
    { day: '2026-10-05', requests: 137 },
    { day: '2026-10-06', requests: 4 },
  ],
};

describe('the governance page', () => {
  const page = governancePage(governance, 'en');
  const text = page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<title>[^<]*<\/title>|<[^>]+>/g, '|')
    .replace(/\|+\s*\|*/g, '|');

  it('is one file: it fetches nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|https?:|src=|href=|@import|url\(|\son\w+=/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('says who asked whom as a matrix, with sums that tell no hidden number', () => {
    expect(text).toContain('|Argentina|137|≈ 140|');
    expect(text).toContain('|Brazil|19|≈ 20|');
    expect(text).toContain('|Chile|&lt; 10|&lt; 10|');
    expect(text).toContain('|Sum (to the nearest ten)|≈ 20|≈ 140|≈ 160|');
  });

  it('shows no number under ten anywhere, and no times of few', () => {
    expect(text).not.toMatch(/\|[1-9]\|/);
    expect(page).not.toMatch(/: [1-9]</);
    expect(text).toContain('|Argentina|Brazil|137|1240|3 s|3 h|');
    expect(text).toContain('|Brazil|Argentina|19|&lt; 10|');
  });

  it('has a column for each day, none of them telling a small number by its height', () => {
    expect(page.match(/<rect /g)).toHaveLength(31);
    const small = governancePage({ ...governance, days: [{ day: '2026-10-06', requests: 9 }] }, 'en');
    expect(governancePage({ ...governance, days: [{ day: '2026-10-06', requests: 4 }] }, 'en')).toBe(small);
  });

  it.each(['es', 'en', 'pt', 'nl'] as const)('speaks %s, also when nothing has passed', (language) => {
    const empty = governancePage({ ...governance, pairs: [], days: [] }, language);
    expect(empty).toContain(`<html lang="${language}">`);
    expect(empty).toContain(WORDS[language].none);
    expect(empty).not.toContain('<table');
  });

  it('is of one month, in UTC', () => {
    expect(periodOf('2026-12')).toEqual({ from: Date.UTC(2026, 11) / 1000, until: Date.UTC(2027, 0) / 1000 });
    for (const month of ['2026-13', '2026', '2026-10-01', '']) {
      expect(codeOf(() => periodOf(month))).toBe('governance.invalid-month');
    }
  });
});
