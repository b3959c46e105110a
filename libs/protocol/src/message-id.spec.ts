import fc from 'fast-check';
import { COUNTRIES, formatMessageId, parseMessageId } from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';

describe('a message id', () => {
  it('names direction, epoch and number', () => {
    const number = { from: 'AR', to: 'BR', epoch: 1, number: 123 } as const;
    expect(formatMessageId(number)).toBe('AR-BR-1-000000000123');
    expect(parseMessageId('AR-BR-1-000000000123')).toEqual(number);
  });

  it('goes to text and back', () => {
    const country = fc.constantFrom(...COUNTRIES);
    const number = fc.record({
      from: country,
      to: country,
      epoch: fc.integer({ min: 1, max: 999_999 }),
      number: fc.integer({ min: 1, max: 999_999_999_999 }),
    });
    fc.assert(
      fc.property(number, (parts) => {
        fc.pre(parts.from !== parts.to);
        expect(parseMessageId(formatMessageId(parts))).toEqual(parts);
      }),
    );
  });

  it.each([
    ['number 0', 'AR-BR-1-000000000000'],
    ['from = to', 'AR-AR-1-000000000001'],
    ['no member', 'AR-XX-1-000000000001'],
    ['no member before', 'XX-AR-1-000000000001'],
    ['epoch 0', 'AR-BR-0-000000000001'],
    ['a leading zero in the epoch', 'AR-BR-01-000000000001'],
    ['epoch of seven digits', 'AR-BR-1000000-000000000001'],
    ['eleven digits', 'AR-BR-1-00000000001'],
    ['thirteen digits', 'AR-BR-1-0000000000001'],
    ['small letters', 'ar-br-1-000000000001'],
    ['a line break after it', 'AR-BR-1-000000000001\n'],
    ['something before it', ' AR-BR-1-000000000001'],
    ['other digits', 'AR-BR-1-00000000000١'],
  ])('is refused with %s', (_, id) => {
    expect(codeOf(() => parseMessageId(id))).toBe('message.malformed');
  });

  it('is not made of a number that no id can have', () => {
    const parts = { from: 'AR', to: 'BR', epoch: 1, number: 1 } as const;
    for (const wrong of [{ number: 0 }, { number: 1e12 }, { number: 1.5 }, { epoch: 0 }, { to: 'AR' as const }]) {
      expect(codeOf(() => formatMessageId({ ...parts, ...wrong }))).toBe('message.malformed');
    }
  });
});
