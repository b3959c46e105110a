import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { developmentAuthority, ExtractPrinter, sealExtract, signExtract } from '#libs/extract';
import { fileSigner } from '#libs/pki';
import { SAMPLE_ISSUED_AT, sampleExtract } from '../../../../test/extract/sample-extract.js';
import { verifyCommand } from './verify.js';

const NOW = (SAMPLE_ISSUED_AT - 600) * 1000;

let folder: string;
let sealed: Uint8Array;
const file = (name: string) => join(folder, name);
const written: string[] = [];
const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-extract-'));
  const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: NOW });
  await saveAlliance(alliance, file('alliance'));
  const { keys, online } = alliance.member('BR');
  const { privateKey, certificate } = keys['extract-seal'];
  const signer = fileSigner(privateKey, certificate);
  const certificates = [certificate, keys.ca.certificate];
  const timeStamps = await developmentAuthority({ nowMs: () => SAMPLE_ISSUED_AT * 1000 });
  await writeFile(file('tsa.pem'), new X509Certificate(timeStamps.authority).toString());
  await writeFile(file('ca.der'), keys.ca.certificate);
  const content = sampleExtract();
  const pdf = new ExtractPrinter().print(content, await signExtract(content, signer, certificates));
  const crls = online.crls.map((crl) => Uint8Array.from(Buffer.from(crl, 'base64')));
  sealed = await sealExtract(pdf, { signer, certificates, crls, claimedAt: SAMPLE_ISSUED_AT, timeStamps });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
});
afterEach(() => {
  for (const { stream, write } of streams) stream.write = write;
});

async function verify(pdf: Uint8Array, authority = 'tsa.pem'): Promise<{ code: unknown; said: string }> {
  await writeFile(file('extract.pdf'), pdf);
  written.length = 0;
  process.exitCode = undefined;
  const trust = ['--root', file('alliance/ar/anchor/root.json'), '--directory', file('alliance/directory')];
  const words = ['extract', file('extract.pdf'), ...trust, '--time-stamp-authority', file(authority)];
  await verifyCommand().parseAsync(words, { from: 'user' });
  const code: unknown = process.exitCode;
  process.exitCode = undefined;
  return { code, said: written.join('') };
}

describe('crex verify extract', () => {
  it('says each check in a line, and the verdict in plain words, without naming the person', async () => {
    const { code, said } = await verify(sealed);
    expect(said).toContain(
      'VERIFIED     extract BR-2026-000417 is what BR has sealed on 2026-11-18, with 3 convictions',
    );
    expect(said).toContain('ok           pages: the pages say what the attached data says, and nothing else');
    expect(said).not.toContain('FAULT');
    expect(said).not.toContain('Muñoz');
    expect(code).toBe(0);
  });

  it('ends with 1 and says what is wrong', async () => {
    const bytes = Buffer.from(sealed);
    bytes[bytes.indexOf('/MediaBox [0 0 59', 0, 'latin1') + 15]! ^= 0x01;
    const { code, said } = await verify(new Uint8Array(bytes));
    expect(said).toContain('FAULT        seal: the document is not the one that was sealed (extract.changed)');
    expect(said).toContain('NOT VERIFIED');
    expect(code).toBe(1);
  });

  it('believes no time-stamp authority that was not named', async () => {
    const { code, said } = await verify(sealed, 'ca.der');
    expect(said).toContain('extract.time-stamp-authority-unknown');
    expect(code).toBe(1);
  });

  it('ends with 2 when there is nothing to judge', async () => {
    const { code, said } = await verify(Buffer.from('hello'));
    expect(said).toContain('extract.not-a-pdf');
    expect(code).toBe(2);
  });
});
