/**
 * What of node's Buffer the verifier uses, for a browser: bytes with encodings. Anything else is not there, so that it
 * fails when the page is built or tried, not when somebody relies on it.
 *
 * @see buffer.spec.ts, which compares it with node's
 */
export class Buffer extends Uint8Array {
  static override from(source: unknown, second?: unknown, third?: unknown): Buffer {
    if (typeof source === 'string') return bytesOf(source, second as Encoding | undefined);
    if (source instanceof ArrayBuffer) {
      return new Buffer(source, (second as number | undefined) ?? 0, third as number | undefined);
    }
    const values = source as ArrayLike<number>;
    const bytes = new Buffer(values.length);
    bytes.set(values);
    return bytes;
  }

  static override of(...bytes: number[]): Buffer {
    return Buffer.from(bytes);
  }

  static alloc(size: number, value = 0): Buffer {
    return new Buffer(size).fill(value);
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(parts.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static compare(a: Uint8Array, b: Uint8Array): number {
    const shared = Math.min(a.length, b.length);
    for (let at = 0; at < shared; at++) {
      const difference = (a[at] as number) - (b[at] as number);
      if (difference !== 0) return Math.sign(difference);
    }
    return Math.sign(a.length - b.length);
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, at) => byte === other[at]);
  }

  readUIntBE(offset: number, byteLength: number): number {
    return this.subarray(offset, offset + byteLength).reduce((value, byte) => value * 256 + byte, 0);
  }

  override toString(encoding: Encoding = 'utf8', start = 0, end = this.length): string {
    return textOf(this.subarray(start, end), encoding);
  }
}

type Encoding = 'utf8' | 'utf-8' | 'latin1' | 'ascii' | 'hex' | 'base64' | 'base64url';

function bytesOf(text: string, encoding: Encoding = 'utf8'): Buffer {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return Buffer.from(new TextEncoder().encode(text));
    case 'latin1':
    case 'ascii': {
      const bytes = new Buffer(text.length);
      for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
      return bytes;
    }
    case 'hex': {
      const pairs = /^(?:[0-9A-Fa-f]{2})*/.exec(text)?.[0] ?? '';
      return Buffer.from(
        Array.from({ length: pairs.length / 2 }, (_, at) => parseInt(pairs.slice(2 * at, 2 * at + 2), 16)),
      );
    }
    case 'base64':
    case 'base64url':
      return fromBase64(text);
  }
}

/** As node does: both alphabets, what belongs to neither is passed over, and the end needs no padding. */
function fromBase64(text: string): Buffer {
  const [whole = ''] = text.replaceAll('-', '+').replaceAll('_', '/').split('=');
  const signs = whole.replace(/[^A-Za-z0-9+/]/g, '');
  const usable = signs.length % 4 === 1 ? signs.slice(0, -1) : signs;
  return bytesOf(atob(usable), 'latin1');
}

/** Below what a call may have as arguments. */
const CHUNK = 32_768;

function textOf(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'latin1':
    case 'ascii': {
      const parts: string[] = [];
      for (let at = 0; at < bytes.length; at += CHUNK) {
        parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
      }
      return parts.join('');
    }
    case 'hex':
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'base64':
      return btoa(textOf(bytes, 'latin1'));
    case 'base64url':
      return textOf(bytes, 'base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }
}
