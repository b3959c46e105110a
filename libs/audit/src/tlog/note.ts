import { CrexError } from '#libs/protocol';
import { fromBase64, toBase64 } from './encoding.js';
import { concatBytes, equalBytes } from './bytes.js';
import { isKeyName } from './key-name.js';
import { strictText } from './strict-text.js';

/** Text with one line for each signature. Nothing in it may be believed before {@link openNote} has verified it. */
export interface Note {
  /** Ends in a newline, which is signed too. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line: whose key, and the bytes that follow the key id. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A key that signs notes. Another algorithm is another implementation of this, and one more line in the note. */
export interface NoteSigner {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** The signature bytes that follow the key id in the line. */
  sign(text: string): Promise<Uint8Array>;
}

/** A public key that the verifier knows for its owner's. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Uint8Array;
  verify(text: string, signature: Uint8Array): boolean;
}

/** The most bytes of a note: 64 signatures of ML-DSA-44 and a text fit. */
export const MAX_NOTE_BYTES = 262_144;
/** The most signatures of a note; C2SP demands at least 16. */
export const MAX_SIGNATURES = 64;
const KEY_ID_BYTES = 4;
const SIGNATURE_LINE = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/;
/** Below U+0020, newline excepted. */
const CONTROL = /(?!\n)[\0-\x1f]/;

/**
 * Takes a note apart and verifies nothing.
 *
 * @throws audit.malformed-note
 * @see C2SP signed-note, format
 */
export function readNote(note: Uint8Array | string): Note {
  const whole = strictText(note, MAX_NOTE_BYTES, malformed);
  checkNoControls(whole);
  const end = whole.lastIndexOf('\n\n'); // the text may hold empty lines, the signatures cannot
  if (end === -1) throw malformed('text and signatures are separated by an empty line');
  return { text: whole.slice(0, end + 1), signatures: readLines(whole.slice(end + 2)) };
}

/**
 * The note as it is stored and sent.
 *
 * @throws audit.malformed-note
 */
export function encodeNote({ text, signatures }: Note): string {
  const whole = `${text}\n${signatureLines(signatures)}`;
  checkSameText(text, readNote(whole));
  return whole;
}

/**
 * Signs a text that ends in a newline with each signer.
 *
 * @throws audit.malformed-note
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  const signatures = signers.map(async (signer) => await signatureOf(text, signer));
  return encodeNote({ text, signatures: await Promise.all(signatures) });
}

/** The signature of one signer over a text, to be added to a note. */
export async function signatureOf(text: string, signer: NoteSigner): Promise<NoteSignature> {
  return { name: signer.name, keyId: signer.keyId, signature: await signer.sign(text) };
}

/**
 * Verifies a note by the keys that are known: lines of other keys are left out, a line of a known key must hold, and at
 * least one must be there. The result has each known key at most once.
 *
 * @throws audit.malformed-note, audit.ambiguous-key, audit.repeated-signature, audit.wrong-signature, audit.unsigned-note
 * @see C2SP signed-note, signatures
 */
export function openNote(note: Uint8Array | string, verifiers: readonly NoteVerifier[]): Note {
  checkDistinct(verifiers);
  const { text, signatures } = readNote(note);
  const known: NoteSignature[] = [];
  for (const signature of signatures) {
    const verifier = verifiers.find((key) => isSameKey(key, signature));
    if (verifier === undefined) continue;
    checkFirstOfItsKey(known, signature);
    checkSignature(verifier, text, signature);
    known.push(signature);
  }
  checkSigned(known);
  return { text, signatures: known };
}

/** Signature lines by themselves, as a witness sends them: `— <name> <base64>` and a newline each. */
export function signatureLines(signatures: readonly NoteSignature[]): string {
  return signatures.map((signature) => `${signatureLine(signature)}\n`).join('');
}

/**
 * Reads what {@link signatureLines} wrote; verifies nothing.
 *
 * @throws audit.malformed-note
 */
export function readSignatureLines(text: Uint8Array | string): NoteSignature[] {
  return readLines(strictText(text, MAX_NOTE_BYTES, malformed));
}

function readLines(text: string): NoteSignature[] {
  const lines = text.split('\n');
  checkLastLine(lines.pop());
  checkSignatureCount(lines.length);
  return lines.map(readSignatureLine);
}

function signatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concatBytes([keyId, signature]))}`;
}

function readSignatureLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  checkName(name);
  const bytes = fromBase64(base64);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES)
    throw malformed('a signature is base64 of key id and signature');
  return { name, keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}

/** True when both name the same key: name and key id together identify it. */
export function isSameKey(
  left: Pick<NoteVerifier, 'name' | 'keyId'>,
  right: Pick<NoteVerifier, 'name' | 'keyId'>,
): boolean {
  return left.name === right.name && equalBytes(left.keyId, right.keyId);
}

function checkNoControls(text: string): void {
  if (CONTROL.test(text)) throw malformed('a note has no control characters but newlines');
}

function checkLastLine(line: string | undefined): void {
  if (line !== '') throw malformed('the last signature line ends in a newline');
}

function checkSignatureCount(count: number): void {
  if (count === 0 || count > MAX_SIGNATURES) throw malformed(`a note has 1 to ${MAX_SIGNATURES} signatures`);
}

function checkName(name: string): void {
  if (!isKeyName(name)) throw malformed('a signature line is: dash, name without spaces and plus signs, base64');
}

/** A text without its final newline could bring signature lines of its own. */
function checkSameText(text: string, read: Note): void {
  if (read.text !== text) throw malformed('the text ends in a newline');
}

function checkDistinct(verifiers: readonly NoteVerifier[]): void {
  const repeated = verifiers.some((key, at) => verifiers.findIndex((other) => isSameKey(key, other)) !== at);
  if (repeated) throw new CrexError('audit.ambiguous-key', 'two of the known keys have the same name and key id');
}

/** A second line of one key would let it vote twice, or hide behind a line that holds. */
function checkFirstOfItsKey(known: readonly NoteSignature[], signature: NoteSignature): void {
  if (known.some((other) => isSameKey(other, signature)))
    throw new CrexError('audit.repeated-signature', 'a known key has signed the note twice');
}

function checkSignature(verifier: NoteVerifier, text: string, { signature }: NoteSignature): void {
  if (!verifier.verify(text, signature))
    throw new CrexError('audit.wrong-signature', 'a signature of a known key does not hold');
}

function checkSigned(known: readonly NoteSignature[]): void {
  if (known.length === 0) throw new CrexError('audit.unsigned-note', 'no known key has signed the note');
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-note', detail);
}
