import * as node from 'node:crypto';
import fc from 'fast-check';
import * as browser from './node-crypto.js';
import { NotAnsweredYet, withAnswers } from './signature-answers.js';

const DATA = Buffer.from('what is signed');

/** `openssl req -x509` with a fresh key on P-256. */
const SELF_SIGNED = Buffer.from(
  [
    'MIIBmTCCAT+gAwIBAgIUdEa+qq+g4YaSfmSmK106NMXqzvIwCgYIKoZIzj0EAwIwIjELMAkGA1UEBhMCQlIxEzARBgNVBAMMCkJS',
    'IENSRVggQ0EwHhcNMjYxMTIyMjIzNTUyWhcNMzYxMTE5MjIzNTUyWjAiMQswCQYDVQQGEwJCUjETMBEGA1UEAwwKQlIgQ1JFWCBD',
    'QTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBGWssgRXF5nqSFbgbkoEucW4TJkGIJ0C2jOxnct4cMW37lDd7qdACwohlvO7ZDm',
    'UTa4m50t1/23GLmrNlf6j6mjUzBRMB0GA1UdDgQWBBTJOe+ijZRZv5v4c1HzXU9Efst3ojAfBgNVHSMEGDAWgBTJOe+ijZRZv5v4',
    'c1HzXU9Efst3ojAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQC6w/ckkhN1617U8PVTtIIAnWDmMOf7bBmVvFMe',
    'FOhM7AIgColNl+BiccaG59EDRSVQ+Dx4gJuxM7ItIukbyXcWac4=',
  ].join(''),
  'base64',
);

describe("the browser's node:crypto", () => {
  it("computes the hashes of node's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('sha256' as const, 'sha384' as const), (data, name) => {
        const expected = node.createHash(name).update(data).update('text').digest('base64url');
        expect(browser.createHash(name).update(data).update('text').digest('base64url')).toBe(expected);
      }),
    );
  });

  it.each(['prime256v1', 'secp384r1', 'secp521r1'])(
    'judges signatures on %s as node does, in both forms',
    async (namedCurve) => {
      const { privateKey, publicKey } = node.generateKeyPairSync('ec', { namedCurve });
      const der = node.sign('sha256', DATA, privateKey);
      const raw = node.sign('sha256', DATA, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
      const key = browser.publicKeyOf(spki);
      expect(key.asymmetricKeyDetails.namedCurve).toBe(namedCurve);
      const rawKey = { key, dsaEncoding: 'ieee-p1363' } as const;
      const judge = () =>
        Promise.resolve([
          ...variants(der).map((signature) => quietly(() => browser.verify('sha256', DATA, key, signature))),
          quietly(() => browser.verify('sha256', DATA, rawKey, raw)),
          quietly(() => browser.verify('sha256', Buffer.from('other'), rawKey, raw)),
          quietly(() => browser.verify('sha384', DATA, rawKey, raw)),
          quietly(() => browser.verify('sha256', DATA, rawKey, raw.subarray(1))),
        ]);
      const expected = variants(der).map((signature) => node.verify('sha256', DATA, publicKey, signature));
      expect(expected[0]).toBe(true);
      expect(await withAnswers(judge)).toEqual([...expected, true, false, false, false]);
    },
  );

  it('reads the key of a certificate and who signed it', async () => {
    const certificate = new browser.X509Certificate(SELF_SIGNED);
    const { publicKey } = node.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const stranger = browser.publicKeyOf(new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })));
    expect(certificate.publicKey.asymmetricKeyType).toBe('ec');
    const judge = () =>
      Promise.resolve([
        quietly(() => certificate.verify(certificate.publicKey)),
        quietly(() => certificate.verify(stranger)),
      ]);
    expect(await withAnswers(judge)).toEqual([true, false]);
    expect(() => new browser.X509Certificate(Buffer.from('none'))).toThrow();
  });
});

/** A DER signature, and forms of it that another reader might take for the same. */
function variants(der: Buffer): Uint8Array[] {
  const longer = Buffer.concat([der, Buffer.of(0)]);
  const flipped = Buffer.from(der);
  flipped[flipped.length - 1]! ^= 1;
  const r = der[1]! >= 0x80 ? 3 : 2;
  // a zero before r that is not needed
  const padded = Buffer.concat([der.subarray(0, r + 1), Buffer.of(der[r + 1]! + 1, 0), der.subarray(r + 2)]);
  padded[r - 1]! += 1;
  return [der, longer, flipped, padded, der.subarray(1), Buffer.alloc(0)].map((bytes) => new Uint8Array(bytes));
}

function quietly(work: () => boolean): boolean | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotAnsweredYet) return 'not yet';
    throw error;
  }
}
