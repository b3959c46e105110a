import { searchForms, wordsOf } from './blind-broker.js';

describe('the search for names', () => {
  const forms = searchForms(['João Peçanha']);
  const isFound = (bytes: Buffer) => forms.some((form) => bytes.includes(form));

  it.each([
    ['as it is written', Buffer.from('xx João Peçanha yy')],
    ['in capitals without accents', Buffer.from('JOAO PECANHA')],
    ['in small letters without accents', Buffer.from('joao pecanha')],
    ['in UTF-16', Buffer.from('João Peçanha', 'utf16le')],
    ['in hex', Buffer.from(Buffer.from('João Peçanha').toString('hex'))],
  ])('finds one %s', (_, bytes) => expect(isFound(bytes)).toBe(true));

  it.each([0, 1, 2])('finds one inside base64 and base64url, %i bytes after the start', (offset) => {
    const inside = Buffer.concat([Buffer.alloc(offset, 0xff), Buffer.from('João Peçanha'), Buffer.from('??>')]);
    expect(isFound(Buffer.from(inside.toString('base64')))).toBe(true);
    expect(isFound(Buffer.from(inside.toString('base64url')))).toBe(true);
  });

  it('does not find what is not there', () => expect(isFound(Buffer.from('João Pessanha'))).toBe(false));

  it('looks for names and numbers that are long enough to mean something', () => {
    const names = [{ full: 'Ana Lima', surname1: 'Lima', kind: 'legal' }] as const;
    const documents = [{ country: 'BR', type: 'BR_CPF', number: '12345678909' }];
    expect(wordsOf({ names, documents })).toEqual(['Ana Lima', '12345678909']);
  });
});
