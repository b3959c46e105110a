import { CrexError } from '#libs/protocol';
import { checkParserLimits, MAX_NESTING, MAX_STATEMENT_LENGTH, placeOf } from './policy-text.js';

const refusal = (text: string) => {
  try {
    checkParserLimits(text, 'x.cedar');
  } catch (error) {
    return error instanceof CrexError ? `${error.code}: ${error.message}` : 'not a CrexError';
  }
  return 'let through';
};

describe('the limits before the parser', () => {
  it.each(['(', '[', '{'])('count nested %s', (bracket) => {
    expect(refusal(bracket.repeat(MAX_NESTING))).toBe('let through');
    expect(refusal(bracket.repeat(MAX_NESTING + 1))).toMatch(/policy\.unparsable: x\.cedar: brackets are nested/);
  });

  it('do not count brackets in strings and comments, nor let them hide any', () => {
    const deep = '('.repeat(MAX_NESTING + 1);
    expect(refusal(`// ${deep}\n"${deep}\\"${deep}" ${'()'.repeat(100)}`)).toBe('let through');
    expect(refusal('(")"'.repeat(MAX_NESTING + 1))).toMatch(/nested/);
    expect(refusal(`// a comment ends at a carriage return\r${deep}`)).toMatch(/nested/);
    expect(refusal(`"// no comment" ${deep}`)).toMatch(/nested/);
  });

  it('measure each policy alone, without white space, comments and the inside of strings', () => {
    const one = `${'a'.repeat(MAX_STATEMENT_LENGTH)} // ${'b'.repeat(2000)}\n ${' '.repeat(2000)};`;
    expect(refusal(one.repeat(3))).toBe('let through');
    expect(refusal(`"${'b'.repeat(5000)}"`)).toBe('let through');
    expect(refusal(`a${one}`)).toMatch(/one policy is too long/);
  });

  it('refuse an open string at once, however many quotes it holds', () => {
    expect(refusal('permit "abc')).toMatch(/a string is not closed/);
    const started = performance.now();
    expect(refusal('"' + '\\"'.repeat(120_000))).toMatch(/a string is not closed/);
    expect(performance.now() - started).toBeLessThan(20_000); // minutes, if each quote were looked at from each other one
  });
});

describe('a place in a text', () => {
  it('is counted in lines and characters from Cedar’s byte offsets', () => {
    expect(placeOf('abc', 0)).toBe('line 1, column 1');
    expect(placeOf('// héé\r\npermit', Buffer.byteLength('// héé\r\nper'))).toBe('line 2, column 4');
  });
});
