import { COUNTRY_NAMES, OUTCOME_ENTRIES, PURPOSE_RULES, type Language } from '#libs/catalogue';
import type { CountryCode } from '#libs/protocol';
import { localDate } from '../calendar.js';
import type { Home } from '../context.js';
import type { DisclosureReport, ListedAnswer, ListedQuestion, Partner } from './report-items.js';
import { REPORT_WORDS, type ReportWords } from './report-words.js';

type Report = Omit<DisclosureReport, 'summary'>;

/** One thing that the log says about the person, and the day of it in this country. */
export interface ReportLine {
  readonly day: string;
  readonly text: string;
}

/** A report as sentences for the person it is about: countries, authorities, purposes and days; no official, no number. */
export interface ReportSentences {
  readonly title: string;
  readonly exchanges: readonly { readonly country: CountryCode; readonly lines: readonly ReportLine[] }[];
  readonly others: readonly ReportLine[];
  /** What must be known to read it rightly. */
  readonly notes: readonly string[];
}

export function sentencesOf(report: Report, language: Language, home: Home): ReportSentences {
  const words = REPORT_WORDS[language];
  const dayOf = (at: string): string => localDate(home, Date.parse(at) / 1000);
  const lastDay = localDate(home, Date.parse(report.to) / 1000 - 1);
  const exchanges = report.partners.map((partner) => ({
    country: partner.country,
    lines: linesOf(partner, language, words, dayOf),
  }));
  const others = report.others.map(({ at, type }) => ({ day: dayOf(at), text: `${words.others[type] ?? type}.` }));
  const isEmpty = others.length === 0 && exchanges.every(({ lines }) => lines.length === 0);
  const wasErased = (items: readonly { readonly erased: readonly string[] }[]): boolean =>
    items.some(({ erased }) => erased.length > 0);
  const erased =
    wasErased(report.others) || report.partners.some(({ told, asked }) => wasErased(told) || wasErased(asked));
  const notes = [
    ...(isEmpty ? [words.nothing] : []),
    ...(erased ? [words.erased] : []),
    ...(byNameAlone(report) ? [words.byName] : []),
  ];
  return {
    title: words.title(COUNTRY_NAMES[report.country][language], dayOf(report.from), lastDay),
    exchanges,
    others,
    notes,
  };
}

/** The same as plain text, line by line. */
export function summaryOf(report: Report, language: Language, home: Home): string {
  const { title, exchanges, others, notes } = sentencesOf(report, language, home);
  const lines = [...exchanges.flatMap((each) => each.lines), ...others].map(({ day, text }) => `${day}: ${text}`);
  return [title, ...lines, ...notes].join('\n');
}

function linesOf(
  { country, told, asked }: Partner,
  language: Language,
  words: ReportWords,
  dayOf: (at: string) => string,
): ReportLine[] {
  const name = COUNTRY_NAMES[country][language];
  const why = ({ purpose, legalBasis, caseReference }: ListedAnswer | ListedQuestion): string =>
    words.why(labelOf(PURPOSE_RULES, purpose, language), legalBasis, caseReference ?? words.unsaid);
  const who = (item: ListedAnswer | ListedQuestion): string => item.by?.authority ?? words.unsaid;
  return [
    ...told.map((each) => {
      const outcome = labelOf(OUTCOME_ENTRIES, each.outcome, language);
      return { day: dayOf(each.at), text: `${words.told(name, who(each), outcome)} ${why(each)}` };
    }),
    ...asked.map((each) => {
      const outcome =
        each.outcome === undefined ? words.open : labelOf(OUTCOME_ENTRIES, each.outcome.outcome, language);
      const days = [...new Set(each.seen.map(({ at }) => dayOf(at)))];
      const seen = days.length === 0 ? '' : ` ${words.seen(days.join(', '))}`;
      return { day: dayOf(each.at), text: `${words.asked(name, who(each), outcome)} ${why(each)}${seen}` };
    }),
  ];
}

interface Labelled {
  readonly code: string;
  readonly labels: Readonly<Record<Language, string>>;
}

function labelOf(table: readonly Labelled[], code: string, language: Language): string {
  return table.find((each) => each.code === code)?.labels[language] ?? code;
}

/** True when something was found by a name and not by a number: it may be about somebody else of that name. */
function byNameAlone({ partners, others }: Report): boolean {
  const items = [...partners.flatMap(({ told, asked }) => [...told, ...asked]), ...others];
  return items.some(({ foundBy }) => foundBy.length > 0 && foundBy.every(({ by }) => by === 'name'));
}
