import fc from 'fast-check';
import { Alliance } from '#libs/ceremony';
import { isCrexError } from '#libs/protocol';
import { sampleExport, type ExportTwist, type SampleLine } from '../../../../test/logs/sample-export.js';
import { verifyExport, type ExportVerdict, type Policy } from '../index.js';

let alliance: Alliance;
let sample: Awaited<ReturnType<typeof sampleExport>>;
beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: Date.UTC(2026, 10, 22, 12) });
  sample = await sampleExport(alliance);
});

/** In pieces that end anywhere, as files are read. */
async function* pieces(bytes: Uint8Array, length = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}
const verify = (text: string | Uint8Array, policies: readonly Policy[] = [sample.policy]) =>
  verifyExport(pieces(Buffer.from(text)), policies);
const codesOf = ({ faults }: ExportVerdict) => faults.map(({ line, code }) => `${line} ${code}`);
const judge = async (twist: ExportTwist) => {
  const { text, policy } = await sampleExport(alliance, twist);
  return verify(text, [policy]);
};
const codeOf = async (text: string | Uint8Array) => {
  try {
    await verify(text);
    return 'none';
  } catch (error) {
    return isCrexError(error) ? error.code : String(error);
  }
};
/** A change of one of the told lines. */
const bend =
  (at: number, change: (line: NonNullable<SampleLine['entry']>) => object) => (lines: readonly SampleLine[]) =>
    lines.map((line, index) => {
      if (index !== at) return line;
      const [[kind, told]] = Object.entries(line) as [[string, NonNullable<SampleLine['entry']>]];
      return { [kind]: { ...told, ...change(told) } };
    });
const bendPart = (at: number, group: string, part: object) =>
  bend(at, ({ parts }) => ({ parts: { ...parts, [group]: { ...parts[group], ...part } } }));

