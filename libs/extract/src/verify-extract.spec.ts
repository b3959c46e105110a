import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDF, PdfName } from '@libpdf/core';
import {
  claimsOf,
  developmentAuthority,
  renewArchive,
  verifyExtract,
  type ExtractTrust,
  type LoggedExtract,
} from '#libs/extract';
import { CrexError, digestOf } from '#libs/protocol';
import { codeOfAsync } from '../../../test/code-of.js';
import { SAMPLE_ISSUED_AT, sampleConviction, sampleExtract } from '../../../test/extract/sample-extract.js';
import { TestMinistry } from '../../../test/extract/sealed-extract.js';
import { appendSignature } from './pdf-revision.js';

const DAY = 86_400;
/** Without a proof the log is not looked at; that is said and spoils nothing. */
const NOT_LOOKED_AT = 'log.not-looked-at';

describe('verifying an extract', () => {
  let ministry: TestMinistry;
  let sealed: Uint8Array;

  const { warn } = console;

  beforeAll(async () => {
    // the library says aloud when a font is damaged
    console.warn = () => undefined;
    ministry = await TestMinistry.open();
    sealed = await ministry.issue();
  });
  afterAll(() => (console.warn = warn));

  const judge = async (pdf: Uint8Array, changes: Partial<ExtractTrust> = {}) =>
    await verifyExtract(pdf, ministry.trust(changes));
  const codesOf = async (pdf: Uint8Array, changes: Partial<ExtractTrust> = {}) =>
    (await judge(pdf, changes)).findings.flatMap(({ result, code }) => (result === 'fault' ? (code ?? []) : []));

  /** The file with one byte turned at a place that a pattern finds. */
  function flipped(pattern: string, offset = 0, from: 'first' | 'last' = 'first'): Uint8Array {
    const bytes = Buffer.from(sealed);
    const place = from === 'first' ? bytes.indexOf(pattern, 0, 'latin1') : bytes.lastIndexOf(pattern);
    expect(place).toBeGreaterThan(0);
    bytes[place + offset]! ^= 0x01;
    return new Uint8Array(bytes);
  }

  it('finds nothing wrong with an honest one', async () => {
    const verdict = await judge(sealed);
    expect(verdict.findings.filter(({ result }) => result === 'fault')).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'good', code: undefined, sealedAtMs: SAMPLE_ISSUED_AT * 1000 });
    expect(verdict.content).toEqual(sampleExtract());
  });

  it('nor when its archive was renewed a month later', async () => {
    ministry.nowMs += 30 * DAY * 1000;
    const crls = [await ministry.crl(SAMPLE_ISSUED_AT)];
    const { certificates } = ministry.signerOf('BR');
    const renewed = await renewArchive(sealed, 1, ministry.authority, { certificates, crls });
    ministry.nowMs -= 30 * DAY * 1000;
    const { findings, ...verdict } = await judge(renewed);
    expect(findings.filter(({ result }) => result === 'fault')).toEqual([]);
    expect(findings.filter(({ says }) => says.startsWith('archived '))).toHaveLength(2);
    expect(verdict).toMatchObject({ verdict: 'good', sealedAtMs: SAMPLE_ISSUED_AT * 1000 });
  });

  it('nor with the longest texts that a record can hold, in cells that go over many pages', async () => {
    const long = sampleConviction(2);
    const text = 'Comparecimento mensal em juízo, proibição de ausentar-se da comarca. '
      .repeat(57)
      .slice(0, 3_900)
      .trim();
    const decisions = Array.from({ length: 3 }, (_, at) => ({
      ...{ ...long.decisions[0]!, id: `D${at + 1}`, remarks: [{ language: 'pt' as const, value: text }] },
    }));
    const content = sampleExtract({ convictions: [{ ...long, decisions }] });
    const { findings } = await judge(await ministry.issue(content));
    expect(findings.filter(({ result }) => result === 'fault')).toEqual([]);
  });

  it('says that a page was changed', async () => {
    const codes = await codesOf(flipped('/MediaBox [0 0 59', 15));
    expect(codes).toEqual(expect.arrayContaining(['extract.changed', 'extract.validation-data-changed']));
  });

  it('says that the attachment was changed', async () => {
    const { findings } = await judge(flipped('/Type /EmbeddedFile', 300));
    expect(findings.filter(({ part, result }) => part === 'seal' && result === 'fault')).not.toEqual([]);
    expect(findings.filter(({ part, result }) => part === 'data' && result === 'fault')).not.toEqual([]);
  });

  it('says that the signature was changed', async () => {
    // the certificate stands first, the signature and its attributes behind it
    const place = Buffer.from(sealed).indexOf('/Contents <308', 0, 'latin1') + '/Contents <'.length;
    const bytes = Buffer.from(sealed);
    const signature = bytes.indexOf('0608' + '2a8648ce3d040302', place + 2 * 1400, 'latin1');
    bytes.write(bytes[signature + 60] === 0x30 ? '1' : '0', signature + 60, 'latin1');
    expect((await codesOf(new Uint8Array(bytes)))[0]).toBe('extract.changed');
  });

  it('says that the validation data was changed', async () => {
    expect(await codesOf(flipped('/Type /DSS', 7))).toContain('extract.validation-data-changed');
    expect(await codesOf(flipped('BR CREX CA', 3, 'last'))).toContain('extract.validation-data-changed');
  });

  it('passes over no byte of the last time-stamp', async () => {
    const start = Buffer.from(sealed).lastIndexOf('/Contents <308') + '/Contents <'.length;
    for (let place = start; place < start + 2300; place += 211) {
      const bytes = Buffer.from(sealed);
      bytes.write(bytes[place] === 0x37 ? '3' : '7', place, 'latin1');
      expect({ place, verdict: (await judge(new Uint8Array(bytes))).verdict }).toEqual({ place, verdict: 'fault' });
    }
  });

  it('passes over no byte at all', async () => {
    const step = Math.floor(sealed.length / 12);
    for (let place = 10; place < sealed.length; place += step) {
      const bytes = Buffer.from(sealed);
      bytes[place]! ^= 0x01;
      expect({ place, verdict: (await judge(new Uint8Array(bytes))).verdict }).toEqual({ place, verdict: 'fault' });
    }
  });

  it('refuses what is no PDF, and a document without a seal', async () => {
    expect(await codesOf(Buffer.from('hello'))).toEqual(['extract.not-a-pdf']);
    const plain = ministry.printer.print(sampleExtract(), await ministry.sign(sampleExtract()));
    expect(await codesOf(plain)).toEqual(['extract.no-seal']);
  });

  it('refuses a document without its data, or with another attachment beside it', async () => {
    const content = sampleExtract();
    const printed = ministry.printer.print(content, await ministry.sign(content));
    const without = await PDF.load(printed);
    without.removeAttachment('extract.jws');
    expect(await codesOf(await ministry.seal(await without.save()))).toEqual(['extract.attachment-missing']);
    const more = await PDF.load(printed);
    more.addAttachment('note.txt', Buffer.from('Absuelto'));
    expect(await codesOf(await ministry.seal(await more.save()))).toEqual(['extract.attachment-missing']);
  });

  it('refuses a document that would fill the memory, before it reads it', async () => {
    const bomb = deflateSync(Buffer.alloc(65 * 1024 * 1024));
    const stream = (data: Uint8Array, filter = '/FlateDecode') =>
      Buffer.concat([
        Buffer.from(`\n99 0 obj\n<</Length ${data.length}/Filter ${filter}>>\nstream\n`),
        data,
        Buffer.from('\nendstream\nendobj\n'),
      ]);
    const small = deflateSync(deflateSync(deflateSync(deflateSync(Buffer.from('small')))));
    for (const part of [
      stream(bomb),
      stream(deflateSync(bomb), '[/FlateDecode /FlateDecode]'),
      stream(small),
      stream(Buffer.from('x'), '/LZ#57Decode'),
      stream(deflateSync(Buffer.from('<</Filter /RunLengthDecode>>'))),
    ]) {
      expect(await codesOf(new Uint8Array(Buffer.concat([sealed, part])))).toEqual(['extract.too-large']);
      expect(await codeOfAsync(claimsOf(new Uint8Array(Buffer.concat([sealed, part]))))).toBe('extract.too-large');
    }
    const many = Buffer.from('stream\n'.repeat(20_001));
    expect(await codesOf(new Uint8Array(Buffer.concat([sealed, many])))).toEqual(['extract.too-large']);
  });

  it('refuses the data of another extract in the attachment', async () => {
    const other = sampleExtract({ number: 'BR-2026-000418' });
    const swapped = await ministry.issue(sampleExtract(), { attached: await ministry.sign(other) });
    expect(await codesOf(swapped)).toEqual(['extract.attachment-swapped']);
  });

  it('refuses data that the pages do not show', async () => {
    const other = sampleExtract({ variant: 'NO_RECORD', convictions: [] });
    const swapped = await ministry.issue(sampleExtract(), { attached: await ministry.sign(other) });
    expect(await codesOf(swapped)).toEqual(['extract.page-differs']);
  });

  it('refuses data that another country has signed', async () => {
    const swapped = await ministry.issue(sampleExtract(), { attached: await ministry.sign(sampleExtract(), 'UY') });
    expect(await codesOf(swapped)).toEqual(['extract.attachment-swapped']);
  });

  it('refuses data whose signature does not hold', async () => {
    const [header, payload] = (await ministry.sign(sampleExtract())).split('.');
    const [, , signature] = (await ministry.sign(sampleExtract())).split('.');
    const swapped = await ministry.issue(sampleExtract(), { attached: `${header}.${payload}x.${signature}` });
    expect(await codesOf(swapped)).toEqual(['extract.malformed']);
    const other = Buffer.from(signature!, 'base64url').reverse().toString('base64url');
    const forged = await ministry.issue(sampleExtract(), { attached: `${header}.${payload}.${other}` });
    expect(await codesOf(forged)).toEqual(['extract.data-changed']);
  });

  it('refuses a revision after the seal that is no archive', async () => {
    const document = await PDF.load(sealed);
    document.getCatalog().set('Lang', PdfName.of('xx'));
    const changed = await document.save({ incremental: true });
    expect(await codesOf(changed)).toEqual(['extract.appended', 'extract.appended']);
    const bare = await ministry.issue(sampleExtract(), { level: 'B-B' });
    const again = await PDF.load(bare);
    again.getPage(0)?.drawText('Absuelto', { x: 100, y: 100 });
    const drawn = await again.save({ incremental: true });
    expect(await codesOf(drawn)).toContain('extract.appended');
  });

  it('refuses a change that a time-stamp was put over afterwards', async () => {
    const document = await PDF.load(sealed);
    document.getPage(0)?.drawText('Absuelto', { x: 100, y: 100 });
    const changed = await document.save({ incremental: true });
    const stamped = await appendSignature(changed, {
      ...{ field: 'Archive-2', type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161' },
      sign: async (covered) => await ministry.authority.timeStamp(digest(covered)),
    });
    expect(await codesOf(stamped)).toEqual(['extract.appended']);
  });

  it('refuses bytes after the last time-stamp', async () => {
    const longer = Buffer.concat([sealed, Buffer.from('\n% more\n')]);
    expect(await codesOf(longer)).toContain('extract.appended');
  });

  it("refuses a seal with another country's certificate", async () => {
    const foreign = await ministry.issue(sampleExtract(), { sealedBy: 'UY' });
    expect((await codesOf(foreign))[0]).toBe('extract.other-country');
  });

  it('refuses a seal by a revoked certificate, and takes one that was made before', async () => {
    const revoked = await ministry.issue(sampleExtract(), { revokedAt: SAMPLE_ISSUED_AT - DAY });
    expect(await codesOf(revoked)).toEqual(['extract.revoked']);
    const crl = await ministry.crl(SAMPLE_ISSUED_AT + 10 * DAY, SAMPLE_ISSUED_AT + 9 * DAY);
    const later = { atMs: (SAMPLE_ISSUED_AT + 10 * DAY) * 1000, of: () => [crl] };
    expect(await codesOf(sealed, { newerCrls: later })).toEqual([]);
    const earlier = await ministry.crl(SAMPLE_ISSUED_AT + 10 * DAY, SAMPLE_ISSUED_AT - 1);
    expect(await codesOf(sealed, { newerCrls: { ...later, of: () => [earlier] } })).toEqual(['extract.revoked']);
  });

  it("refuses a seal after the certificate's end, and before its beginning", async () => {
    const late = await ministry.issue(sampleExtract(), { sealedAt: SAMPLE_ISSUED_AT + 301 * DAY });
    expect(await codesOf(late)).toEqual(['extract.after-end']);
    const early = await ministry.issue(sampleExtract(), { sealedAt: SAMPLE_ISSUED_AT - 31 * DAY });
    expect((await codesOf(early))[0]).toBe('extract.not-yet-valid');
  });

  it('refuses a document without time-stamps, and one without an archive', async () => {
    const bare = await ministry.issue(sampleExtract(), { level: 'B-B' });
    expect(await codesOf(bare)).toEqual(['extract.no-time-stamp', 'extract.no-time-stamp']);
    const stamped = await ministry.issue(sampleExtract(), { level: 'B-T' });
    expect(await codesOf(stamped)).toEqual(['extract.no-time-stamp', 'extract.revocation-unknown']);
    const lasting = await ministry.issue(sampleExtract(), { level: 'B-LT' });
    expect(await codesOf(lasting)).toEqual(['extract.appended', 'extract.no-time-stamp']);
  });

  it('refuses time-stamps of an authority that it does not know', async () => {
    const { authority } = await developmentAuthority({ nowMs: () => SAMPLE_ISSUED_AT * 1000 });
    const codes = await codesOf(sealed, { timeStampAuthorities: [authority] });
    expect(new Set(codes)).toEqual(new Set(['extract.time-stamp-authority-unknown']));
  });

  describe('in the log of its country', () => {
    const { log } = sampleExtract();
    let entry: LoggedExtract;

    beforeAll(async () => {
      const data = (await PDF.load(sealed)).getAttachment('extract.jws')!;
      entry = { ...log, extractDigest: digestOf(data), isCosigned: true };
    });

    const judgeLogged = async (changes: Partial<LoggedExtract>) =>
      (await judge(sealed, { logEntry: () => ({ ...entry, ...changes }) })).findings
        .filter(({ part }) => part === 'log')
        .map(({ check, result, code }) => [check, code ?? result]);

    it('says that nobody looked there, which spoils nothing', async () => {
      const { verdict, findings } = await judge(sealed);
      expect(findings.at(-1)).toMatchObject({ part: 'log', result: 'not-made', code: NOT_LOOKED_AT });
      expect(verdict).toBe('good');
    });

    it('finds its entry, seen by enough witnesses', async () => {
      expect(await judgeLogged({})).toEqual([
        ['log.proof', 'good'],
        ['log.extract', 'good'],
        ['log.quorum', 'good'],
      ]);
    });

    it('refuses the entry of another extract, of no extract, of another event and of another log', async () => {
      const others = [
        { extractDigest: digestOf('another') },
        { extractDigest: undefined },
        { eventId: '5f0c5c2e-7a8e-4d0b-9c1f-0a2b3c4d5e70' },
        { origin: 'uy.crex.example/log' },
      ];
      for (const other of others) {
        expect(await judgeLogged(other)).toContainEqual(['log.extract', 'log.proof-of-other-extract']);
      }
    });

    it('refuses an entry that too few witnesses have seen', async () => {
      expect(await judgeLogged({ isCosigned: false })).toContainEqual(['log.quorum', 'log.quorum-missing']);
    });

    it('refuses a proof that does not hold, whatever is wrong with it', async () => {
      for (const fault of [new CrexError('audit.proof-invalid', 'the proof is wrong'), new TypeError('secret')]) {
        const logEntry = () => {
          throw fault;
        };
        const { verdict, code, findings } = await judge(sealed, { logEntry });
        expect({ verdict, code }).toEqual({ verdict: 'fault', code: 'log.proof-invalid' });
        expect(findings.map(({ says }) => says).join()).not.toContain('secret');
      }
    });
  });

  it('refuses an extract of another environment', async () => {
    expect(await codesOf(sealed, { env: 'demo' })).toContain('extract.wrong-environment');
  });
});

function digest(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}
