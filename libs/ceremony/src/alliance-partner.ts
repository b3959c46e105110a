import type { MemberStatus, OnlineFile, PartnerEntry } from '#libs/directory';
import { createPartnerKeys, type PartnerKeys } from '#libs/pki';
import type { Environment, PartnerId } from '#libs/protocol';
import {
  listedCertificate,
  NONE_REVOKED,
  periodFrom,
  revocationList,
  revokedWith,
  type OnlineChange,
  type Revocations,
} from './alliance-member.js';

const CERTIFICATE_LIFE_SECONDS = 365 * 86_400;

interface PartnerState {
  readonly id: PartnerId;
  readonly env: Environment;
  readonly keys: PartnerKeys;
  /** What the directory lists, or will with the next publication. */
  readonly online: OnlineFile;
  readonly revocations: Revocations;
}

/** A partner organisation with all its private keys. It never changes: {@link changed} gives another one. */
export class AlliancePartner {
  readonly id: PartnerId;
  readonly keys: PartnerKeys;
  readonly online: OnlineFile;
  readonly revocations: Revocations;

  constructor(private readonly state: PartnerState) {
    this.id = state.id;
    this.keys = state.keys;
    this.online = state.online;
    this.revocations = state.revocations;
  }

  /** Makes all keys, certificates and the first, empty revocation list of a partner. */
  static async create({ id, env, nowMs }: NewAlliancePartner): Promise<AlliancePartner> {
    const period = periodFrom(Math.floor(nowMs / 1000), CERTIFICATE_LIFE_SECONDS);
    const keys = await createPartnerKeys({ member: id, env, organization: nameOf(id), ...period });
    const certificates = [listedCertificate('tls', keys.tls)];
    const online = { v: 1, member: id, certificates, crls: [], sealingKeys: [] } as const;
    return await new AlliancePartner({ id, env, keys, online, revocations: NONE_REVOKED }).changed({}, nowMs);
  }

  /** The partner after a change, with a new revocation list. */
  async changed({ revoke = [] }: Pick<OnlineChange, 'revoke'>, nowMs: number): Promise<AlliancePartner> {
    const now = Math.floor(nowMs / 1000);
    const certificates = revoke.includes('tls') ? [this.keys.tls.certificate] : [];
    const revocations = revokedWith(this.revocations, certificates, now);
    const online = { ...this.online, crls: [await revocationList(this.keys.ca, revocations, now)] };
    return new AlliancePartner({ ...this.state, online, revocations });
  }

  /** The same partner, with what is published of it. */
  listing(online: OnlineFile): AlliancePartner {
    return new AlliancePartner({ ...this.state, online });
  }

  /** How the governing offices list this partner. */
  entry(status: MemberStatus): PartnerEntry {
    return { status, roles: ['statistics'], name: nameOf(this.id), languages: ['en', 'es'] };
  }
}

/** For whom keys are made. */
type NewAlliancePartner = Pick<PartnerState, 'id' | 'env'> & { readonly nowMs: number };

/** A made-up department: no certificate of a demo carries a real one's name. */
function nameOf(id: PartnerId): string {
  return `Statistics Department of ${id}`;
}
