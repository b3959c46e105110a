import { remember } from './remember.js';

const MAX_LENGTH = 7;

/**
 * How a folded word sounds to an Iberian or Caribbean ear, as a skeleton of consonants of at most 7 letters: GONZALEZ and
 * GONSALES, RODRIGUEZ and RODRIGUES, JIMENEZ and XIMENEZ, SOEKARDJO and SUKARJO share it. So do MARIA and MAURO: it finds
 * candidates and never decides.
 */
export const phoneticCode: (token: string) => string = remember(encode);

/** The same sound written in one way, vowels kept: KARLA and CARLA, YBARRA and IBARRA; not MARIA and MARIO. */
export const spellingCode: (token: string) => string = remember(spell);

function spell(token: string): string {
  return token
    .replace(/^MC(?=[A-Z]{2})/, 'MAC')
    .replace(/^X/, 'J')
    .replace(/PH/g, 'F')
    .replace(/TH/g, 'T')
    .replace(/SCH/g, 'S')
    .replace(/TJ/g, 'C')
    .replace(/DJ/g, 'J')
    .replace(/O[EU]|OO/g, 'U')
    .replace(/EE/g, 'I')
    .replace(/[CS]H/g, 'X')
    .replace(/LH/g, 'L')
    .replace(/NH|GN(?=[AEIOU])/g, 'N')
    .replace(/HU(?=[AEIO])|GU(?=[AO])/g, 'W')
    .replace(/(.)\1+/g, '$1')
    .replace(/H/g, '')
    .replace(/G(?=[EI])/g, 'J')
    .replace(/GU(?=[EI])/g, 'G')
    .replace(/C(?=[EI])/g, 'S')
    .replace(/QU|Q|CK|C/g, 'K')
    .replace(/[ZX]/g, 'S')
    .replace(/[WV]/g, 'B')
    .replace(/Y/g, 'I')
    .replace(/([^M])\1+/g, '$1')
    .replace(/(?<=[AEIOU])M(?=[^AEIOUM]|$)/g, 'N');
}

function encode(token: string): string {
  const skeleton = spell(token)
    .replace(/^[AEIOU]/, '@')
    .replace(/[AEIOU]/g, '')
    .replace('@', 'A');
  const withoutPlural = skeleton.length > 2 ? skeleton.replace(/S$/, '') : skeleton;
  return withoutPlural === '' ? token : withoutPlural.slice(0, MAX_LENGTH);
}
