import fc from 'fast-check';
import { tokenSimilarity } from '#libs/matching';

const rows = (table: string): [string, string][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [string, string]);

describe('two words of names', () => {
  it.each(
    rows(`
    GONZALEZ GONZALES
    RODRIGUEZ RODRIGUES
    JIMENEZ XIMENEZ
    SOEKARDJO SUKARJO
    SOUZA SOUSA
    THIAGO TIAGO
    GARCIA GRACIAS
    LOPEZ LPOEZ
    MARTINEZ MARTINES
    BRATHWAITE BRATHWAITTE
    PEPE JOSE
    PACO FRANCISCO
    CHICO FRANCISCO
    KATYA EKATERINA
    MA MARIA
    MHMD MOHAMMED
    GORBACHOV GORBATSCHOW
    ZHUKOV JOUKOV
    WIDJAJA WIJAYA
    ALHASSAN HASSAN
    IVANOV IVANOVA
    ABIDIN ABIDINE
  `),
  )('are the same written otherwise: %s and %s', (left, right) => {
    expect(tokenSimilarity(left, right, true)).toMatchObject({ level: 2 });
  });

  it.each(
    rows(`
    J JUAN
    TH THEODORA
    ALEX ALEXANDRINA
    SEUN OLUWASEUN
    WESTERHOUDT WESTERHAUTD
    FERNANDEZ HERNANDEZ
  `),
  )('may be the same: %s and %s', (left, right) => {
    expect(tokenSimilarity(left, right, left !== 'FERNANDEZ')).toMatchObject({ level: 1 });
  });

  it.each(
    rows(`
    MARIA MARTA
    MARIO MARIA
    JUAN JUANA
    DANIEL DANIELA
    SIMON SIMONE
    VALENTIN VALENTINA
    DEVON DEVIN
    JUAN IVANA
    MARIA MARIANA
    JOHN JANE
    LUIS LUZ
    WANG HUANG
    XIAOMING XIAOHONG
    RAHMAN RAHIM
    ABDULRAHMAN ABDULRAHIM
    SIDOROV FEDOROV
    LI LU
    PEREZ PAREDES
  `),
  )('are two given names: %s and %s', (left, right) => {
    expect(tokenSimilarity(left, right, true)).toEqual({ level: 0, similarity: 0, reason: 'different' });
  });

  it('are alike in both directions, never more than when they are equal, and never throw', () => {
    const word = fc.stringMatching(/^[A-Z0-9]{0,20}$/);
    fc.assert(
      fc.property(word, word, fc.boolean(), (left, right, isGiven) => {
        const { level, similarity } = tokenSimilarity(left, right, isGiven);
        expect(tokenSimilarity(right, left, isGiven)).toEqual(tokenSimilarity(left, right, isGiven));
        expect(similarity).toBeLessThanOrEqual(1);
        expect(level === 3).toBe(left === right);
        expect(level === 0).toBe(similarity === 0);
        expect(tokenSimilarity(left, left, isGiven).level).toBe(3);
      }),
    );
  });
});
