import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { idempotencyKeyOf, preferredWait } from './request-headers.js';

describe('the header Idempotency-Key', () => {
  it.each(['a', '"8e03978e-40d5-43dd-bc93-6894a57f9324"', '~'.repeat(128)])('may be %p', (key) => {
    expect(idempotencyKeyOf(key)).toBe(key);
  });

  it.each([undefined, '', ' ', 'a b', 'a, b', 'x'.repeat(129), 'ñ', 'a\u0007'])(
    'is missing when it is %p',
    (header) => {
      let code: unknown;
      try {
        idempotencyKeyOf(header);
      } catch (error) {
        code = isCrexError(error) && error.code;
      }
      expect(code).toBe('ask.idempotency-key-missing');
    },
  );
});

describe('the header Prefer', () => {
  it.each<[string | undefined, number | undefined]>([
    ['wait=10', 10],
    ['wait=0', 0],
    ['wait=60', 60],
    ['wait=61', 60],
    ['wait=999999999', 60],
    ['WAIT = "7"', 7],
    ['respond-async, wait=5;x=y, return=minimal', 5],
    ['wait=5, wait=7', 5],
    [undefined, undefined],
    ['', undefined],
    ['wait', undefined],
    ['wait=', undefined],
    ['wait=-1', undefined],
    ['wait=1.5', undefined],
    ['wait=1e9', undefined],
    ['wait=9999999999', undefined],
    ['await=3', undefined],
    ['wait="3', undefined],
  ])('%p asks to wait %p seconds', (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });

  it('can be any text: never an error, never longer than a minute', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^( *wait *= *"?[0-9]*"?[,;])*/)), (header) => {
        expect([undefined, ...Array(61).keys()]).toContain(preferredWait(header));
      }),
    );
  });
});
