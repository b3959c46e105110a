import type { NameFeatures } from './describe-name.js';

/**
 * Machine-readable zones write ñ as NXX or N, ü as UXX or UE, and æ, ø, å as AE, OE, AA.
 * @see ICAO 9303-3 §6
 */
const READINGS: readonly ((token: string) => string)[] = [
  (token) => token.replace(/NXX/g, 'N').replace(/UXX/g, 'U'),
  // Not in MIGUEL, QUESADA, SAMUEL, RAFAEL, JOEL, where both vowels are meant.
  (token) => token.replace(/(?<=[^GQ])UE(?!L$)|(?<!^)AE(?!L)|(?<=[A-Z])OE(?!L$|$)|AA/g, (pair) => pair.charAt(0)),
];

/** Further readings of a name that may come from a machine-readable zone; none when it can be read in one way only. */
export function furtherReadings(name: NameFeatures): NameFeatures[] {
  return READINGS.flatMap((read) => {
    const reading: NameFeatures = {
      ...name,
      given: name.given.map(read),
      surname: name.surname.map(read),
      ...(name.loose && { loose: name.loose.map(read) }),
      isReading: true,
    };
    const isSame = (part: 'given' | 'surname' | 'loose'): boolean =>
      (name[part] ?? []).every((token, index) => token === reading[part]?.[index]);
    return isSame('given') && isSame('surname') && isSame('loose') ? [] : [reading];
  });
}
