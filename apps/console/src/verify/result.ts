import type { ExtractFinding } from '#libs/extract/verifier';
import { element, icon, ICONS } from './element.js';
import type { PageVerdict } from './judge.js';
import { countryName, day, LANGUAGES, moment, type Language } from './language.js';
import { reasonOf, type Outcome, type Words } from './words/words.js';

/** A file that was judged. */
export interface Judged {
  readonly fileName: string;
  readonly verdict: PageVerdict;
  /** SHA-256 of the CA certificates of the country that the document names. */
  readonly fingerprints: readonly string[];
  readonly nowMs: number;
}

const NO_EXTRACT = new Set(['extract.not-a-pdf', 'extract.no-seal']);

export function outcomeOf({ verdict: { verdict, code = '', extract }, nowMs }: Judged): Outcome {
  if (verdict === 'fault') return NO_EXTRACT.has(code) ? 'no-extract' : 'fault';
  return extract !== undefined && nowMs > extract.validUntil * 1000 ? 'ended' : 'good';
}

const ICON_OF = { good: ICONS.good, ended: ICONS.warning, fault: ICONS.fault, 'no-extract': ICONS.warning } as const;

/** The verdict in words for a layman, and every check below it. */
export function resultPanel(judged: Judged, language: Language): HTMLElement {
  const words = LANGUAGES[language];
  const outcome = outcomeOf(judged);
  const { heading, text } = words.outcomes[outcome];
  const { findings } = judged.verdict;
  return element(
    'section',
    { class: `result ${outcome}`, 'aria-labelledby': 'verdict' },
    element('div', { class: 'seal' }, icon(ICON_OF[outcome])),
    element('h2', { id: 'verdict', tabindex: '-1' }, heading),
    element('p', { class: 'says' }, text),
    reasons(judged.verdict, words),
    facts(judged, language),
    outcome === 'good' || outcome === 'ended'
      ? element('p', { class: 'still' }, `${words.stillAsk} `, element('a', { href: '#number' }, words.printed.ask))
      : undefined,
    element(
      'details',
      { open: outcome === 'fault' },
      element('summary', {}, `${words.details} (${findings.length})`),
      element('ul', { class: 'checks' }, ...findings.map((finding) => checkLine(finding, words))),
    ),
  );
}

/** Each thing that is wrong, once. */
function reasons({ findings }: PageVerdict, words: Words): HTMLElement | undefined {
  const faults = findings.filter(({ result }) => result === 'fault').map(({ code = '' }) => reasonOf(code));
  if (faults.length === 0) return undefined;
  return element(
    'ul',
    { class: 'reasons' },
    ...[...new Set(faults)].map((reason) => element('li', {}, words.reasons[reason])),
  );
}

function facts({ fileName, verdict, fingerprints }: Judged, language: Language): HTMLElement {
  const { facts: names } = LANGUAGES[language];
  const { extract, sealedAtMs } = verdict;
  const isGood = verdict.verdict === 'good';
  const rows: [string, string, string?][] = [[names.file, fileName]];
  // what a false document says of itself is not repeated
  if (isGood && extract !== undefined) {
    rows.push([names.number, extract.number, 'number'], [names.country, countryName(extract.country, language)]);
    if (sealedAtMs !== undefined) rows.push([names.sealed, moment(sealedAtMs, language)]);
    rows.push([names.validUntil, day(extract.validUntil * 1000, language)]);
    rows.push(...fingerprints.map((one): [string, string, string] => [names.authority, one, 'fingerprint']));
  }
  const lines = rows.map(([name, value, kind]) =>
    element('div', {}, element('dt', {}, name), element('dd', { class: kind }, value)),
  );
  return element('dl', { class: 'facts' }, ...lines);
}

function checkLine({ check, result, code }: ExtractFinding, words: Words): HTMLElement {
  return element(
    'li',
    { class: result },
    icon(ICONS[result]),
    element('span', {}, words.checks[check]),
    element(
      'span',
      { class: 'told' },
      words.results[result],
      code === undefined ? undefined : element('code', {}, code),
    ),
  );
}
