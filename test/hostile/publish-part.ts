import type { Alliance } from '#libs/ceremony';
import { acceptOnline, createSnapshot, createTimestamp, type DirectoryFiles, type PushedPart } from '#libs/directory';
import { metadataSigner } from '#libs/pki';

const DAY_SECONDS = 86_400;

/** Publishes a part that a node has signed, with the broker's checks and keys, in the memory of a test's Alliance. */
export async function publishPart(alliance: Alliance, pushed: PushedPart, nowMs: number): Promise<void> {
  const now = Math.floor(nowMs / 1000);
  const timestamp = signed(alliance.files, 'timestamp.json');
  const snapshotVersion = timestamp.meta['snapshot.json']?.version ?? 0;
  const snapshot = fileOf(alliance.files, `${snapshotVersion}.snapshot.json`);
  const { version } = signed(alliance.files, `${snapshotVersion}.snapshot.json`).meta['targets.json'] ?? { version: 0 };
  const targets = fileOf(alliance.files, `${version}.targets.json`);
  const { files } = acceptOnline({ snapshot, targets }, pushed, { env: alliance.env, nowMs });

  const signers = (of: 'snapshot' | 'timestamp') => [metadataSigner(alliance.publisher[of].privateKey)];
  const nextSnapshot = await createSnapshot({
    ...{ version: snapshotVersion + 1, expires: now + 7 * DAY_SECONDS, signers: signers('snapshot') },
    ...{ previous: snapshot, files },
  });
  const nextTimestamp = await createTimestamp({
    ...{ version: timestamp.version + 1, expires: now + DAY_SECONDS, signers: signers('timestamp') },
    snapshot: [...nextSnapshot.values()][0] as Uint8Array,
  });
  const all = new Map([...alliance.files, ...files, ...nextSnapshot, ...nextTimestamp]);
  await alliance.follow((path) => Promise.resolve(all.get(path)));
}

function signed(files: DirectoryFiles, path: string) {
  const text = Buffer.from(fileOf(files, path)).toString('utf8');
  return (JSON.parse(text) as { signed: { version: number; meta: Record<string, { version: number }> } }).signed;
}

function fileOf(files: DirectoryFiles, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the Alliance has not published ${path}`);
  return bytes;
}
