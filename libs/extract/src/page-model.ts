import type { ExtractLanguage } from './content.js';
import type { Said } from './speak.js';

/** A label and what belongs to it; each value is one thing, said in one or two languages. */
export interface Field {
  readonly label: Said;
  readonly values: readonly Said[];
}

/** What stands on the page, from top to bottom. The template sets it and adds no word of its own. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: Said }
  | { readonly kind: 'paragraph'; readonly style: 'statement' | 'plain' | 'note'; readonly text: Said }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | {
      readonly kind: 'table';
      /** Of the columns; the template shares the width by them. */
      readonly widths: readonly number[];
      readonly head: readonly Said[];
      /** Rows of cells; a cell is lines, the first of them the most important one. */
      readonly rows: readonly (readonly (readonly Said[])[])[];
    };

/** A whole page in words: the template makes it look like a document, the verifier looks for it in the file. */
export interface ExtractPage {
  readonly languages: readonly ExtractLanguage[];
  readonly country: Said;
  readonly authority: string;
  readonly title: Said;
  /** Of a document that is no real one. */
  readonly banner: Said | undefined;
  readonly number: string;
  /** Beside the QR code. */
  readonly facts: readonly Field[];
  readonly qr: string;
  readonly qrAlt: string;
  readonly blocks: readonly Block[];
  /** Before the page number, as in `Page 2 of 5`. */
  readonly pageWord: Said;
  readonly ofWord: Said;
}
