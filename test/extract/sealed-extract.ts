import {
  developmentAuthority,
  ExtractPrinter,
  sealExtract,
  signExtract,
  type DevelopmentAuthority,
  type ExtractContent,
  type ExtractTrust,
  type Sealing,
} from '#libs/extract';
import {
  certificateFacts,
  createCrl,
  createMemberKeys,
  fileSigner,
  revokedAt,
  verifyChain,
  type MemberKeys,
} from '#libs/pki';
import type { CountryCode } from '#libs/protocol';
import { SAMPLE_ISSUED_AT, sampleExtract } from './sample-extract.js';

const DAY = 86_400;

/** What is done otherwise than by an honest country. */
export interface Twist {
  /** Whose key seals; BR's, unless it says so. */
  readonly sealedBy?: CountryCode;
  /** When it is sealed, seconds since 1970. */
  readonly sealedAt?: number;
  /** When the certificate of BR's seal was revoked. */
  readonly revokedAt?: number;
  /** Attached in the place of the data of the page. */
  readonly attached?: string;
  readonly level?: Sealing['level'];
}

/** A country that seals extracts, a neighbour, and a time-stamp authority: all that an extract needs. */
export class TestMinistry {
  readonly printer = new ExtractPrinter();
  nowMs = SAMPLE_ISSUED_AT * 1000;

  private constructor(
    private readonly keys: Readonly<Partial<Record<CountryCode, MemberKeys>>>,
    private readonly stamps: { authority: DevelopmentAuthority },
  ) {}

  static async open(): Promise<TestMinistry> {
    const of = { env: 'test', notBefore: SAMPLE_ISSUED_AT - 30 * DAY, notAfter: SAMPLE_ISSUED_AT + 300 * DAY } as const;
    const [BR, UY] = await Promise.all([
      createMemberKeys({ ...of, member: 'BR', organization: 'Polícia Federal' }),
      createMemberKeys({ ...of, member: 'UY', organization: 'Poder Judicial' }),
    ]);
    const stamps = {} as { authority: DevelopmentAuthority };
    const ministry = new TestMinistry({ BR, UY }, stamps);
    stamps.authority = await developmentAuthority({ nowMs: () => ministry.nowMs });
    return ministry;
  }

  get authority(): DevelopmentAuthority {
    return this.stamps.authority;
  }

  keysOf(country: CountryCode): MemberKeys {
    return this.keys[country]!;
  }

  signerOf(country: CountryCode) {
    const { privateKey, certificate } = this.keysOf(country)['extract-seal'];
    return {
      signer: fileSigner(privateKey, certificate),
      certificates: [certificate, this.keysOf(country).ca.certificate],
    };
  }

  async sign(content: ExtractContent, country: CountryCode = 'BR'): Promise<string> {
    const { signer, certificates } = this.signerOf(country);
    return await signExtract(content, signer, certificates);
  }

  /** BR's list of revoked certificates. */
  async crl(atSeconds: number, revoked?: number): Promise<Uint8Array> {
    const { ca, 'extract-seal': seal } = this.keysOf('BR');
    const { serial } = certificateFacts(seal.certificate);
    const entries = revoked === undefined ? [] : [{ serial, atSeconds: revoked, reason: 'keyCompromise' as const }];
    return await createCrl({
      ...{ ca, number: atSeconds, revoked: entries },
      ...{ thisUpdate: atSeconds - 60, nextUpdate: atSeconds + DAY },
    });
  }

  /** A sealed extract, with all that is twisted about it. */
  async issue(content: ExtractContent = sampleExtract(), twist: Twist = {}): Promise<Uint8Array> {
    const pdf = this.printer.print(content, twist.attached ?? (await this.sign(content, twist.sealedBy)));
    return await this.seal(pdf, twist);
  }

  /** Any document, sealed. */
  async seal(pdf: Uint8Array, twist: Omit<Twist, 'attached'> = {}): Promise<Uint8Array> {
    const { sealedBy = 'BR', sealedAt = SAMPLE_ISSUED_AT, level = 'B-LTA' } = twist;
    const before = this.nowMs;
    this.nowMs = sealedAt * 1000;
    try {
      return await sealExtract(pdf, {
        ...this.signerOf(sealedBy),
        ...{
          crls: [await this.crl(sealedAt, twist.revokedAt)],
          claimedAt: sealedAt,
          timeStamps: this.authority,
          level,
        },
      });
    } finally {
      this.nowMs = before;
    }
  }

  /** What an honest verifier brings along. */
  trust(changes: Partial<ExtractTrust> = {}): ExtractTrust {
    return {
      env: 'test',
      caCertificatesOf: (country) => (this.keys[country] === undefined ? [] : [this.keys[country].ca.certificate]),
      timeStampAuthorities: [this.authority.authority],
      certificates: { verifyChain, revokedAt },
      ...changes,
    };
  }
}
