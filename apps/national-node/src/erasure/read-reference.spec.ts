import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { officialReference, subjectReferences } from '../log/references.js';
import { readReference } from './read-reference.js';

const documents = [{ country: 'BR', type: 'BR_CPF', number: '529.982.247-25' }] as const;
const names = [{ full: 'Ana  María Núñez', kind: 'legal' }] as const;
const [number, name] = subjectReferences({ documents: [...documents], names: [...names], birthDate: '1980-02-03' });

describe('whom an order names', () => {
  it.each([
    ['number:BR:BR_CPF:529.982.247-25', number],
    ['number:BR:BR_CPF:52998224725', number],
    ['name:Ana María Núñez:1980-02-03', name],
    ['name:ANA MARIA NUÑEZ:1980-02-03', name],
  ])('is a person as the log spells them: %s', (text, reference) => {
    expect(readReference(text, 'AR')).toEqual({ group: 'subject', reference });
  });

  it('is an official of this country, or of another', () => {
    const own = { group: 'actor', reference: officialReference('X:1') };
    expect(readReference('official::X:1', 'AR')).toEqual(own);
    expect(readReference('official:AR:X:1', 'AR')).toEqual(own);
    expect(readReference('official:BR:X:1', 'AR')).toEqual({ group: 'actor', reference: officialReference('X:1', 'BR') });
  }); // prettier-ignore

  it.each([
    ...['', 'X-1', 'number:BR:52998224725', 'number:XX:BR_CPF:52998224725', 'number:BR:BR_CPF:000'],
    ...['name:Ana', 'name:Ana:1980', 'official:X-1', 'official:ZZ:X-1'],
  ])('is nobody when it is written otherwise: %j', (text) => {
    expect(() => readReference(text, 'AR')).toThrow(
      expect.objectContaining({ code: 'erasure.unclear-order' }) as Error,
    );
  });

  it('is read, or refused with the code', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^(number|name|official):.*$/u));
    fc.assert(
      fc.property(texts, (text) => {
        try {
          return readReference(text, 'AR').reference !== '';
        } catch (error) {
          return isCrexError(error, 'erasure.unclear-order');
        }
      }),
    );
  });
});
