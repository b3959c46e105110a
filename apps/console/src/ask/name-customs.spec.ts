import { COUNTRIES } from '#libs/protocol';
import { customOf } from './name-customs.js';

describe('the naming custom of a form', () => {
  it('is known for every country of the Alliance', () => {
    for (const country of COUNTRIES) expect([country, customOf([country])]).not.toEqual([country, 'general']);
  });

  it('is that which all countries share, else the general one', () => {
    expect(customOf(['AR', 'CL'])).toBe('spanish');
    expect(customOf(['AR', 'BR'])).toBe('general');
    expect(customOf([])).toBe('general');
  });
});
