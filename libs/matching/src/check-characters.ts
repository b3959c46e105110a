/** How well a number's check characters fit: `none` where the scheme has none, or the number carries none. */
export type CheckResult = 'ok' | 'failed' | 'none';

/** A number's body and the check characters that stand in it. */
interface CheckedParts {
  readonly body: string;
  readonly check: string;
}

interface CheckScheme {
  /** Undefined when the number is not long enough to hold check characters, or need not hold them. */
  readonly parts: (number: string) => CheckedParts | undefined;
  /** Undefined when a number with this body is not issued. */
  readonly characters: (body: string) => string | undefined;
  /** A second form in which the same check may be printed. */
  readonly alternative?: (body: string) => string;
}

const weightedSum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

const last = (length: number) => (number: string) =>
  number.length <= length ? undefined : { body: number.slice(0, -length), check: number.slice(-length) };

/** 7 becomes 7, 8 becomes 8: digits of a product above 9 are added, which is the same as taking 9 away. */
const doubledDigit = (digit: number): number => (digit > 4 ? digit * 2 - 9 : digit * 2);

/** Luhn over a body whose last digit is doubled (ISO/IEC 7812-1 annex B). */
function luhn(body: string): string {
  const sum = Array.from(body)
    .reverse()
    .reduce((total, digit, index) => total + (index % 2 === 0 ? doubledDigit(Number(digit)) : Number(digit)), 0);
  return String((10 - (sum % 10)) % 10);
}

function cpf(body: string): string | undefined {
  // 111.111.111-11 and its like satisfy the formula but are never issued.
  if (/^(\d)\1*$/.test(body)) return undefined;
  const next = (digits: string): string => {
    const weights = Array.from({ length: digits.length }, (_, index) => digits.length + 1 - index);
    return String(((11 - (weightedSum(digits, weights) % 11)) % 11) % 10);
  };
  const first = next(body);
  return first + next(body + first);
}

function chileanRun(body: string): string {
  const weights = Array.from(body, (_, index) => 2 + ((body.length - 1 - index) % 6));
  const value = 11 - (weightedSum(body, weights) % 11);
  return value === 11 ? '0' : value === 10 ? 'K' : String(value);
}

function argentineCuil(body: string): string {
  const value = 11 - (weightedSum(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return value === 11 ? '0' : value === 10 ? '9' : String(value);
}

const peruvianRemainder = (body: string): number => weightedSum(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;

function moduloEleven(weights: readonly number[], value: (remainder: number) => number) {
  return (body: string): string | undefined => {
    const result = value(weightedSum(body, weights) % 11);
    return result === 10 ? undefined : String(result);
  };
}

/** The check characters of the 18 countries' identity numbers, as far as a rule is published. */
const CHECK_SCHEMES: Readonly<Record<string, CheckScheme>> = {
  AR_CUIL: { parts: last(1), characters: argentineCuil },
  BR_CPF: { parts: last(2), characters: cpf },
  CL_RUN: { parts: last(1), characters: chileanRun },
  // Hundreds of genuine numbers fail: one more reason why a failure only warns.
  DO_CEDULA: { parts: last(1), characters: luhn },
  EC_CI: { parts: last(1), characters: luhn },
  GT_CUI: {
    parts: (number) => ({ body: number.slice(0, 8), check: number.slice(8, 9) }),
    characters: moduloEleven([2, 3, 4, 5, 6, 7, 8, 9], (remainder) => remainder),
  },
  // Unconfirmed: one source only, and it contradicts itself.
  JM_TRN: {
    parts: last(1),
    characters: moduloEleven([3, 7, 1, 3, 7, 1, 3, 7], (remainder) => (remainder === 0 ? 0 : 11 - remainder)),
  },
  PE_DNI: {
    parts: (number) => (number.length < 9 ? undefined : { body: number.slice(0, 8), check: number.slice(8) }),
    characters: (body) => '65432110987'.charAt(peruvianRemainder(body)),
    alternative: (body) => 'KJIHGFEDCBA'.charAt(peruvianRemainder(body)),
  },
  UY_CI: {
    parts: last(1),
    characters: (body) => String((10 - (weightedSum(body, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10),
  },
};

/**
 * The check characters that a number of this type must carry for this body (digits, in the scheme's full width);
 * undefined when the type has none or a number with this body is not issued.
 */
export function checkCharacters(type: string, body: string): string | undefined {
  return CHECK_SCHEMES[type]?.characters(body);
}

/** Whether the check characters of a number without separators fit. Never a reason to reject: a warning. */
export function checkResult(type: string, number: string): CheckResult {
  const scheme = CHECK_SCHEMES[type];
  const parts = scheme?.parts(number);
  if (scheme === undefined || parts === undefined) return 'none';
  if (!/^\d+$/.test(parts.body)) return 'failed';
  const fits = [scheme.characters(parts.body), scheme.alternative?.(parts.body)].includes(parts.check);
  return fits ? 'ok' : 'failed';
}
