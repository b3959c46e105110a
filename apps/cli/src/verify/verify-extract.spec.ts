import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignatureSigner,
  encodeLeaf,
  formatCheckpoint,
  formatLogProof,
  formatPolicy,
  formatVerifierKey,
  leafHashOf,
  logSigner,
  nodeHash,
  quorumPolicy,
  signNote,
} from '#libs/audit';
import { Alliance, saveAlliance } from '#libs/ceremony';
import { developmentAuthority, ExtractPrinter, sealExtract, signExtract } from '#libs/extract';
import { fileSigner } from '#libs/pki';
import { digestOf } from '#libs/protocol';
import { SAMPLE_ISSUED_AT, sampleExtract } from '../../../../test/extract/sample-extract.js';
import { verifyCommand } from './verify.js';

const NOW = (SAMPLE_ISSUED_AT - 600) * 1000;

/** An Ed25519 key as notes are signed with. */
function key() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { publicKey: raw, sign: (data: Uint8Array) => Promise.resolve(sign(null, data, privateKey)) };
}

const [log, ar, jm] = [key(), key(), key()];
const witnessName = (member: string) => `witness.${member.toLowerCase()}.crex.example/w1`;

/** A log of two entries, the second that of the extract, and the proof of it; the entry stands in the proof. */
async function proofOf(jws: string, cosigners: readonly (readonly ['AR' | 'JM', ReturnType<typeof key>])[]) {
  const { log: named, number, validUntil } = sampleExtract();
  const leaf = encodeLeaf({
    ...{ v: 1, type: 'EXTRACT', eventId: named.eventId, origin: named.origin, at: SAMPLE_ISSUED_AT, c: {} },
    ...{
      from: 'BR',
      to: 'AR',
      number,
      validUntil,
      extractDigest: digestOf(jws),
      requestDigest: digestOf('a question'),
    },
  });
  const other = leafHashOf(Buffer.from('another entry'));
  const root = nodeHash(other, leafHashOf(leaf));
  const text = formatCheckpoint({ origin: named.origin, size: 2n, root });
  const witnesses = cosigners.map(([member, own]) =>
    cosignatureSigner(witnessName(member), own, SAMPLE_ISSUED_AT + 60),
  );
  const checkpoint = await signNote(text, [logSigner(named.origin, log), ...witnesses]);
  return { leaf, text: formatLogProof({ index: 1n, proof: [other], checkpoint, extra: leaf }) };
}

let folder: string;
let jws: string;
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
  jws = await signExtract(content, signer, certificates);
  const pdf = new ExtractPrinter().print(content, jws);
  const crls = online.crls.map((crl) => Uint8Array.from(Buffer.from(crl, 'base64')));
  const witnesses = (['AR', 'JM'] as const).map((member, at) => ({
    member,
    vkey: formatVerifierKey(witnessName(member), 'cosignature', [ar, jm][at]!.publicKey),
  }));
  const logKey = formatVerifierKey(content.log.origin, 'log', log.publicKey);
  await writeFile(
    file('br.policy'),
    formatPolicy(quorumPolicy({ owner: 'BR', parties: ['BR', 'AR'] }, logKey, witnesses)),
  );
  sealed = await sealExtract(pdf, { signer, certificates, crls, claimedAt: SAMPLE_ISSUED_AT, timeStamps });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  for (const { stream } of streams) stream.write = (text: unknown) => written.push(String(text)) > 0;
});
afterEach(() => {
  for (const { stream, write } of streams) stream.write = write;
});

async function verify(
  pdf: Uint8Array,
  authority = 'tsa.pem',
  more: readonly string[] = [],
): Promise<{ code: unknown; said: string }> {
  await writeFile(file('extract.pdf'), pdf);
  written.length = 0;
  process.exitCode = undefined;
  const trust = ['--root', file('alliance/ar/anchor/root.json'), '--directory', file('alliance/directory')];
  const words = ['extract', file('extract.pdf'), ...trust, ...more, '--time-stamp-authority', file(authority)];
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

  it('says that nobody looked at the log, which spoils nothing', async () => {
    const { code, said } = await verify(sealed);
    expect(said).toMatch(/^- +log: the log was not looked at: no proof of the entry was given \(log.not-looked-at\)$/m);
    expect(code).toBe(0);
  });

  describe('with the proof of the entry in the log', () => {
    const judged = async (proof: string | Uint8Array, ...more: string[]) => {
      await writeFile(file('extract.tlog-proof'), proof);
      const given = ['--proof', file('extract.tlog-proof'), '--policy', file('br.policy'), ...more];
      return await verify(sealed, 'tsa.pem', given);
    };

    it('finds the entry, seen by enough witnesses', async () => {
      const { code, said } = await judged(
        (
          await proofOf(jws, [
            ['AR', ar],
            ['JM', jm],
          ])
        ).text,
      );
      expect(said).toContain('ok           log: the entry is about this extract');
      expect(said).toContain('ok           log: enough witnesses have seen the log with this entry');
      expect(code).toBe(0);
    });

    it('takes the entry beside the proof, too', async () => {
      const { text, leaf } = await proofOf(jws, [
        ['AR', ar],
        ['JM', jm],
      ]);
      const bare = text.replace(/^extra .*\n/m, '');
      expect(await judged(bare)).toMatchObject({
        code: 1,
        said: expect.stringContaining('does not carry the entry') as string,
      });
      await writeFile(file('entry'), leaf);
      expect((await judged(bare, '--leaf', file('entry'))).code).toBe(0);
    });

    const both = [
      ['AR', ar],
      ['JM', jm],
    ] as const;
    const other = key();
    it.each([
      ['log.proof-of-other-extract', async () => (await proofOf(`${jws}x`, both)).text],
      ['log.quorum-missing', async () => (await proofOf(jws, [['AR', ar]])).text],
      [
        'log.quorum-missing',
        async () =>
          (
            await proofOf(jws, [
              ['AR', other],
              ['JM', jm],
            ])
          ).text,
      ],
      ['log.proof-invalid', async () => (await proofOf(jws, both)).text.replace('index 1', 'index 0')],
      ['log.proof-invalid', () => Promise.resolve('no proof')],
    ])('says %s', async (fault, proof) => {
      const { code, said } = await judged(await proof());
      expect(said).toContain(`(${fault})`);
      expect(code).toBe(1);
    });

    it('wants a policy with it', async () => {
      const { code, said } = await verify(sealed, 'tsa.pem', ['--proof', file('extract.pdf')]);
      expect(said).toContain('cli.half-a-proof');
      expect(code).toBe(2);
    });
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
