/** Standard base64 with padding (RFC 4648 §4), the alphabet of every C2SP text format. */
export function toBase64(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('base64');
}

/** The bytes, or undefined when the text is not the one spelling of any (RFC 4648 §3.5: the unused bits are zero). */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Hexadecimal, lower case. */
export function toHex(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('hex');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
