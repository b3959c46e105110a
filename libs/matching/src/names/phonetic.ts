const CODES = new Map<string, string>();
/** Distinct words of a register repeat a thousandfold; a full memory starts afresh. */
const MAX_REMEMBERED = 200_000;
const MAX_LENGTH = 7;

/**
 * How a folded word sounds to an Iberian or Caribbean ear, as a skeleton of consonants of at most 7 letters: GONZALEZ and
 * GONSALES, RODRIGUEZ and RODRIGUES, JIMENEZ and XIMENEZ, SOEKARDJO and SUKARJO share it. So do MARIA and MAURO: it finds
 * candidates and never decides.
 */
export function phoneticCode(token: string): string {
  const known = CODES.get(token);
  if (known !== undefined) return known;
  if (CODES.size >= MAX_REMEMBERED) CODES.clear();
  const code = encode(token);
  CODES.set(token, code);
  return code;
}

function encode(token: string): string {
  const consonants = token
    .replace(/^MC(?=[A-Z]{2})/, 'MAC')
    .replace(/^X/, 'J')
    .replace(/PH/g, 'F')
    .replace(/TH/g, 'T')
    .replace(/SCH/g, 'S')
    .replace(/TJ/g, 'C')
    .replace(/DJ/g, 'J')
    .replace(/OE/g, 'U')
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
  const skeleton = consonants
    .replace(/^[AEIOU]/, '@')
    .replace(/[AEIOU]/g, '')
    .replace('@', 'A');
  const withoutPlural = skeleton.length > 2 ? skeleton.replace(/S$/, '') : skeleton;
  return withoutPlural === '' ? token : withoutPlural.slice(0, MAX_LENGTH);
}
