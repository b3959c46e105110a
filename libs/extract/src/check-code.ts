// Crockford's alphabet: no I, L, O or U, so that nobody takes one sign for another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code that a printed extract is checked with: 128 random bits as 26 signs. @throws RangeError for another length */
export function checkCodeOf(random: Uint8Array): string {
  if (random.length !== 16) throw new RangeError('a check code is made of 16 bytes');
  let bits = BigInt(`0x${Buffer.from(random).toString('hex')}`) << 2n;
  let code = '';
  for (let sign = 0; sign < 26; sign++) {
    code = `${ALPHABET[Number(bits & 31n)] as string}${code}`;
    bits >>= 5n;
  }
  return code;
}

/** The check code from what somebody typed: spaces and dashes go, small letters grow, O is 0, I and L are 1. */
export function typedCheckCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
