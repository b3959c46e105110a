import type { KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './key-encryption.js';

/** What a row beside the log keeps: ciphertext, and the period key that it ends with. */
export interface SealedBeside {
  /** Of audit_dek. */
  readonly periodKey: number;
  readonly ciphertext: Uint8Array;
}

/** Encrypts what such a row keeps; `place` names the row and is bound to the ciphertext. */
export function sealBeside(key: KeyObject, place: string, plaintext: Uint8Array): Buffer {
  return encrypt(key, plaintext, contextOf(place));
}

/** @throws audit.wrong-key */
export function openBeside(key: KeyObject, place: string, ciphertext: Uint8Array): Buffer {
  return decrypt(key, ciphertext, contextOf(place));
}

function contextOf(place: string): string {
  return `crex.audit.beside.v1\0${place}`;
}
