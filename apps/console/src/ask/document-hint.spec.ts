import { documentHint } from './document-hint.js';

describe('the hint at a number while it is typed', () => {
  it.each([
    ['BR', 'BR_CPF', '529.982.247-25', 'fits'],
    ['BR', 'BR_CPF', '529.982.247-24', 'checkDigit'],
    ['BR', 'BR_CPF', '529982247251', 'form'],
    ['BR', 'BR_CPF', '529', undefined],
    ['AR', 'AR_DNI', '30.123.456', undefined],
    ['', '', '30123456', undefined],
  ])('%s %s %s: %p', (country, type, number, hint) => {
    expect(documentHint({ country, type, number })).toBe(hint);
  });
});
