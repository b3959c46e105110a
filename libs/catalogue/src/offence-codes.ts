import ecrisOffences from '../data/ecris-offences.json' with { type: 'json' };
import ecrisSanctions from '../data/ecris-sanctions.json' with { type: 'json' };
import iccs from '../data/iccs.json' with { type: 'json' };
import type { Labels, Language } from './label.js';

/** Where a title comes from: read in a source, known, known with low confidence, a translation not checked, or our own. */
export type TitleStatus = 'seen' | 'knowledge' | 'low' | 'unverified' | 'crex';

/** One code of a common table, with the status of its title in each language. */
export interface CommonCode {
  readonly code: string;
  readonly parent?: string;
  readonly titles: Labels;
  readonly status: Readonly<Record<Language, TitleStatus>>;
}

/** A common table with its source and what the statuses mean. */
export interface CommonTable {
  readonly source: string;
  readonly note: string;
  readonly codes: ReadonlyMap<string, CommonCode>;
}

interface TableFile {
  readonly source: string;
  readonly note: string;
  readonly codes: readonly unknown[];
}

// The shape of the data files is what the tests of this lib check, entry by entry.
const tableOf = ({ source, note, codes }: TableFile): CommonTable => ({
  source,
  note,
  codes: new Map((codes as readonly CommonCode[]).map((entry) => [entry.code, entry])),
});

/** ICCS 1.0: 2 digits a section, one or two more per level. @see UNODC, ICCS version 1.0 */
export const ICCS: CommonTable = tableOf(iccs);
/** ECRIS offence categories, six digits. @see Council Decision 2009/316/JHA, Annex A */
export const ECRIS_OFFENCES: CommonTable = tableOf(ecrisOffences);
/** ECRIS penalties and measures, four or five digits. @see Council Decision 2009/316/JHA, Annex B */
export const ECRIS_SANCTIONS: CommonTable = tableOf(ecrisSanctions);

/** The title of a code in this language; undefined for an unknown code. */
export function titleOf(table: CommonTable, code: string, language: Language): string | undefined {
  return table.codes.get(code)?.titles[language];
}
