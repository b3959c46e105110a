import { Buffer as NodeBuffer } from 'node:buffer';
import fc from 'fast-check';
import { Buffer } from './buffer.js';

const encodings = ['utf8', 'latin1', 'hex', 'base64', 'base64url'] as const;
const bytes = fc.uint8Array({ maxLength: 300 });
const same = (ours: Uint8Array, nodes: Uint8Array) => NodeBuffer.from(ours).equals(nodes);

describe("the browser's Buffer", () => {
  it("writes bytes as node's does", () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(...encodings), fc.nat(300), fc.nat(300), (data, encoding, a, b) => {
        const [start, end] = [Math.min(a, b, data.length), Math.min(Math.max(a, b), data.length)];
        expect(Buffer.from(data).toString(encoding)).toBe(NodeBuffer.from(data).toString(encoding));
        const part = NodeBuffer.from(data).toString(encoding, start, end);
        expect(Buffer.from(data).toString(encoding, start, end)).toBe(part);
      }),
    );
  });

  it("reads texts as node's does, well-formed or not", () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      bytes.map((data) => NodeBuffer.from(data).toString('base64')),
      fc.stringMatching(/^[0-9a-fA-F]*.?$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...encodings), (any, encoding) => {
        // of other signs node takes a part of their number for base64; both are refused by who compares the way back
        const given = encoding.startsWith('base64') ? any.replace(/[^\0-\xff]/gu, '') : any;
        expect(same(Buffer.from(given, encoding), NodeBuffer.from(given, encoding))).toBe(true);
      }),
    );
  });

  it('joins, compares and counts', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(same(Buffer.concat([a, b]), NodeBuffer.concat([a, b]))).toBe(true);
        expect(Buffer.compare(a, b)).toBe(NodeBuffer.compare(a, b));
        expect(Buffer.from(a).equals(b)).toBe(NodeBuffer.from(a).equals(b));
        expect(Buffer.from(a).equals(Uint8Array.from(a))).toBe(true);
      }),
    );
    expect(Buffer.of(1, 2, 3).readUIntBE(1, 2)).toBe(NodeBuffer.of(1, 2, 3).readUIntBE(1, 2));
    expect(Buffer.alloc(3)).toHaveLength(3);
    expect(Buffer.from([1, 2, 3]).subarray(1)).toBeInstanceOf(Buffer);
  });
});
