import { COUNTRY_NAMES, type Language } from '#libs/catalogue';
import { isCountryCode, SMALLEST_CELL, type Environment, type MemberId } from '#libs/protocol';
import { WORDS, type GovernanceWords } from './governance-words.js';
import type { DayTraffic, PairTraffic } from './traffic.store.js';

/** What the page is made of. */
export interface Governance {
  readonly env: Environment;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Milliseconds since 1970. */
  readonly madeAtMs: number;
  readonly pairs: readonly PairTraffic[];
  readonly days: readonly DayTraffic[];
}

/** Ten messages at least lie on either side of the median. */
const FEWEST_FOR_TIMES = 2 * SMALLEST_CELL;

/** Nothing is fetched and nothing runs: one file, which may be sent to whoever oversees the Alliance. */
const STYLE = `
:root{color-scheme:light dark;--ink:#0f2a4a;--line:#dfe6ee;--soft:#f4f7fb;--quiet:#51606f;--bar:#1c4f87;--page:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eaf2fb;--line:#2c3b4d;--soft:#1d2a39;--quiet:#a9b6c6;--bar:#6296d1;--page:#0f1822}}
body{margin:0 auto;max-width:1280px;padding:32px clamp(16px,3vw,40px) 64px;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
h1{margin:0;font-size:2rem;letter-spacing:-.02em}h2{margin:36px 0 6px;font-size:1.2rem}p{margin:6px 0;max-width:80ch}.quiet{color:var(--quiet)}
dl{display:flex;flex-wrap:wrap;gap:8px 32px;margin:18px 0}dt{font-size:.82rem;color:var(--quiet)}dd{margin:0;font-weight:600}
.scroll{overflow-x:auto}td{white-space:nowrap}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:right}th:first-child,.text{text-align:left}thead th{font-size:.82rem;color:var(--quiet);vertical-align:bottom}
.heat td[data-level]{background:color-mix(in srgb,var(--bar) calc(var(--level)*1%),transparent)}
.heat td.self{background:var(--soft)}${[12, 24, 36, 48].map((level, index) => `.heat td[data-level="${index + 1}"]{--level:${level}}`).join('')}
svg{display:block;width:100%;height:120px}rect{fill:var(--bar)}
@media print{body{padding:0}h2{break-after:avoid}tr{break-inside:avoid}}`;

/** The page as HTML, complete in itself. It names members alone. */
export function governancePage(governance: Governance, language: Language): string {
  const words = WORDS[language];
  const { env, month, madeAtMs, pairs } = governance;
  const made = `${new Date(madeAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const facts = [[words.month, month], [words.environment, env], [words.made, made]] as const; // prettier-ignore
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title} · CREX · ${month}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${words.title}</h1>
<p class="quiet">${words.lead}</p>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
${pairs.length === 0 ? `<p>${words.none}</p>` : figures(governance, words, language)}
</body>
</html>
`;
}

function figures({ month, pairs, days }: Governance, words: GovernanceWords, language: Language): string {
  return `<h2>${words.matrix}</h2>
<p class="quiet">${words.matrixHint}</p>
${matrix(pairs, words, language)}
<h2>${words.days}</h2>
${columns(month, days)}
<h2>${words.pairs}</h2>
${pairTable(pairs, words, language)}
<p class="quiet">${words.small}</p>`;
}

/** Everybody who asked or was asked, each as a row and as a column. */
function matrix(pairs: readonly PairTraffic[], words: GovernanceWords, language: Language): string {
  const asking = pairs.filter(({ requests }) => requests > 0);
  const ids = [...new Set(asking.flatMap(({ from, to }) => [from, to]))].sort();
  const most = Math.max(...asking.map(({ requests }) => requests), 1);
  const requestsOf = (from: MemberId, to: MemberId) =>
    asking.find((pair) => pair.from === from && pair.to === to)?.requests ?? 0;
  const sumOf = (of: readonly PairTraffic[]) => toTens(of.reduce((sum, { requests }) => sum + requests, 0));
  const cell = (from: MemberId, to: MemberId) => {
    const requests = requestsOf(from, to);
    if (from === to) return '<td class="self"></td>';
    const level =
      requests === 0
        ? ''
        : ` data-level="${Math.ceil((4 * Math.max(requests, SMALLEST_CELL)) / Math.max(most, SMALLEST_CELL))}"`;
    return `<td${level}>${shown(requests)}</td>`;
  };
  const rows = ids.map(
    (from) =>
      `<tr><th scope="row">${nameOf(from, language)}</th>${ids.map((to) => cell(from, to)).join('')}<td>${sumOf(asking.filter((pair) => pair.from === from))}</td></tr>`,
  );
  const sums = ids.map((to) => `<td>${sumOf(asking.filter((pair) => pair.to === to))}</td>`).join('');
  return table(
    'heat',
    ['', ...ids.map((id) => nameOf(id, language)), words.sum],
    `${rows.join('')}<tr><th scope="row">${words.sum}</th>${sums}<td>${sumOf(asking)}</td></tr>`,
  );
}

function pairTable(pairs: readonly PairTraffic[], words: GovernanceWords, language: Language): string {
  const rows = pairs.map((pair) => {
    const isTold = pair.taken >= FEWEST_FOR_TIMES;
    const times = [pair.medianSeconds, pair.p95Seconds].map((seconds) => (isTold ? ageOf(seconds) : ''));
    const numbers = [pair.requests, pair.replies, pair.others, pair.expired].map(shown);
    const cells = [...numbers, ...times].map((text) => `<td>${text}</td>`).join('');
    return `<tr><th scope="row">${nameOf(pair.from, language)}</th><td class="text">${nameOf(pair.to, language)}</td>${cells}</tr>`;
  });
  const { from, to, requests, replies, others, expired, median, p95 } = words;
  return table('', [from, to, requests, replies, others, expired, median, p95], rows.join(''));
}

function table(name: string, heads: readonly string[], body: string): string {
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  return `<div class="scroll"><table class="${name}"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** One column for each day of the month; a day of fewer than ten is as low as one of ten. */
function columns(month: string, days: readonly DayTraffic[]): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const most = Math.max(...days.map(({ requests }) => requests), SMALLEST_CELL);
  const bars = Array.from({ length: count }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, '0')}`;
    const requests = days.find((each) => each.day === day)?.requests ?? 0;
    const height = requests === 0 ? 0 : (100 * Math.max(requests, SMALLEST_CELL)) / most;
    const place = `x="${((100 * index) / count).toFixed(2)}%" y="${(100 - height).toFixed(2)}%"`;
    const size = `width="${(80 / count).toFixed(2)}%" height="${height.toFixed(2)}%"`;
    return `<rect ${place} ${size}><title>${day}: ${shown(requests) || '0'}</title></rect>`;
  });
  return `<svg role="img" aria-label="${month}">${bars.join('')}</svg>`;
}

/** A number as it may be shown; nothing for zero. */
function shown(count: number): string {
  return count === 0 ? '' : count < SMALLEST_CELL ? `&lt; ${SMALLEST_CELL}` : String(count);
}

/** So that no hidden number follows from a sum. */
function toTens(count: number): string {
  return count === 0 ? '' : count < SMALLEST_CELL ? shown(count) : `≈ ${Math.round(count / 10) * 10}`;
}

function nameOf(member: MemberId, language: Language): string {
  return isCountryCode(member) ? COUNTRY_NAMES[member][language] : member;
}

function ageOf(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
