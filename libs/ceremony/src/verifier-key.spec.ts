import { verifierKey } from './verifier-key.js';

/** The key bytes of a verifier key, after its type byte. */
function keyOf(vkey: string): Uint8Array {
  return Buffer.from(vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
}

describe('a verifier key', () => {
  it('of a log is written as in the example of C2SP signed-note', () => {
    const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    expect(verifierKey('example.com/foo', 'log', keyOf(vkey))).toBe(vkey);
  });

  it("of a log is written as Tessera's test log writes it", () => {
    const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
    expect(verifierKey('example.com/log/testdata', 'log', keyOf(vkey))).toBe(vkey);
  });

  it('of a witness has the type of a cosignature', () => {
    const vkey = 'witness.ro.crex.example/w1+cfccd82f+BKBlA9buXxf39elVk5xpRBXijaMPIE1kG2L3USCpEYpv';
    expect(verifierKey('witness.ro.crex.example/w1', 'witness', keyOf(vkey))).toBe(vkey);
  });
});
