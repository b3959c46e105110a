import type { DirectoryFiles, MembersFile, OnlineFile } from '#libs/directory';
import { CrexError, isCrexError, type ListedId } from '#libs/protocol';
import { refusal } from './refusal.js';

/** Gets a published file by its repository path; `undefined` when there is none. */
export type ReadPublished = (path: string) => Promise<Uint8Array | undefined>;

/** What is published, as far as the next publication has to follow it. */
export interface Publication {
  /** All files that the timestamp leads to, by path. */
  readonly files: DirectoryFiles;
  readonly timestampVersion: number;
  readonly snapshotVersion: number;
  readonly snapshot: Uint8Array;
  /** Of targets and of each part, by role: `targets`, `AR-online`. */
  readonly versions: ReadonlyMap<string, number>;
  readonly members: MembersFile;
  readonly online: ReadonlyMap<ListedId, OnlineFile>;
}

/**
 * Reads a publication from its timestamp on, for whoever signs the next one. It verifies no signature: it follows
 * what the Alliance's own broker or folder serves, and clients refuse what does not follow.
 *
 * @throws ceremony.unreadable-publication
 */
export async function readPublication(read: ReadPublished): Promise<Publication> {
  try {
    return await followTimestamp(read);
  } catch (cause) {
    if (isCrexError(cause)) throw cause;
    throw unreadable('a file of the directory cannot be read', cause);
  }
}

async function followTimestamp(read: ReadPublished): Promise<Publication> {
  const files = new Map<string, Uint8Array>();
  const take = async (path: string): Promise<Uint8Array> => {
    const bytes = await read(path);
    if (bytes === undefined) throw unreadable(`the directory has no ${path}`);
    files.set(path, bytes);
    return bytes;
  };
  const timestamp = signedPart(await take('timestamp.json')) as SnapshotNames;
  const snapshotVersion = timestamp.meta['snapshot.json'].version;
  const snapshot = await take(`${snapshotVersion}.snapshot.json`);
  const { meta } = signedPart(snapshot) as FileNames;
  const versions = new Map(Object.entries(meta).map(([file, { version }]) => [file.replace(/\.json$/, ''), version]));
  const targets = new Map<string, unknown>();
  const follow = async ([role, version]: [string, number]): Promise<void> => {
    const named = signedPart(await take(`${version}.${role}.json`)) as TargetNames;
    for (const [path, { hashes }] of Object.entries(named.targets)) {
      const served = `targets/${path.replace(/[^/]+$/, (name) => `${hashes.sha256}.${name}`)}`;
      targets.set(path, json(await take(served)));
    }
  };
  await Promise.all([...versions].map(follow));
  const members = targets.get('members.json') as MembersFile;
  const ids = Object.keys({ ...members.members, ...members.partners }) as ListedId[];
  const online = new Map(ids.map((id) => [id, targets.get(`members/${id}/online.json`) as OnlineFile]));
  return {
    ...{ files, timestampVersion: timestamp.version, snapshotVersion, snapshot },
    ...{ versions, members, online },
  };
}

/** The parts of TUF metadata that are looked at (TUF 4.4 to 4.6). */
interface SnapshotNames {
  readonly version: number;
  readonly meta: { readonly 'snapshot.json': { readonly version: number } };
}
interface FileNames {
  readonly meta: Readonly<Record<string, { readonly version: number }>>;
}
interface TargetNames {
  readonly targets: Readonly<Record<string, { readonly hashes: { readonly sha256: string } }>>;
}

function signedPart(bytes: Uint8Array): unknown {
  return (json(bytes) as { signed: unknown }).signed;
}

function json(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

function unreadable(detail: string, cause?: unknown): CrexError {
  return refusal('ceremony.unreadable-publication', detail, { cause });
}
