import type { DirectoryView, MemberView } from '#libs/directory';
import { certificateFacts, crlEndsAt, revokedAt } from '#libs/pki';
import { isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';
import type { HeldCertificate } from '../keys/open-keys.js';
import type { HeldSealingKey } from '../keys/sealing-keys.js';

/** A key of this country. Times are seconds since 1970. */
export interface OwnKey {
  readonly role: 'ca' | 'tls' | 'signing' | 'extract-seal' | 'sealing';
  /** `x5t#S256` of a certificate, `kid` of a sealing key. */
  readonly id: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** The directory shows it to the others. */
  readonly isListed: boolean;
  /** This process works with it; a CA's key and the key of extracts are elsewhere. */
  readonly isHeld: boolean;
  /** `UNKNOWN` when no list of its CA is in order. */
  readonly revocation: 'NONE' | 'REVOKED' | 'UNKNOWN';
}

/** What this country's trust rests on, and until when. */
export interface OwnKeys {
  readonly keys: readonly OwnKey[];
  readonly directory: {
    readonly version: number;
    readonly expiresAt: number;
    readonly isExpired: boolean;
    readonly offlineEndsAt: number;
    readonly onlineEndsAt: number;
    /** The first of the revocation lists to be past its next update; absent when none is listed. */
    readonly revocationsEndAt?: number;
  } | null;
}

interface HeldKeys {
  readonly certificates: readonly HeldCertificate[];
  readonly sealing: { readonly held: readonly HeldSealingKey[] };
}

/** Shows the operator every key and certificate of this country with its end, and how long what it publishes will last. */
export class ViewKeys {
  constructor(
    private readonly directory: CurrentDirectory,
    private readonly held: HeldKeys,
    private readonly home: Home,
  ) {}

  run(): OwnKeys {
    const view = this.directory.last();
    const own = view?.member(this.home.country);
    const keys = [...this.certificates(own), ...this.sealingKeys(own)];
    return { keys, directory: view === undefined ? null : this.ends(view, own) };
  }

  private certificates(own: MemberView | undefined): OwnKey[] {
    const listed = [...(own?.certificates.values() ?? [])].map(({ der }) => der);
    const held = this.held.certificates.map(({ der }) => der);
    const known = new Map<string, OwnKey>();
    for (const der of [...(own?.caCertificates ?? []), ...listed, ...held]) {
      const { role, thumbprint: id, notBefore, notAfter } = certificateFacts(der);
      const isListed = role === 'ca' ? own !== undefined : own?.certificates.has(id) === true;
      const isHeld = held.some((each) => certificateFacts(each).thumbprint === id);
      const revocation = role === 'ca' ? 'NONE' : this.revocationOf(der, own);
      known.set(id, { role, id, notBefore, notAfter, isListed, isHeld, revocation });
    }
    return [...known.values()];
  }

  private sealingKeys(own: MemberView | undefined): OwnKey[] {
    const known = new Map<string, OwnKey>();
    const held = this.held.sealing.held;
    for (const { kid: id, notBefore, notAfter } of [...(own?.sealingKeys ?? []), ...held]) {
      const isListed = own?.sealingKeys.some(({ kid }) => kid === id) === true;
      const isHeld = held.some(({ kid }) => kid === id);
      known.set(id, { role: 'sealing', id, notBefore, notAfter, isListed, isHeld, revocation: 'NONE' });
    }
    return [...known.values()];
  }

  private revocationOf(der: Uint8Array, own: MemberView | undefined): OwnKey['revocation'] {
    const { crls = [], caCertificates = [] } = own ?? {};
    try {
      const at = revokedAt(der, crls, { caCertificates, atMs: this.home.clock.nowMs() });
      return at === undefined ? 'NONE' : 'REVOKED';
    } catch (error) {
      if (!isCrexError(error)) throw error;
      return 'UNKNOWN';
    }
  }

  private ends(view: DirectoryView, own: MemberView | undefined): NonNullable<OwnKeys['directory']> {
    const lists = (own?.crls ?? []).map(crlEndsAt);
    return {
      ...{ version: view.version, expiresAt: view.expiresAt, isExpired: this.home.nowSeconds() >= view.expiresAt },
      ...{ offlineEndsAt: own?.offlineExpiresAt ?? 0, onlineEndsAt: own?.onlineExpiresAt ?? 0 },
      ...(lists.length === 0 ? {} : { revocationsEndAt: Math.min(...lists) }),
    };
  }
}
