import type { PersonName, Subject } from '#libs/protocol';
import { FEATURES_VERSION, describe as describeIdentity, describeQuestion } from '#libs/matching';

const legal = (full: string): PersonName => ({ full, kind: 'legal' });

const subject: Subject = {
  names: [{ full: 'Pérez García, José Luis', given: ['José Luis'], surname1: 'Pérez', surname2: 'García', kind: 'legal' }, legal('NN'), { full: 'Pepe Pérez', kind: 'alias' }], // prettier-ignore
  birthDate: '1975-03-20',
  sex: 1,
  birthPlace: { country: 'AR', town: 'Río Cuarto' },
  nationalities: ['AR', 'AR', 'XXX', 'IT'],
  documents: [{ country: 'AR', type: 'AR_DNI', number: '12.345.678' }, { country: 'AR', type: 'AR_DNI', number: '12345678' }, { country: 'AR', type: 'AR_DNI', number: 'S/N' }], // prettier-ignore
  mother: { full: 'García Soto, Ana', kind: 'legal' },
  father: legal('Desconocido'),
};

describe('the features of a person', () => {
  it('are folded, in canonical form, each once, and leave out what is not known (pitfall 10)', () => {
    expect(describeIdentity(subject)).toEqual({
      names: [
        { kind: 'legal', given: ['JOSE', 'LUIS'], surname: ['PEREZ', 'GARCIA'] },
        { kind: 'alias', given: [], surname: [], loose: ['PEPE', 'PEREZ'] },
      ],
      birthDates: [{ year: 1975, month: 3, day: 20 }],
      sex: 1,
      birthCountry: 'AR',
      birthTown: 'RIO CUARTO',
      nationalities: ['AR', 'IT'],
      documents: [{ country: 'AR', type: 'AR_DNI', number: '12345678' }],
      mother: { kind: 'legal', given: ['ANA'], surname: ['GARCIA', 'SOTO'] },
    });
  });

  it('are the same for a register and a question that write alike', () => {
    expect(describeQuestion(subject)).toEqual(describeIdentity(subject));
  });

  it('are read of whoever is hardly known', () => {
    expect(describeIdentity({ names: [] })).toEqual({ names: [], birthDates: [], nationalities: [], documents: [] });
    expect(describeIdentity({ names: [], sex: 9, birthPlace: { country: 'ZZ', town: 'Desconocido' }, birthDate: '1900-01-01' })) // prettier-ignore
      .toEqual({ names: [], birthDates: [], nationalities: [], documents: [] });
  });

  it('keep a doubtful number and say so', () => {
    const documents = [{ country: 'BR', type: 'BR_CPF', number: '111.111.111-12' }];
    expect(describeIdentity({ names: [], documents }).documents).toMatchObject([{ isDoubtful: true }]);
  });

  it('are those of version 2 (pitfall 16)', () => {
    expect(FEATURES_VERSION).toBe(2);
  });
});
