import type { Catalogue } from '../api/shapes.js';

export interface OfferedBasis {
  readonly code: string;
  readonly name: string;
  readonly status: Catalogue['legalBases'][number]['status'];
  /** Of the countries that are asked, those for which it is in place. */
  readonly covers: readonly string[];
}

/** What a question to these countries can rest on: what covers most of them first, then what is surest. */
export function offeredBases(bases: Catalogue['legalBases'], to: readonly string[]): OfferedBasis[] {
  const sureness = ['verified', 'unverified', 'illustrative'];
  return bases
    .map(({ code, name, status, countries }) => ({
      ...{ code, name, status },
      covers: to.filter((country) => (countries as readonly string[]).includes(country)),
    }))
    .filter(({ covers }) => covers.length > 0)
    .sort((a, b) => b.covers.length - a.covers.length || sureness.indexOf(a.status) - sureness.indexOf(b.status));
}

/** The basis to keep or to take: what was chosen as long as it covers as many as any other, else the first. */
export function basisToTake(bases: Catalogue['legalBases'], to: readonly string[], chosen: string): string {
  const offered = offeredBases(bases, to);
  const [first] = offered;
  const kept = offered.find(({ code }) => code === chosen);
  return kept !== undefined && kept.covers.length === first?.covers.length ? kept.code : (first?.code ?? '');
}
