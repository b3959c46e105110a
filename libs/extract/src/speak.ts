import type { Money, Text } from '#libs/protocol';
import type { ExtractContent, ExtractLanguage, LabelScheme } from './content.js';
import { CODE_WORDS, DURATION_UNITS, MONTHS, placeOf, WORDS, type WordName } from './words.js';

/** The same thing in each language of the page; one text when all languages say the same. */
export type Said = readonly string[];

/** Currencies that have no smaller unit. @see ISO 4217 */
const WHOLE_CURRENCIES = new Set(['CLP', 'PYG']);

/** Says things in the languages of one extract. */
export class Speaker {
  private readonly languages: readonly ExtractLanguage[];
  private readonly labels = new Map<string, string>();

  constructor({ languages, labels }: Pick<ExtractContent, 'languages' | 'labels'>) {
    this.languages = languages;
    for (const { scheme, code, language, value } of labels) this.labels.set(`${scheme} ${code} ${language}`, value);
  }

  /** One of the page's own words, with what stands in braces filled in. */
  word(name: WordName, fill: Readonly<Record<string, Said>> = {}): Said {
    return this.each((language, at) =>
      (WORDS[name][placeOf(language)] as string).replace(/\{([a-z]+)\}/g, (_, key: string) => inPlace(fill[key], at)),
    );
  }

  code<T extends keyof typeof CODE_WORDS>(table: T, code: keyof (typeof CODE_WORDS)[T]): Said {
    const word = CODE_WORDS[table][code] as readonly string[];
    return this.each((language) => word[placeOf(language)] as string);
  }

  /** What the labels of the extract call a code; the code itself when they do not know it. */
  label(scheme: LabelScheme, code: string): Said {
    return this.each((language) => this.labels.get(`${scheme} ${code} ${language}`) ?? code);
  }

  hasLabel(scheme: LabelScheme, code: string): boolean {
    return this.languages.some((language) => this.labels.has(`${scheme} ${code} ${language}`));
  }

  /** `22 November 2026, 14:05 UTC` */
  instant(seconds: number): Said {
    const [day = '', time = ''] = new Date(seconds * 1000).toISOString().split('T');
    return this.each((language) => `${inWords(day, language)}, ${time.slice(0, 5)} UTC`);
  }

  /** `22 November 2026`, `November 2026` or `2026`. */
  date(date: string): Said {
    return this.each((language) => inWords(date, language));
  }

  /** `2 years, 6 months` for `P2Y6M`. */
  duration(iso: string): Said {
    const parts = [...iso.matchAll(/(\d+)([YMWDH])/g)];
    return this.each((language) =>
      parts
        .map(([, count = '', unit = '']) => {
          const names = DURATION_UNITS[unit]?.[placeOf(language)];
          return `${Number(count)} ${names?.[Number(count) === 1 ? 0 : 1] ?? unit}`;
        })
        .join(', '),
    );
  }

  /** `ARS 1 234,50`, with the decimal sign of the language. */
  money({ amountMinor, currency }: Money): Said {
    const isWhole = WHOLE_CURRENCIES.has(currency);
    const digits = String(amountMinor).padStart(3, '0');
    const whole = (isWhole ? String(amountMinor) : digits.slice(0, -2)).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
    return this.each((language) =>
      isWhole ? `${currency} ${whole}` : `${currency} ${whole}${language === 'en' ? '.' : ','}${digits.slice(-2)}`,
    );
  }

  /** Joins what was said, language by language. */
  join(parts: readonly Said[], separator: string): Said {
    return this.each((_, at) =>
      parts
        .map((part) => inPlace(part, at))
        .filter((part) => part !== '')
        .join(separator),
    );
  }

  private each(say: (language: ExtractLanguage, at: number) => string): Said {
    const all = this.languages.map(say);
    return new Set(all).size === 1 ? all.slice(0, 1) : all;
  }
}

/** The original of a text, never a translation of it. */
export function original(texts: readonly Text[]): string {
  return (texts.find(({ translated }) => translated !== 'Y') ?? texts[0])?.value ?? '';
}

function inPlace(said: Said | undefined, at: number): string {
  return said?.[at] ?? said?.[0] ?? '';
}

function inWords(date: string, language: ExtractLanguage): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  const name = MONTHS[language][Number(month) - 1] ?? month;
  const of = language === 'es' || language === 'pt' ? ' de ' : ' ';
  return [...(day === undefined ? [] : [String(Number(day))]), name, year].join(of);
}
