import { editDistance } from './edit-distance.js';
import { remember } from './remember.js';

interface Romanised {
  readonly consonants: string;
  readonly vowels: string;
}

/**
 * What romanisations of one name have in common: GORBACHEV and Gorbatschow, Qaddafi and Gadhafi, Zhukov and Joukov, Sung and Seong.
 * Coarser than the Ibero-Caribbean code in consonants, finer in that it keeps the order of the vowels.
 */
const romanise: (token: string) => Romanised = remember((token) => {
  const sounds = token
    .replace(/EO|EU/g, 'U')
    .replace(/^[YI](?=[AEOU])/, '')
    .replace(/CH(?=[RLMN])/g, 'K')
    .replace(/T?SCH|TCH|S?HCH|CZ|[CS]H|T[SZ]|C(?=[EIY])|Z(?!H)/g, 'S')
    .replace(/DJ|ZH|J/g, 'Y')
    .replace(/X/g, 'KS')
    .replace(/([KGTDB])H/g, '$1')
    .replace(/[QGC]/g, 'K')
    .replace(/PH|[VW](?![AEIOUY]*$)|(?:FF|[VW])$|[VW]/g, 'F')
    .replace(/H/g, '')
    .replace(/OU|OO/g, 'U')
    .replace(/[EYI]+/g, 'I')
    .replace(/[OU]+/g, 'U')
    .replace(/(.)\1+/g, '$1');
  return { consonants: sounds.replace(/[AIU]/g, '').replace(/(.)\1+/g, '$1'), vowels: sounds.replace(/[^AIU]/g, '') };
});

/** How two words relate as romanisations of one: `same`, `near` (a vowel apart), or not at all. */
export function compareRomanised(left: string, right: string): 'same' | 'near' | 'different' {
  const [one, other] = [romanise(left), romanise(right)];
  if (one.consonants !== other.consonants || isTooShort(one)) return 'different';
  if (one.vowels === other.vowels) return 'same';
  return one.consonants.length >= 4 && editDistance(one.vowels, other.vowels) === 1 ? 'near' : 'different';
}

const PINYIN =
  /^(?:(?:ZH|CH|SH|[BPMFDTNLGKHJQXRZCSYW])(?:IANG|IONG|UANG|IAN|IAO|ING|UAI|UAN|ANG|ENG|ONG|AI|AN|AO|EI|EN|IA|IE|IN|IU|OU|UA|UE|UI|UN|UO|A|E|I|O|U)){1,3}$/;

const isTooShort = ({ consonants, vowels }: Romanised): boolean =>
  consonants.length < 2 && consonants.length + vowels.length < 5;

/** True for one to three Chinese syllables: there another letter is another name, not a typing error. */
export const isPinyin: (token: string) => boolean = remember((token) => PINYIN.test(token));

/** True for a single Chinese syllable. */
export const isPinyinSyllable: (token: string) => boolean = remember(
  (token) => PINYIN.test(token) && !/[AEIOU][^AEIOU]+[AEIOU]/.test(token),
);
