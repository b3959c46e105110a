import fc from 'fast-check';
import type { RecordView, Subject } from '../api/shapes.js';
import { CHECKED, checkIdentity } from './identity-check.js';

const name = (full: string) => ({ full, kind: 'legal' as const });
const told: RecordView['identity'] = {
  ...{ names: [name('Ana María PÉREZ Gómez')], birthDate: '1984-03-07', sex: 2, nationalities: ['BR'] },
  ...{ birthPlace: { country: 'BR', town: 'São Paulo' }, mother: name('Rosa Gómez') },
  documents: [{ country: 'BR', type: 'BR_CPF', number: '123.456.789-09' }],
};
const levels = (asked: Partial<Subject>, of = told) =>
  Object.fromEntries(
    checkIdentity({ names: [name('Perez Gomez, Ana Maria')], ...asked }, of).map(({ detail, level }) => [
      detail,
      level,
    ]),
  );

describe('what was asked beside who it is', () => {
  it('agrees whatever the order, the accents and the writing of numbers', () => {
    const asked: Subject = {
      ...{ names: [name('Perez Gomez, Ana Maria')], birthDate: '1984-03-07', sex: 2, nationalities: ['AR', 'BR'] },
      ...{ birthPlace: { country: 'BR', town: 'SAO PAULO' }, mother: name('Gomez, Rosa') },
      documents: [{ country: 'BR', type: 'BR_CPF', number: '12345678909' }],
    };
    const found = checkIdentity(asked, told);
    expect(found.map(({ level }) => level)).toEqual(found.map(() => 'agrees'));
    expect(found.map(({ detail }) => detail)).toEqual(CHECKED.filter((detail) => detail !== 'father'));
  });

  it('leaves out what neither side tells, and says what only one does', () => {
    expect(levels({ father: name('Juan Pérez') })).toMatchObject({ father: 'missing', birthDate: 'missing' });
    expect(levels({})).not.toHaveProperty('father');
  });

  it.each([
    [{ names: [name('Ana Pérez')] }, 'name', 'close'],
    [{ names: [name('Ana Rojas')] }, 'name', 'differs'],
    [{ birthDate: '1984' }, 'birthDate', 'close'],
    [{ birthDate: '1984-03-08' }, 'birthDate', 'differs'],
    [{ sex: 1 }, 'sex', 'differs'],
    [{ sex: 9 }, 'sex', 'missing'],
    [{ documents: [{ country: 'BR', type: 'BR_CPF', number: '1' }] }, 'documents', 'differs'],
    [{ documents: [{ country: 'BR', type: 'BR_RG', number: '1' }] }, 'documents', 'missing'],
    [{ birthPlace: { country: 'BR' } }, 'birthPlace', 'close'],
    [{ birthPlace: { country: 'BR', town: 'Recife' } }, 'birthPlace', 'differs'],
    [{ birthPlace: { country: 'AR', town: 'São Paulo' } }, 'birthPlace', 'differs'],
    [{ nationalities: ['AR'] }, 'nationality', 'differs'],
  ] as const)('%j: %s %s', (asked, detail, level) => {
    expect(levels(asked as unknown as Partial<Subject>)[detail]).toBe(level);
  });

  it('takes any text for a name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        checkIdentity({ names: [name(left)] }, { ...told, names: [name(right)] });
      }),
    );
  });
});
