import fc from 'fast-check';
import type { PersonName } from '#libs/protocol';
import { describe as describeIdentity, describeQuestion, foldText } from '#libs/matching';
import type { NameFeatures } from '#libs/matching';

type Parts = Partial<PersonName>;
const named = (full: string, parts: Parts = {}): PersonName => ({ full, kind: 'legal', ...parts });
const features = (full: string, parts: Parts = {}): NameFeatures | undefined =>
  describeIdentity({ names: [named(full, parts)] }).names[0];
/** given | surname | loose */
const shown = (full: string, parts: Parts = {}): string => {
  const name = features(full, parts);
  return [name?.given, name?.surname, name?.loose].map((tokens) => (tokens ?? []).join(' ')).join(' | ');
};

describe('foldText', () => {
  it.each([
    ['Pérez García, Juan', 'PEREZ GARCIA JUAN'],
    ['  Juan   Carlos ', 'JUAN CARLOS'],
    ['Mª Ángeles', 'MARIA ANGELES'],
    ['M.ª Ángeles', 'MARIA ANGELES'],
    ['Ma. Guadalupe', 'MARIA GUADALUPE'],
    ['Ma Yun', 'MA YUN'],
    ['Владимир Щукин', 'VLADIMIR SHCHUKIN'],
    ['Γιώργος', 'GIORGOS'],
    ['习近平', 'XI JINPING'],
    ['欧阳修', 'OUYANG XIU'],
    ['김정수', 'GIM JEONGSU'],
    ['Nguyễn Văn Đức', 'NGUYEN VAN DUC'],
  ])('folds %s to %s', (written, folded) => {
    expect(foldText(written)).toBe(folded);
  });

  it('is idempotent and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});

describe('the features of a name', () => {
  it.each([
    ['José Luis García', 'JOSE LUIS GARCIA'],
    ['Juan de la Cruz', 'JUAN CRUZ'],
    ['Maria da Silva e Souza', 'MARIA SILVA SOUZA'],
    ['Johannes van der Jagt', 'JOHANNES JAGT'],
    ['Juan Delacruz', 'JUAN CRUZ'],
    ['Ana D’Oliveira', 'ANA OLIVEIRA'],
    ['Patrick O´Neil', 'PATRICK ONEIL'],
    ['Inés Delgado Dávila', 'INES DELGADO DAVILA'],
    ['José de San Martín', 'JOSE SANMARTIN'],
    ['Rosa Santa Cruz', 'ROSA SANTACRUZ'],
    ['Rosa Sta. Cruz', 'ROSA SANTACRUZ'],
    ['Devon Mac Donald', 'DEVON MACDONALD'],
    ['Santa Pérez', 'SANTA PEREZ'],
    ['Abd al-Rahman Qasim', 'ABDULRAHMAN QASIM'],
    ['Abdurrahman Qasim', 'ABDULRAHMAN QASIM'],
    ['Mohammed bin Salman', 'MOHAMMED SALMAN'],
    ['Fco. Javier Hdez.', 'FRANCISCO JAVIER HERNANDEZ'],
    ['Dr. Juan Pérez', 'JUAN PEREZ'],
    ['Tran Van Duc', 'TRAN VAN DUC'],
    ['E. Soriano', 'E SORIANO'],
    ["Eleanor Fitzgerald's", 'ELEANOR FITZGERALD'],
    ['Van Ten', 'VAN TEN'],
    ['Soekardjo', 'SOEKARDJO'],
  ])('of %s, whose parts are not known, are %s', (full, loose) => {
    expect(shown(full)).toBe(` |  | ${loose}`);
  });

  it.each([
    ['PÉREZ GARCÍA, Juan', 'JUAN | PEREZ GARCIA | '],
    ['PEREZ<GARCIA<<JUAN<CARLOS<<<<', 'JUAN CARLOS | PEREZ GARCIA | '],
    ['P<ARGPEREZ<<JUAN<<<<<', 'JUAN | PEREZ | '],
    ['Smith, John, Jr.', 'JOHN | SMITH | '],
    [', Juan', ' |  | JUAN'],
  ])('of %s say where the surname ends', (full, expected) => {
    expect(shown(full)).toBe(expected);
  });

  it('take the parts where they are told, and the rest of the full name where one part is missing', () => {
    expect(shown('?', { given: ['José Luis'], prefix: 'de la', surname1: 'Cruz', surname2: 'Peña' })).toBe('JOSE LUIS | CRUZ PENA | '); // prettier-ignore
    expect(shown('Pérez Juan', { surname1: 'Pérez' })).toBe('JUAN | PEREZ | ');
    expect(shown('Pérez', { surname1: 'Pérez' })).toBe(' | PEREZ | ');
    expect(shown('Juan Pérez', { given: ['Juan'] })).toBe('JUAN | PEREZ | ');
  });

  it.each([
    ['João da Silva Júnior', 'JUNIOR'],
    ['João da Silva Jr.', 'JUNIOR'],
    ['Smith, John, Jr.', 'JUNIOR'],
    ['João da Silva Neto', 'NETO'],
    ['Juan Pérez (hijo)', 'JUNIOR'],
    ['John Smith III', 'III'],
    ['João Neto', undefined],
    ['Júnior Pérez Soto', undefined],
  ])('keep the suffix of %s apart: %s', (full, suffix) => {
    expect(features(full)?.suffix).toBe(suffix);
  });

  it('keep a told suffix, and leave a surname of that word alone', () => {
    expect(features('?', { given: ['João'], surname1: 'Silva', suffix: 'Filho' })?.suffix).toBe('FILHO');
    expect(features('?', { given: ['João'], surname1: 'Neto' })).toMatchObject({ surname: ['NETO'] });
  });

  it('know the name of a spouse', () => {
    expect(features('Ana López vda. de Pérez')).toMatchObject({ loose: ['ANA', 'LOPEZ'], married: ['PEREZ'] });
    expect(features('?', { given: ['Ana'], surname1: 'López', marriedName: 'de Pérez' })).toMatchObject({ surname: ['LOPEZ'], married: ['PEREZ'] }); // prettier-ignore
    expect(features('Ana López de Pérez')).toMatchObject({ loose: ['ANA', 'LOPEZ', 'PEREZ'], perhapsMarried: ['PEREZ'] }); // prettier-ignore
    expect(features('José de Souza')?.perhapsMarried).toBeUndefined();
  });

  it.each([
    'N.N.',
    'NN',
    'XXX',
    'FNU LNU',
    'Desconocido',
    'SIN NOMBRE',
    'Recién nacido Pérez',
    'Hijo de María',
    'S/N',
    '—',
    '',
  ])(
    // prettier-ignore
    'are none for %s, which says that the name is not known (pitfall 10)',
    (full) => {
      expect(features(full)).toBeUndefined();
    },
  );

  it('leave out only the part that is not known', () => {
    expect(shown('?', { given: ['NN'], surname1: 'Pérez' })).toBe(' | PEREZ | ');
    expect(shown('SIN NOMBRE PEREZ', { given: ['SIN NOMBRE'], surname1: 'Pérez' })).toBe(' | PEREZ | ');
    expect(shown('Juan Desconocido')).toBe(' |  | JUAN');
  });

  it('are plain JSON, and the same each time, for whatever is written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const part = fc.option(text, { nil: undefined });
    fc.assert(
      fc.property(text, fc.array(text), part, part, part, (full, given, surname1, suffix, marriedName) => {
        const name = { full, given, surname1, suffix, marriedName, kind: 'legal' } as PersonName;
        const described = describeQuestion({ names: [name] });
        expect(JSON.parse(JSON.stringify(described))).toEqual(described);
        expect(describeQuestion({ names: [name] })).toEqual(described);
      }),
    );
  });
});

describe('further readings of a question', () => {
  const readings = (full: string): string[] =>
    describeQuestion({ names: [named(full)] }).names.map((name) => (name.loose ?? []).join(' '));

  it('undo what machine-readable zones make of ñ, ü, æ and å (ICAO 9303-3)', () => {
    expect(readings('JOSE MUNXXOZ')).toEqual(['JOSE MUNXXOZ', 'JOSE MUNOZ']);
    expect(readings('ANA MUELLER')).toEqual(['ANA MUELLER', 'ANA MULLER']);
    expect(readings('ANA GUXXELL')).toEqual(['ANA GUXXELL', 'ANA GUELL']);
    expect(readings('LARS AAKESSON KJAER')).toEqual(['LARS AAKESSON KJAER', 'LARS AKESSON KJAR']);
  });

  it('leave names alone in which both vowels are meant', () => {
    const full = 'MANUEL MIGUEL QUESADA RAFAEL JOEL NOE';
    expect(readings(full)).toEqual([full]);
  });

  it('are no names of a register', () => {
    expect(describeIdentity({ names: [named('ANA MUELLER')] }).names).toHaveLength(1);
  });
});
