import anyAscii from 'any-ascii';
import { foldName } from '../name.js';
import { remember } from './remember.js';

const PLAIN = /^[A-Za-z ]*$/;
/** A letter that is not of the Latin script. */
const FOREIGN_LETTER = /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
/** Two to four characters of Chinese, or syllables of Korean, are one whole name, the surname first. */
const EAST_ASIAN_NAME = /(?<![\p{Script=Han}\p{Script=Hangul}])(?:\p{Script=Han}{2,4}|\p{Script=Hangul}{2,4})(?![\p{Script=Han}\p{Script=Hangul}])/gu; // prettier-ignore
const DOUBLE_SURNAMES =
  /^(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|夏侯|皇甫|公孙|公孫|慕容|令狐|남궁|황보|제갈|선우)(?=..?$)/u;
/** "Mª" and "Ma." stand for María; a bare "MA" may be a Chinese surname. */
const SHORT_MARIA = /(?<!\p{L})M(?:\.?ª\.?|a\.)/giu;

/**
 * Text in the form in which words are compared: Latin letters in upper case without marks, one space between words;
 * other scripts are transliterated. Idempotent.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toUpperCase().replace(/ {2,}/g, ' ').trim();
  return foldMarked(text);
}

const foldMarked = remember((text) => {
  const folded = foldName(inLatinScript(text).replace(SHORT_MARIA, ' MARIA '));
  // Compatibility forms of foreign letters show what they are only now.
  return FOREIGN_LETTER.test(folded) ? foldName(inLatinScript(folded)) : folded;
});

function inLatinScript(text: string): string {
  if (!FOREIGN_LETTER.test(text)) return text;
  return anyAscii(
    text.normalize('NFC').replace(EAST_ASIAN_NAME, (name) => {
      const surname = DOUBLE_SURNAMES.exec(name)?.[0] ?? Array.from(name)[0] ?? '';
      return ` ${anyAscii(surname)} ${anyAscii(name.slice(surname.length))} `;
    }),
  );
}
