import type { KeyObject } from 'node:crypto';

/** True for a key on the curve P-256, named (explicit curve parameters are not P-256, whatever they say). */
export function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}
