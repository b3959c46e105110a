import type { CipherSuite, Key } from 'hpke';
import { ENCAPSULATION_BYTES, SEAL_INFO, sealingSuite, type Opener } from '#libs/protocol';
import { pkiError } from './error.js';
import type { SealingKeyPair } from './key.js';

/** A sealing key, whatever its times. */
type KeyHalves = Pick<SealingKeyPair, 'kid' | 'privateKey' | 'publicKey'>;

const info = Buffer.from(SEAL_INFO, 'ascii');

/**
 * An opener whose key is in this process's memory. It refuses a pair whose halves do not belong together, because
 * its kid (what senders look up) is computed from the public half.
 * @throws pki.key-inconsistent; its `open` throws pki.unsealable
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-hpke-hpke-04#section-6.1
 */
export async function sealingOpener(pair: KeyHalves): Promise<Opener> {
  const suite = sealingSuite();
  const privateKey = await readPrivateKey(suite, pair);
  await checkHalvesMatch(suite, privateKey, pair);
  return {
    kid: pair.kid,
    open: async (sealed, aad) => {
      try {
        const enc = sealed.subarray(0, ENCAPSULATION_BYTES);
        return await suite.Open(privateKey, enc, sealed.subarray(ENCAPSULATION_BYTES), { aad, info });
      } catch (cause) {
        throw unsealable(cause);
      }
    },
  };
}

async function readPrivateKey(suite: CipherSuite, pair: KeyHalves): Promise<Key> {
  try {
    return await suite.DeserializePrivateKey(pair.privateKey);
  } catch (cause) {
    throw inconsistent(cause);
  }
}

/** The private half does not give out its public half, so a trial message tells. */
async function checkHalvesMatch(suite: CipherSuite, privateKey: Key, pair: KeyHalves): Promise<void> {
  try {
    const publicKey = await suite.DeserializePublicKey(pair.publicKey);
    const trial = await suite.Seal(publicKey, Uint8Array.of(1));
    await suite.Open(privateKey, trial.encapsulatedSecret, trial.ciphertext);
  } catch (cause) {
    throw inconsistent(cause);
  }
}

function unsealable(cause: unknown): Error {
  return pkiError('pki.unsealable', 'the message was not sealed to this key, or was changed', { cause });
}

function inconsistent(cause: unknown): Error {
  return pkiError('pki.key-inconsistent', 'the halves of the sealing key do not belong together', { cause });
}
