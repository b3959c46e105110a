import fc from 'fast-check';
import { phoneticCode } from '#libs/matching';

describe('phoneticCode', () => {
  it.each([
    ['GONZALEZ GONZALES GONSALES'],
    ['RODRIGUEZ RODRIGUES'],
    ['JIMENEZ GIMENEZ XIMENEZ'],
    ['SOUZA SOUSA'],
    ['LUIZ LUIS'],
    ['THIAGO TIAGO'],
    ['WALTER VALTER'],
    ['XAVIER JAVIER'],
    ['MUNOZ MUNHOZ'],
    ['QUISPE KISPE'],
    ['MOHAMMED MUHAMMAD MHMD'],
    ['RAMDIN RAMDEEN'],
    ['YBARRA IBARRA'],
    ['SOEKARDJO SUKARJO'],
    ['TJOKRO COKRO'],
    ['HUAMAN GUAMAN WAMAN'],
    ['MCDONALD MACDONALD'],
    ['HERNANDEZ ERNANDES'],
    ['JOSEPH JOSEF'],
    ['SCHMIDT SMIDT'],
    ['GUERRA GUERA'],
    ['LLANOS LANOS'],
    ['MARIA MARIO MAURA'],
  ])('is one code for %s', (words) => {
    expect(new Set(words.split(' ').map(phoneticCode)).size).toBe(1);
  });

  it.each([
    ['GARCIA', 'GRACA'],
    ['PEREZ', 'PAREDES'],
    ['LOPEZ', 'LUGO'],
    ['CHAVEZ', 'JAVES'],
    ['RAMDIN', 'RAMOS'],
    ['SILVA', 'SALAS'],
  ])('tells %s from %s', (left, right) => {
    expect(phoneticCode(left)).not.toBe(phoneticCode(right));
  });

  it('is 1 to 7 letters for every word, and the word itself where no letter sounds', () => {
    expect(phoneticCode('H')).toBe('H');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,40}$/), (word) => {
        expect(phoneticCode(word).length).toBeGreaterThan(0);
        expect(phoneticCode(word).length).toBeLessThanOrEqual(Math.max(7, /^H+$/.test(word) ? word.length : 0));
      }),
    );
  });
});
