import type { DirectoryFiles, MemberEntry, MembersFile, MemberStatus, PartnerEntry, PushedPart } from '#libs/directory';
import { generateEd25519KeyPair, type LeafRole } from '#libs/pki';
import {
  BROKER,
  COUNTRIES,
  isPartnerId,
  type CountryCode,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import { AllianceMember, type OnlineChange } from './alliance-member.js';
import { AlliancePartner } from './alliance-partner.js';
import { withWitnesses } from './assign-witnesses.js';
import { createOffices, type Offices } from './offices.js';
import { readPublication, type Publication, type ReadPublished } from './publication.js';
import { refusal } from './refusal.js';
import { Signatures, type Edition, type PublisherKeys } from './signatures.js';

/** Where a broker on the same machine is found. */
const LOCAL_HOSTS = ['localhost', '127.0.0.1'];

/** An Alliance to make. */
export interface NewAlliance {
  readonly env: Environment;
  readonly members: readonly CountryCode[];
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** Members that are enrolled, but suspended. */
  readonly suspended?: readonly CountryCode[];
  /** Partner organisations: they read statistics and take no part in the exchange. */
  readonly partners?: readonly PartnerId[];
  /** Names and addresses of the broker's server besides localhost. */
  readonly brokerHosts?: readonly string[];
}

interface AllianceState {
  readonly env: Environment;
  readonly nowMs: number;
  readonly offices: Offices;
  readonly publisher: PublisherKeys;
  readonly members: readonly AllianceMember[];
  readonly partners: readonly AlliancePartner[];
  readonly files: DirectoryFiles;
  readonly publication: Publication;
}

/**
 * A demo or test Alliance with every private key in one memory, which no real one ever has. It publishes its directory
 * and the changes of it. One call at a time: each publication follows the one before.
 */
export class Alliance {
  readonly env: Environment;
  readonly offices: Offices;
  readonly publisher: PublisherKeys;
  readonly #signatures: Signatures;
  readonly #members: Map<MemberId, AllianceMember>;
  readonly #partners: Map<PartnerId, AlliancePartner>;
  readonly #files: Map<string, Uint8Array>;
  /** Files that the next snapshot names first. */
  readonly #pending = new Map<string, Uint8Array>();
  readonly #versions: Map<string, number>;
  #publication: Publication;
  #nowMs: number;

  constructor(state: AllianceState) {
    this.env = state.env;
    this.offices = state.offices;
    this.publisher = state.publisher;
    this.#signatures = new Signatures(state.env, state.offices, state.publisher);
    this.#members = new Map(state.members.map((member) => [member.id, member]));
    this.#partners = new Map(state.partners.map((partner) => [partner.id, partner]));
    this.#files = new Map(state.files);
    this.#publication = state.publication;
    this.#versions = new Map(state.publication.versions);
    this.#nowMs = state.nowMs;
  }

  /**
   * Makes all keys and the first publication.
   *
   * @throws ceremony.production-refused ceremony.no-members ceremony.unknown-member
   */
  static async create(options: NewAlliance): Promise<Alliance> {
    const { env, nowMs, members, suspended = [], partners: partnerIds = [], brokerHosts = [] } = options;
    checkNotProduction(env);
    checkMembers(members);
    checkSuspended(suspended, members);
    const hosts = [...new Set([...LOCAL_HOSTS, ...brokerHosts])];
    const ids = [...COUNTRIES.filter((country) => members.includes(country)), BROKER] as const;
    const [partners, offices, snapshot, timestamp, ...made] = await Promise.all([
      Promise.all([...new Set(partnerIds)].map((id) => AlliancePartner.create({ id, env, nowMs }))),
      createOffices(),
      generateEd25519KeyPair(),
      generateEd25519KeyPair(),
      ...ids.map((id) => AllianceMember.create({ id, env, nowMs, hosts: id === BROKER ? hosts : [] })),
    ]);
    const statusOf = (id: MemberId) => (id !== BROKER && suspended.includes(id) ? 'suspended' : 'active');
    const list = withWitnesses(
      Object.fromEntries(made.map((member) => [member.id, member.entry(statusOf(member.id), [])])),
    );
    const listed = partners.map((partner) => [partner.id, partner.entry('active')] as const);
    const file: MembersFile = {
      ...{ v: 1, env, members: list },
      ...(listed.length === 0 ? {} : { partners: Object.fromEntries(listed) }),
    };
    const empty: Publication = {
      ...{ files: new Map(), timestampVersion: 0, snapshotVersion: 0, snapshot: new Uint8Array() },
      ...{ versions: new Map(), members: file, online: new Map() },
    };
    const publisher = { snapshot, timestamp };
    const state = { env, nowMs, offices, publisher, members: made, partners, files: new Map(), publication: empty };
    const alliance = new Alliance(state);
    await alliance.publishFirst();
    return alliance;
  }

  /** All that was ever published, by repository path; `timestamp.json` is the newest. */
  get files(): DirectoryFiles {
    return this.#files;
  }

  /** The root metadata that nodes are anchored in. */
  get root(): Uint8Array {
    return this.#files.get('1.root.json') as Uint8Array;
  }

  get members(): readonly AllianceMember[] {
    return [...this.#members.values()];
  }

  get partners(): readonly AlliancePartner[] {
    return [...this.#partners.values()];
  }

  /** @throws ceremony.unknown-member */
  partner(id: PartnerId): AlliancePartner {
    const partner = this.#partners.get(id);
    if (partner === undefined) throw refusal('ceremony.unknown-member', `${id} is not in this Alliance`);
    return partner;
  }

  /** @throws ceremony.unknown-member */
  member(id: MemberId): AllianceMember {
    const member = this.#members.get(id);
    if (member === undefined) throw refusal('ceremony.unknown-member', `${id} is not in this Alliance`);
    return member;
  }

  /** How the governing offices list the member now. @throws ceremony.unknown-member */
  entry(id: MemberId): MemberEntry {
    return this.#publication.members.members[this.member(id).id] as MemberEntry;
  }

  /** How the governing offices list the partner now. @throws ceremony.unknown-member */
  partnerEntry(id: PartnerId): PartnerEntry {
    return this.#publication.members.partners?.[this.partner(id).id] as PartnerEntry;
  }

  /** @throws ceremony.unknown-member */
  status(id: ListedId): MemberStatus {
    return (isPartnerId(id) ? this.partnerEntry(id) : this.entry(id)).status;
  }

  /** Publishes the member as suspended; answers the new files. @throws ceremony.unknown-member */
  async suspend(id: ListedId, nowMs?: number): Promise<DirectoryFiles> {
    return await this.republish({ [id]: 'suspended' as const }, nowMs);
  }

  /** Publishes the member as active again; answers the new files. @throws ceremony.unknown-member */
  async reinstate(id: ListedId, nowMs?: number): Promise<DirectoryFiles> {
    return await this.republish({ [id]: 'active' as const }, nowMs);
  }

  /** Revokes the member's present certificate of a role and publishes the list; answers the new files. @throws ceremony.unknown-member */
  async revoke(id: ListedId, role: LeafRole, nowMs?: number): Promise<DirectoryFiles> {
    await this.renewOnline(id, { revoke: [role] }, nowMs);
    return await this.republish({}, nowMs);
  }

  /** Publishes a new online part and revocation list of all that are listed; answers the new files. */
  async renew(nowMs: number): Promise<DirectoryFiles> {
    for (const { id } of this.listed()) await this.renewOnline(id, {}, nowMs);
    return await this.republish({}, nowMs);
  }

  /**
   * Signs the next version of a member's online part, as its node pushes it to the broker. {@link republish} publishes
   * it here; when a running broker publishes it, {@link follow} comes next.
   *
   * @throws ceremony.unknown-member
   */
  async renewOnline(id: ListedId, change: OnlineChange = {}, nowMs?: number): Promise<PushedPart> {
    const files = await this.signOnline(await this.changeOnline(id, change, this.advance(nowMs)));
    const [metadata, target] = [...files.values()] as [Uint8Array, Uint8Array];
    return { member: id, metadata, target };
  }

  /**
   * Publishes the members' new status, if any (the witnesses of all logs follow it), and the parts signed since the last publication under a new snapshot
   * and timestamp; answers the new files.
   *
   * @throws ceremony.unknown-member
   */
  async republish(status: Partial<Record<ListedId, MemberStatus>> = {}, nowMs?: number): Promise<DirectoryFiles> {
    this.advance(nowMs);
    const changes = Object.entries(status) as [ListedId, MemberStatus][];
    if (changes.length > 0) await this.signTargets(this.listWith(changes));
    return await this.publishPending();
  }

  /** Publishes a new timestamp of the same snapshot; answers the new file. */
  async newTimestamp(nowMs?: number): Promise<DirectoryFiles> {
    this.advance(nowMs);
    const files = await this.signTimestamp(this.#publication.snapshot);
    return await this.published(files);
  }

  /**
   * Takes over what a running broker has published meanwhile, so that the next publication follows it.
   *
   * @throws ceremony.unreadable-publication
   */
  async follow(read: ReadPublished): Promise<void> {
    this.#publication = await readPublication(read);
    this.#pending.clear();
    for (const [path, bytes] of this.#publication.files) this.#files.set(path, bytes);
    for (const [role, version] of this.#publication.versions) this.#versions.set(role, version);
    for (const [id, online] of this.#publication.online) {
      if (isPartnerId(id)) this.#partners.set(id, this.partner(id).listing(online));
      else this.#members.set(id, this.member(id).listing(online));
    }
  }

  private listed(): readonly (AllianceMember | AlliancePartner)[] {
    return [...this.members, ...this.partners];
  }

  private async changeOnline(id: ListedId, change: OnlineChange, nowMs: number) {
    if (isPartnerId(id)) {
      const partner = await this.partner(id).changed(change, nowMs);
      this.#partners.set(id, partner);
      return partner;
    }
    const member = await this.member(id).changed(change, nowMs);
    this.#members.set(id, member);
    return member;
  }

  private listWith(changes: readonly (readonly [ListedId, MemberStatus])[]): MembersFile {
    const { members, partners, ...file } = this.#publication.members;
    const [changed, changedPartners] = [{ ...members }, { ...partners }];
    for (const [id, status] of changes) {
      if (isPartnerId(id)) changedPartners[id] = { ...this.partnerEntry(id), status };
      else changed[id] = { ...this.entry(id), status };
    }
    return { ...file, members: withWitnesses(changed), ...(partners && { partners: changedPartners }) };
  }

  private async publishFirst(): Promise<void> {
    this.addPending(await this.#signatures.root(this.edition(1)));
    await this.signTargets(this.#publication.members);
    await Promise.all(this.listed().flatMap((each) => [this.signOffline(each), this.signOnline(each)]));
    await this.publishPending();
  }

  private async publishPending(): Promise<DirectoryFiles> {
    const { snapshot: previous, snapshotVersion } = this.#publication;
    const snapshot = await this.#signatures.snapshot(
      this.edition(snapshotVersion + 1),
      this.#pending,
      snapshotVersion === 0 ? undefined : previous,
    );
    const timestamp = await this.signTimestamp([...snapshot.values()][0] as Uint8Array);
    return await this.published(new Map([...this.#pending, ...snapshot, ...timestamp]));
  }

  private async published(files: DirectoryFiles): Promise<DirectoryFiles> {
    for (const [path, bytes] of files) this.#files.set(path, bytes);
    await this.follow((path) => Promise.resolve(this.#files.get(path)));
    return files;
  }

  private async signTargets(list: MembersFile): Promise<void> {
    const edition = this.edition(this.nextVersion('targets'));
    this.addPending(await this.#signatures.targets(edition, list, this.listed()));
  }

  private async signOffline(member: AllianceMember | AlliancePartner): Promise<void> {
    const edition = this.edition(this.nextVersion(`${member.id}-offline`));
    this.addPending(await this.#signatures.offline(edition, member));
  }

  private async signOnline(member: AllianceMember | AlliancePartner): Promise<DirectoryFiles> {
    const edition = this.edition(this.nextVersion(`${member.id}-online`));
    const files = await this.#signatures.online(edition, member);
    this.addPending(files);
    return files;
  }

  private signTimestamp(snapshot: Uint8Array): Promise<DirectoryFiles> {
    return this.#signatures.timestamp(this.edition(this.#publication.timestampVersion + 1), snapshot);
  }

  private edition(version: number): Edition {
    return { version, nowMs: this.#nowMs };
  }

  private nextVersion(role: string): number {
    const version = (this.#versions.get(role) ?? 0) + 1;
    this.#versions.set(role, version);
    return version;
  }

  private addPending(files: DirectoryFiles): void {
    for (const [path, bytes] of files) this.#pending.set(path, bytes);
  }

  /** The moment of this change; without one it is that of the change before. */
  private advance(nowMs = this.#nowMs): number {
    this.#nowMs = nowMs;
    return nowMs;
  }
}

function checkNotProduction(env: Environment): void {
  if (env === 'production') {
    throw refusal('ceremony.production-refused', 'one machine must never hold all keys of a production Alliance', {
      nextStep: 'use the environment demo or test; production keys are made by their owners, each at its own place',
    });
  }
}

function checkMembers(members: readonly CountryCode[]): void {
  if (members.length === 0) throw refusal('ceremony.no-members', 'an Alliance has at least one country');
}

function checkSuspended(suspended: readonly CountryCode[], members: readonly CountryCode[]): void {
  const stranger = suspended.find((country) => !members.includes(country));
  if (stranger !== undefined) {
    throw refusal('ceremony.unknown-member', `${stranger} is to be suspended, but is no member`);
  }
}