describe('a file of exported entries', () => {
  it('verifies with nothing but the keys of the log and its witnesses', async () => {
    const verdict = await verify(sample.text);
    expect(codesOf(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ entries: 2, erasures: 1, pending: 0, unknownTypes: 0, isWhole: true });
    expect(verdict.parts).toEqual({ open: 2, closed: 3, erased: 1, missing: 0 });
    expect(verdict.header).toMatchObject({ country: 'BR', entries: 2 });
    const cosigners = ['AR', 'JM'].map((id) => alliance.entry(id as 'AR').witness.name);
    expect(verdict.checkpoints).toEqual([{ origin: alliance.entry('BR').log.origin, size: 303n, cosigners }]);
  });

  it('tells how far it is, and may be of no entry at all', async () => {
    const seen: number[] = [];
    await verifyExport(pieces(Buffer.from(sample.text), 7), [sample.policy], (done) => seen.push(done));
    expect(seen).toEqual([0, 1, 2, 2, 2]);
    expect(await judge({ lines: () => [] })).toMatchObject({ entries: 0, faults: [], isWhole: true });
  });

  it('is found with any one byte of it changed, and the line is named', async () => {
    const bytes = Buffer.from(sample.text);
    let begin = 0;
    for (const [index, line] of sample.text.trimEnd().split('\n').entries()) {
      const length = Buffer.byteLength(line); // there its line feed stands
      const step = Math.ceil(length / 40);
      for (const place of [0, ...Array.from({ length: 40 }, (_, at) => at * step), length - 1, length]) {
        if (place > length) continue;
        const bent = Buffer.from(bytes);
        bent[begin + place] = (bent[begin + place] ?? 0) ^ 1;
        const code = await codeOf(bent);
        const named = code === 'none' ? (await verify(bent)).faults.map((fault) => fault.line) : [];
        // of the first line only the digest at the end tells, as far as it still is a first line
        if (index === 0) expect([place, code !== 'none' || named.includes(5)]).toEqual([place, true]);
        else expect([index, place, named]).toEqual([index, place, expect.arrayContaining([index + 1])]);
      }
      begin += length + 1;
    }
  });

  it.each<[string, ExportTwist, string]>([
    ['an open part that says something else', { lines: bendPart(0, 'subject', { value: { subject: { names: ['Otro'] } } }) }, '2 audit.commitment-differs'],
    ['another salt', { lines: bendPart(0, 'detail', { salt: 'A'.repeat(43) }) }, '2 audit.commitment-differs'],
    ['a part that is gone without a word', { lines: bendPart(0, 'actor', { status: 'missing' }) }, '2 audit.part-missing'],
    ['a part erased by an entry that is not there', { lines: (lines) => lines.slice(0, 2) }, '3 audit.part-missing'],
    ['a part erased by an entry about another part', { leaf: (leaf) => (leaf['type'] === 'ERASURE' ? { ...leaf, group: 'detail' } : leaf) }, '3 audit.part-missing'],
    ['a part erased by an entry about another event', { leaf: (leaf) => (leaf['type'] === 'ERASURE' ? { ...leaf, target: leaf['eventId'] } : leaf) }, '3 audit.part-missing'],
    ['a part erased by an entry that is not proven', { lines: bend(2, ({ proof }) => ({ proof: proof.replace(/index \d+/, 'index 1') })) }, '3 audit.part-missing'],
    ['a part that is not told of', { lines: bend(0, ({ parts: { subject: _, ...parts } }) => ({ parts })) }, '2 audit.malformed-export'],
    ['a part that was not to be opened', { header: (header) => ({ ...header, open: ['detail'] }) }, '2 audit.malformed-export'],
    ['the proof of another place', { lines: bend(0, ({ proof }) => ({ proof: proof.replace(/index \d+/, 'index 300') })) }, '2 audit.proof-invalid'],
    ['no proof', { lines: bend(0, () => ({ proof: 'NONE' })) }, '2 audit.malformed-proof'],
    ['a checkpoint that one country has cosigned', { cosigners: ['AR'] }, '2 audit.no-quorum'],
    ['an entry that names another log', { leaf: (leaf) => ({ ...leaf, origin: 'log.jm.crex.example/audit/1' }) }, '2 audit.unknown-log'],
    ['two histories of one log', { isForked: true }, '4 audit.fork'],
    ['a leaf that is none', { lines: bend(0, () => ({ leaf: 'e30=' })) }, '2 audit.malformed-leaf'],
    ['a leaf in loose base64', { lines: bend(0, ({ leaf }) => ({ leaf: `${leaf}=` })) }, '2 audit.malformed-export'],
    ['an entry twice', { lines: (lines) => [lines[0], lines[0], ...lines.slice(1)] as SampleLine[] }, '3 audit.malformed-export'],
    ['an older entry first', { lines: ([one, other, ...rest]) => [other, one, ...rest] as SampleLine[] }, '3 audit.malformed-export'],
    ['an entry after the erasures', { lines: ([one, other, erasure]) => [one, erasure, other] as SampleLine[] }, '4 audit.malformed-export'],
    ['a line of another kind', { lines: (lines) => [...lines, { note: 'hello' }] }, '5 audit.malformed-export'],
    ['a line with more than is known', { lines: bend(0, () => ({ more: 1 })) }, '2 audit.malformed-export'],
    ['more entries than it says', { header: (header) => ({ ...header, entries: 1 }) }, '3 audit.malformed-export'],
    ['fewer entries than it says', { header: (header) => ({ ...header, entries: 3 }) }, '5 audit.export-differs'],
    ['an end that counts other erasures', { end: (end) => ({ ...end, erasures: 0 }) }, '5 audit.export-differs'],
    ['a digest of other bytes', { end: (end) => ({ ...end, digest: 'A'.repeat(43) }) }, '5 audit.export-differs'],
  ])('is at fault with %s', async (_, twist, fault) => {
    expect(codesOf(await judge(twist))).toContain(fault);
  }); // prettier-ignore

  it('is judged by each policy that is given, and by none for a log that none of them knows', async () => {
    const other: Policy = { ...sample.policy, logs: [{ vkey: alliance.entry('JM').log.vkey }] };
    expect(codesOf(await verify(sample.text, [other, sample.policy]))).toEqual([]);
    expect(codesOf(await verify(sample.text, [other]))[0]).toBe('2 audit.unknown-log');
  });

  it('says what is not proven yet, and which types it does not know', async () => {
    const pending = await judge({ lines: bend(0, () => ({ proof: 'PENDING' })) });
    expect([pending.pending, codesOf(pending)]).toEqual([1, []]);
    // a type of a later version: proven to be in the log, and nobody here can read it
    const later = await judge({ leaf: (leaf) => (leaf['type'] === 'NO_RECORD' ? { ...leaf, type: 'LATER' } : leaf) });
    expect([later.unknownTypes, codesOf(later)]).toEqual([1, []]);
    const bent = bend(0, ({ proof }) => ({ proof: proof.replace(/index \d+/, 'index 300') }));
    const moved = await judge({ leaf: (leaf) => ({ ...leaf, type: 'LATER' }), lines: bent });
    expect([moved.unknownTypes, codesOf(moved)]).toEqual([3, ['2 audit.proof-invalid']]);
  });

  it('that was cut off says so, and more after the end is a fault', async () => {
    const lines = sample.text.split('\n');
    expect(await verify(`${lines.slice(0, 4).join('\n')}\n`)).toMatchObject({ isWhole: false, faults: [] });
    expect(codesOf(await verify(sample.text.slice(0, -1)))).toEqual(['5 audit.malformed-export']);
    expect(codesOf(await verify(`${sample.text}{}\n`))).toEqual(['6 audit.malformed-export']);
    expect(codesOf(await verify(sample.text.replace('"end"', '"end":{},"end"')))).toEqual(['5 audit.malformed-export']);
  });

  it('that does not even begin as one is refused; endless lines and lines without number are not read on', async () => {
    for (const text of ['', '\n', '{}\n', '\uFEFF' + sample.text, 'a'.repeat(2_000_000), '<!doctype html>'])
      expect([text.slice(0, 9), await codeOf(text)]).toEqual([text.slice(0, 9), 'audit.malformed-export']);
    const [header = ''] = sample.text.split('\n');
    const long = await verify(`${header}\n${'x'.repeat(2_000_000)}`);
    expect(codesOf(long)).toEqual(['1 audit.malformed-export']);
    const many = await verify(`${header}\n${'{}\n'.repeat(100_000)}`);
    expect(many.faults).toHaveLength(100);
  });

  it('never throws anything but a coded error, whatever it is given', async () => {
    const lines = sample.text.split('\n');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json(), fc.constantFrom(...lines), fc.json().map((json) => `{"entry":{"leaf":${json},"proof":"","parts":{}}}`)),
        fc.constantFrom(0, 1, 2, 3, 4),
        async (text, at) => {
          expect(await codeOf(lines.with(at, text).join('\n'))).toMatch(/^(none|audit\.malformed-export)$/);
        },
      ),
    ); // prettier-ignore
  });
});
