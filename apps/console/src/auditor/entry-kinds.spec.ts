import { ENTRY_TYPES } from '#libs/audit';
import { KINDS, kindOf, otherSide, TYPES } from './entry-kinds.js';

describe('the kinds of entries', () => {
  it('hold every type that a log can have, each once', () => {
    expect([...TYPES].sort()).toEqual(Object.keys(ENTRY_TYPES).sort());
    expect(new Set(TYPES).size).toBe(TYPES.length);
  });

  it('are found by the type', () => {
    for (const [kind, types] of Object.entries(KINDS)) for (const type of types) expect(kindOf(type)).toBe(kind);
  });

  it('tell the other side, whoever sent it', () => {
    expect(otherSide({ from: 'AR', to: 'BR' }, 'AR')).toBe('BR');
    expect(otherSide({ from: 'CL', to: 'AR' }, 'AR')).toBe('CL');
    expect(otherSide({}, 'AR')).toBeUndefined();
  });
});
