import { canonicalDocument } from '#libs/matching';
import type { DocumentForm } from './question-form.js';

/** Too few characters to say anything yet. */
const LEAST = 4;

/**
 * What is to be said of a number while it is typed: that its check digit fits, that it does not, that the number has
 * another form than such numbers have; undefined where nothing is known. Never more than a warning: genuine numbers with
 * wrong check digits exist.
 */
export function documentHint({ country, type, number }: DocumentForm): 'fits' | 'checkDigit' | 'form' | undefined {
  if (type === '' || number.trim().length < LEAST) return undefined;
  const document = canonicalDocument({ country, type, number });
  if (document === undefined || document.format === 'failed') return 'form';
  if (document.checkDigit === 'none') return undefined;
  return document.checkDigit === 'ok' ? 'fits' : 'checkDigit';
}
