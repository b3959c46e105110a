import { COUNTRY_NAMES, DOCUMENT_TYPES, type Language } from '#libs/catalogue';
import { localDate } from '../calendar.js';
import type { Home } from '../context.js';
import type { DisclosureReport } from './report-items.js';
import { sentencesOf, type ReportLine } from './report-summary.js';
import type { SubjectReference } from './references.js';

/** What the printed report says, as data: the template adds no word. */
export interface ReportPage {
  readonly language: Language;
  readonly country: string;
  readonly title: string;
  readonly statement: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly ReportLine[] }[];
  readonly notes: readonly string[];
  readonly pageWord: string;
  readonly ofWord: string;
  readonly date: { readonly year: number; readonly month: number; readonly day: number };
}

interface PageWords {
  readonly title: string;
  readonly madeOn: string;
  readonly mandate: string;
  readonly foundBy: string;
  readonly others: string;
  readonly toRead: string;
  /** What this paper is, and is not. */
  readonly scope: string;
  readonly page: string;
  readonly of: string;
}

const WORDS: Readonly<Record<Language, PageWords>> = {
  es: {
    ...{ title: 'Informe de accesos', madeOn: 'Hecho el', mandate: 'Orden', foundBy: 'Hallado por' },
    ...{ others: 'En este país', toRead: 'Para leerlo bien', page: 'Página', of: 'de' },
    scope:
      'Este informe dice lo que consta en el registro de accesos de este país. No nombra a funcionarios. Es una copia para leer: la prueba es el propio registro, que otros países atestiguan.',
  },
  en: {
    ...{ title: 'Disclosure report', madeOn: 'Made on', mandate: 'Order', foundBy: 'Found by' },
    ...{ others: 'In this country', toRead: 'How to read it', page: 'Page', of: 'of' },
    scope:
      'This report says what the disclosure log of this country holds. It names no official. It is a copy to be read: the proof is the log itself, for which other countries vouch.',
  },
  pt: {
    ...{ title: 'Relatório de acessos', madeOn: 'Feito em', mandate: 'Ordem', foundBy: 'Encontrado por' },
    ...{ others: 'Neste país', toRead: 'Para ler corretamente', page: 'Página', of: 'de' },
    scope:
      'Este relatório diz o que consta no registro de acessos deste país. Não nomeia servidores. É uma cópia para leitura: a prova é o próprio registro, que outros países atestam.',
  },
  nl: {
    ...{ title: 'Verstrekkingsrapport', madeOn: 'Gemaakt op', mandate: 'Opdracht', foundBy: 'Gevonden op' },
    ...{ others: 'In dit land', toRead: 'Om het goed te lezen', page: 'Bladzijde', of: 'van' },
    scope:
      'Dit rapport zegt wat in het verstrekkingslogboek van dit land staat. Het noemt geen ambtenaren. Het is een afschrift om te lezen: het bewijs is het logboek zelf, waarvoor andere landen instaan.',
  },
};

/** A report in the words and the order of its page. */
export function reportPage(report: DisclosureReport, language: Language, mandate: string, home: Home): ReportPage {
  const words = WORDS[language];
  const { title, exchanges, others, notes } = sentencesOf(report, language, home);
  const country = COUNTRY_NAMES[report.country][language];
  const madeOn = localDate(home, Date.parse(report.madeAt) / 1000);
  const [year = 0, month = 0, day = 0] = madeOn.split('-').map(Number);
  return {
    ...{ language, country, title: words.title, statement: title },
    facts: [
      { label: words.madeOn, value: madeOn },
      { label: words.mandate, value: mandate },
      ...report.references.map((reference) => ({ label: words.foundBy, value: referenceText(reference, language) })),
    ],
    sections: [
      ...exchanges.map(({ country: other, lines }) => ({ heading: COUNTRY_NAMES[other][language], lines })),
      ...(others.length === 0 ? [] : [{ heading: words.others, lines: others }]),
    ],
    notes: [...notes, words.scope],
    ...{ pageWord: words.page, ofWord: words.of, date: { year, month, day } },
  };
}

function referenceText(reference: SubjectReference, language: Language): string {
  if (reference.by === 'name') return [reference.name, reference.birthDate].filter(Boolean).join(', ');
  const type = DOCUMENT_TYPES.find(({ code }) => code === reference.type)?.labels[language] ?? reference.type;
  return `${type} (${reference.country}) ${reference.number}`;
}
