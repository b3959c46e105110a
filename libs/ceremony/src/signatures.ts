import {
  createDelegatedTargets,
  createRoot,
  createSnapshot,
  createTargets,
  createTimestamp,
  type DirectoryFiles,
  type MembersFile,
  type NewTargets,
  type OnlineFile,
} from '#libs/directory';
import { metadataSigner, type KeyPair, type PartnerKeys } from '#libs/pki';
import type { Environment, ListedId } from '#libs/protocol';
import { officeSigners, THRESHOLD, type Offices } from './offices.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long metadata lives, in seconds; clients refuse longer lives for the last three. */
const LIFE = {
  root: 2 * 365 * DAY,
  targets: 365 * DAY,
  offline: 4 * 365 * DAY,
  snapshot: 7 * DAY,
  online: 2 * DAY,
  timestamp: DAY,
} as const;

/** The keys with which the broker publishes. */
export interface PublisherKeys {
  readonly snapshot: KeyPair;
  readonly timestamp: KeyPair;
}

/** Of what is signed now: its number, and the moment from which it lives (milliseconds since 1970). */
export interface Edition {
  readonly version: number;
  readonly nowMs: number;
}

/** Whoever has two parts in the directory: a member, or a partner organisation. */
interface Listed {
  readonly id: ListedId;
  readonly keys: Pick<PartnerKeys, 'ca' | 'directory-offline' | 'directory-online'>;
  readonly online: OnlineFile;
}

/** Who signs what in an Alliance, and for how long: offices, broker, and each member its own two parts. */
export class Signatures {
  constructor(
    private readonly env: Environment,
    private readonly offices: Offices,
    private readonly publisher: PublisherKeys,
  ) {}

  root(edition: Edition): Promise<DirectoryFiles> {
    const { offices, publisher } = this;
    const [rootKeys, targetsKeys] = [officeSigners(offices, 'root'), officeSigners(offices, 'targets')];
    return createRoot({
      ...signing('root', edition, rootKeys),
      ...{ rootKeys, rootThreshold: THRESHOLD, targetsKeys, targetsThreshold: THRESHOLD },
      snapshotKeys: [metadataSigner(publisher.snapshot.privateKey)],
      timestampKeys: [metadataSigner(publisher.timestamp.privateKey)],
      timestampThreshold: 1,
    });
  }

  targets(edition: Edition, list: MembersFile, members: readonly Listed[]): Promise<DirectoryFiles> {
    const delegation = (key: KeyPair) => ({ keys: [metadataSigner(key.privateKey)], threshold: 1 });
    const delegations: NewTargets['delegations'] = Object.fromEntries(
      members.map(({ id, keys }) => [
        id,
        { offline: delegation(keys['directory-offline']), online: delegation(keys['directory-online']) },
      ]),
    );
    const signers = officeSigners(this.offices, 'targets');
    return createTargets({ ...signing('targets', edition, signers), members: list, delegations });
  }

  offline(edition: Edition, { id, keys }: Listed): Promise<DirectoryFiles> {
    const signers = [metadataSigner(keys['directory-offline'].privateKey)];
    const caCertificates = [Buffer.from(keys.ca.certificate).toString('base64')];
    return createDelegatedTargets({
      ...signing('offline', edition, signers),
      ...({ env: this.env, part: 'offline', content: { v: 1, member: id, caCertificates } } as const),
    });
  }

  online(edition: Edition, { keys, online: content }: Listed): Promise<DirectoryFiles> {
    const signers = [metadataSigner(keys['directory-online'].privateKey)];
    return createDelegatedTargets({
      ...signing('online', edition, signers),
      ...({ env: this.env, part: 'online', content } as const),
    });
  }

  /** @param previous the snapshot before; none before the first */
  snapshot(edition: Edition, files: DirectoryFiles, previous: Uint8Array | undefined): Promise<DirectoryFiles> {
    const signers = [metadataSigner(this.publisher.snapshot.privateKey)];
    const before = previous === undefined ? {} : { previous };
    return createSnapshot({ ...signing('snapshot', edition, signers), ...before, files });
  }

  timestamp(edition: Edition, snapshot: Uint8Array): Promise<DirectoryFiles> {
    const signers = [metadataSigner(this.publisher.timestamp.privateKey)];
    return createTimestamp({ ...signing('timestamp', edition, signers), snapshot });
  }
}

function signing<S>(kind: keyof typeof LIFE, { version, nowMs }: Edition, signers: readonly S[]) {
  return { version, signers, expires: Math.floor(nowMs / 1000) + LIFE[kind] };
}
