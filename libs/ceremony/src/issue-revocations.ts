import { X509Certificate } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  certificateFacts,
  createCrl,
  verifyChain,
  type CertificateRole,
  type LeafRole,
  type RevocationReason,
} from '#libs/pki';
import { isCrexError, isPartnerId, type ListedId } from '#libs/protocol';
import { CRL_LIFE_SECONDS, SKEW_SECONDS, type Revocations } from './alliance-member.js';
import { folderOf, type AllianceIndex } from './folder-layout.js';
import { KeyFolder, readIndex } from './load-alliance.js';
import { refusal } from './refusal.js';

/** A certificate (DER) that is not to be trusted any more, and why. */
export interface Revocation {
  readonly certificate: Uint8Array;
  readonly reason: RevocationReason;
}

/** A revocation list that was made. */
export interface IssuedList {
  readonly number: number;
  /** Of the DER file. */
  readonly path: string;
  /** How many certificates it names in all. */
  readonly revoked: number;
  /** Seconds since 1970; by then there must be another. */
  readonly nextUpdate: number;
}

const INDEX = 'alliance.json';

/**
 * Makes the next revocation list of one member's CA, whose key lies in the folder of a ceremony: all that was revoked
 * before, and what is now. Without anything new it is how a list goes on living.
 *
 * @param nowMs milliseconds since 1970
 * @throws ceremony.unreadable-folder ceremony.unknown-member ceremony.folder-busy, and pki's codes for a certificate that
 *   this member's CA has not issued, or that is over
 */
export async function issueRevocations(
  folder: string,
  id: ListedId,
  { revoke, nowMs }: { readonly revoke: readonly Revocation[]; readonly nowMs: number },
): Promise<IssuedList> {
  return whileHolding(join(folder, `${INDEX}.new`), async (keepIndex) => {
    const index = await readIndex(folder);
    const listed = isPartnerId(id) ? index.partners?.[id] : index.members[id];
    if (listed === undefined) throw refusal('ceremony.unknown-member', `${id} is not in this Alliance`);
    const now = Math.floor(nowMs / 1000);
    const ca = await authorityOf(folder, id, index);
    for (const { certificate } of revoke) {
      const { role } = certificateFacts(certificate);
      checkIsLeaf(role);
      verifyChain(certificate, { env: index.env, member: id, role, atMs: nowMs, caCertificates: [ca.certificate] });
    }
    const { number, revoked } = nextRevocations(listed.revocations, revoke, now);
    const times = { thisUpdate: now - SKEW_SECONDS, nextUpdate: now + CRL_LIFE_SECONDS };
    const crl = await createCrl({ ca, number, revoked, ...times });
    // first what was revoked is kept, then it is said: a list that is lost costs a number, a revocation that is lost a key
    const changed = { [id]: { ...listed, revocations: { number, revoked } } };
    const place = isPartnerId(id) ? 'partners' : 'members';
    await keepIndex(`${JSON.stringify({ ...index, [place]: { ...index[place], ...changed } }, undefined, 2)}\n`);
    const path = join(folder, folderOf(id), 'crls', `${number}.crl`);
    await mkdir(join(folder, folderOf(id), 'crls'), { recursive: true });
    await writeNew(path, crl);
    return { number, path, revoked: revoked.length, nextUpdate: times.nextUpdate };
  });
}

async function authorityOf(folder: string, id: ListedId, { env }: AllianceIndex) {
  try {
    const own = join(folder, folderOf(id));
    const { privateKey } = await (await KeyFolder.open(own)).load('ca', { role: 'ca', env, member: id });
    return { privateKey, certificate: new X509Certificate(await readFile(join(own, 'certificates', 'ca.pem'))).raw };
  } catch (cause) {
    if (isCrexError(cause)) throw cause;
    throw refusal('ceremony.unreadable-folder', 'the CA of this member is missing or cannot be read', { cause });
  }
}

/** A CA's word against itself counts for nothing: a CA that is no longer trusted leaves the directory. */
function checkIsLeaf(role: CertificateRole): asserts role is LeafRole {
  if (role === 'ca') {
    throw refusal('ceremony.not-revocable', 'a CA does not revoke itself', {
      nextStep: 'publish the country’s offline part without this CA',
    });
  }
}

/** What is revoked stays revoked since the first time. */
function nextRevocations(before: Revocations, revoke: readonly Revocation[], now: number): Revocations {
  const revoked = new Map(before.revoked.map((each) => [each.serial, each]));
  for (const { certificate, reason } of revoke) {
    const { serial } = certificateFacts(certificate);
    if (!revoked.has(serial)) revoked.set(serial, { serial, atSeconds: now, reason });
  }
  return { number: before.number + 1, revoked: [...revoked.values()] };
}

/** One command at a time changes the index: the file beside it is both the lock and the next index. */
async function whileHolding<T>(
  lock: string,
  work: (keepIndex: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  await writeNew(lock, '');
  const held = { isOurs: true };
  try {
    return await work(async (text) => {
      const file = await open(lock, 'w');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(lock, lock.replace(/\.new$/, ''));
      held.isOurs = false; // from here on it may be another's
    });
  } finally {
    if (held.isOurs) await rm(lock, { force: true });
  }
}

async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw refusal('ceremony.unreadable-folder', 'the folder cannot be written to', { cause });
    throw refusal('ceremony.folder-busy', `${path} exists already`, {
      nextStep: 'wait for the other command; if none runs, it has died: delete this file and run the command again',
      cause,
    });
  });
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
