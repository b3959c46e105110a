import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { certificateFacts, createCrl, createCsr, createMemberKeys, revokedAt } from '#libs/pki';
import type { MemberKeys } from '#libs/pki';

// What we issue must stand before tools that know nothing of us: node:crypto, and the openssl command of every Debian.
const run = promisify(execFile);
const NOT_BEFORE = 1_800_000_000;
const AT = String(NOT_BEFORE + 86_400);
const MEMBERS = ['AR', 'BROKER'] as const;
const ROLES = ['tls', 'signing', 'extract-seal'] as const;

function pem(der: Uint8Array, label: string): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

describe.each(MEMBERS)('what %s issues', (member) => {
  let folder: string;
  let keys: MemberKeys;
  const file = (name: string): string => join(folder, name);

  async function openssl(...args: string[]): Promise<string> {
    const { stdout, stderr } = await run('openssl', args).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    return stdout + stderr;
  }
  async function writeCrl(name: string, revoked: readonly Uint8Array[]): Promise<void> {
    const entries = revoked.map((der) => ({
      serial: certificateFacts(der).serial,
      atSeconds: NOT_BEFORE + 60,
      reason: 'keyCompromise' as const,
    }));
    const crl = await createCrl({
      ca: keys.ca, number: 300, revoked: entries, thisUpdate: NOT_BEFORE, nextUpdate: NOT_BEFORE + 172_800,
    }); // prettier-ignore
    await writeFile(file(name), pem(crl, 'X509 CRL'));
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-pki-'));
    keys = await createMemberKeys({
      member, env: 'test', organization: 'Polícia Ñandú', notBefore: NOT_BEFORE, notAfter: NOT_BEFORE + 86_400 * 90,
      dnsNames: ['node.example'], ipAddresses: ['127.0.0.1'],
    }); // prettier-ignore
    await writeFile(file('ca.pem'), pem(keys.ca.certificate, 'CERTIFICATE'));
    for (const role of ROLES) {
      await writeFile(file(`${role}.pem`), pem(keys[role].certificate, 'CERTIFICATE'));
    }
    await writeCrl('none.crl', []);
    await writeCrl('signing.crl', [keys.signing.certificate]);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('is accepted by node:crypto', () => {
    const ca = new X509Certificate(keys.ca.certificate);
    expect(ca.ca).toBe(true);
    expect(ca.verify(ca.publicKey)).toBe(true);
    for (const role of ROLES) {
      const certificate = new X509Certificate(keys[role].certificate);
      expect(certificate.checkIssued(ca)).toBe(true);
      expect(certificate.verify(ca.publicKey)).toBe(true);
      expect(certificate.checkPrivateKey(keys[role].privateKey)).toBe(true);
      expect(certificate.ca).toBe(false);
    }
    expect(new X509Certificate(keys.tls.certificate).checkHost('node.example')).toBe('node.example');
  });

  it('is accepted by openssl verify, strictly and with the revocation list', async () => {
    for (const role of ROLES) {
      const purposes = role === 'tls' ? ['sslserver', 'sslclient'] : ['any'];
      for (const purpose of purposes) {
        const answer = await openssl(
          'verify', '-x509_strict', '-crl_check', '-attime', AT, '-purpose', purpose,
          '-CAfile', file('ca.pem'), '-CRLfile', file('none.crl'), file(`${role}.pem`),
        ); // prettier-ignore
        expect(answer.trim()).toBe(`${file(`${role}.pem`)}: OK`);
      }
    }
  });

  it('is refused by openssl verify once it is on the list', async () => {
    const verify = async (role: string): Promise<string> =>
      await openssl(
        'verify',
        '-crl_check',
        '-attime',
        AT,
        '-CAfile',
        file('ca.pem'),
        '-CRLfile',
        file('signing.crl'),
        file(`${role}.pem`),
      );
    expect(await verify('signing')).toContain('certificate revoked');
    expect(await verify('tls')).toContain('OK');
  });

  it('gives lists that openssl crl verifies and reads', async () => {
    const answer = await openssl(
      'crl',
      '-in',
      file('signing.crl'),
      '-CAfile',
      file('ca.pem'),
      '-verify',
      '-noout',
      '-text',
    );
    expect(answer).toContain('verify OK');
    expect(answer).toMatch(/X509v3 CRL Number: \s+300/);
    expect(answer).toContain('X509v3 Authority Key Identifier');
    expect(answer).toContain('Key Compromise');
    expect(answer.toLowerCase()).toContain(certificateFacts(keys.signing.certificate).serial);
  });

  it('gives requests that openssl verifies', async () => {
    const csr = await createCsr(keys.tls, { member, organization: 'Polícia Ñandú', commonName: 'x' });
    await writeFile(file('csr.pem'), pem(csr, 'CERTIFICATE REQUEST'));
    expect(await openssl('req', '-in', file('csr.pem'), '-verify', '-noout')).toContain('verify OK');
  });

  it('says what it is for, in the words of openssl', async () => {
    const text = async (name: string): Promise<string> =>
      await openssl('x509', '-in', file(`${name}.pem`), '-noout', '-text');
    const ca = await text('ca');
    expect(ca).toContain('CA:TRUE, pathlen:0');
    expect(ca).toContain('Certificate Sign, CRL Sign');
    expect(ca.includes('DirName:C = AR')).toBe(member === 'AR');
    const tls = await text('tls');
    expect(tls).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
    expect(tls).toContain(`URI:urn:crex:test:${member.toLowerCase()}:tls, DNS:node.example, IP Address:127.0.0.1`);
    expect(await text('extract-seal')).toContain('Digital Signature, Non Repudiation');
    expect(await text('signing')).toContain('CA:FALSE');
  });
});

describe('a CA that openssl works with', () => {
  let folder: string;
  let keys: MemberKeys;
  const at = (name: string): string => join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-pki-'));
    const period = { notBefore: NOT_BEFORE, notAfter: NOT_BEFORE + 86_400 };
    keys = await createMemberKeys({ member: 'AR', env: 'test', organization: 'RNR', ...period });
    await writeFile(at('ca.pem'), pem(keys.ca.certificate, 'CERTIFICATE'));
    await writeFile(at('ca.key'), keys.ca.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has its list read as openssl wrote it: a member may run its CA with other tools', async () => {
    const serial = (der: Uint8Array): string => certificateFacts(der).serial.toUpperCase();
    await writeFile(at('number'), '1000\n');
    await writeFile(
      at('index'),
      `R\t270401000000Z\t270115080000Z\t${serial(keys.signing.certificate)}\tunknown\t/C=AR\n` +
        `R\t270401000000Z\t270115080001Z,keyCompromise\t${serial(keys.tls.certificate)}\tunknown\t/C=AR\n`,
    );
    await writeFile(
      at('ca.cnf'),
      `[ca]\ndefault_ca=x\n[x]\ndatabase=${at('index')}\ncrlnumber=${at('number')}\ndefault_md=sha256\n` +
        'crl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid:always\n',
    );
    const dates = ['-crl_lastupdate', '20270115080000Z', '-crl_nextupdate', '20270117080000Z'];
    const ca = ['ca', '-config', at('ca.cnf'), '-gencrl', '-keyfile', at('ca.key'), '-cert', at('ca.pem')];
    await run('openssl', [...ca, ...dates, '-out', at('list.pem')]);
    await run('openssl', ['crl', '-in', at('list.pem'), '-outform', 'DER', '-out', at('list.der')]);
    const crls = [await readFile(at('list.der'))];
    const context = { caCertificates: [keys.ca.certificate], atMs: Number(AT) * 1000 };
    expect(revokedAt(keys.signing.certificate, crls, context)).toBe(Date.UTC(2027, 0, 15, 8) / 1000);
    expect(revokedAt(keys.tls.certificate, crls, context)).toBe(Date.UTC(2027, 0, 15, 8) / 1000 + 1);
    expect(revokedAt(keys['extract-seal'].certificate, crls, context)).toBeUndefined();
  });

  it('has name constraints that make openssl refuse a foreign subject, though it signed it', async () => {
    await writeFile(
      at('csr.pem'),
      pem(await createCsr(keys.tls, { member: 'BR', organization: 'PF', commonName: 'x' }), 'CERTIFICATE REQUEST'),
    );
    await run('openssl', [
      'x509',
      '-req',
      '-in',
      at('csr.pem'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-days',
      '3650',
      '-out',
      at('leaf.pem'),
    ]);
    const refused = await run('openssl', ['verify', '-no_check_time', '-CAfile', at('ca.pem'), at('leaf.pem')]).then(
      () => 'accepted',
      (error: unknown) => (error as { stderr: string }).stderr,
    );
    expect(refused).toContain('permitted subtree violation');
  });
});
