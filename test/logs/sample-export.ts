import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  commitmentTo,
  encodeLeaf,
  formatLogProof,
  inclusionProof,
  isEntryType,
  leafHashOf,
  quorumPolicy,
  type Group,
  type JsonObject,
  type Leaf,
  type Policy,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { canonicalJson, digestOf, type MemberId } from '#libs/protocol';
import { TestLog } from './test-log.js';

type Loose = Readonly<Record<string, unknown>>;
const AT = 1_795_305_600;
const OWNER = 'BR';

/** A line of a file of exported entries, as it will be written. */
export interface SampleLine {
  readonly entry?: { readonly leaf: string; readonly proof: string; readonly parts: Readonly<Record<string, Loose>> };
  readonly erasure?: { readonly leaf: string; readonly proof: string };
  readonly [other: string]: unknown;
}

/** What is done otherwise than by an honest node; all is proven and signed all the same. */
export interface ExportTwist {
  readonly leaf?: (leaf: Loose) => Loose;
  readonly cosigners?: readonly MemberId[];
  readonly header?: (header: Loose) => Loose;
  /** Of entries and erasures, before counts and digest are made. */
  readonly lines?: (lines: readonly SampleLine[]) => readonly SampleLine[];
  readonly end?: (end: Loose) => Loose;
  /** Another log of the same name and size has the erasure: the key has signed two histories. */
  readonly isForked?: true;
}

/**
 * A file that an auditor of Brazil exported: a disclosure with open parts, a question whose subject was erased, the
 * erasure. With the policy by which it is judged.
 */
export async function sampleExport(alliance: Alliance, twist: ExportTwist = {}) {
  const salts = { subject: randomBytes(32), actor: randomBytes(32), detail: randomBytes(32) };
  const values = { subject: { subject: { names: ['Ñandú'] } }, actor: { id: 'x' }, detail: { caseReference: 'CFP 1' } };
  const commitments = (...groups: readonly Group[]) =>
    Object.fromEntries(groups.map((group) => [group, commitmentTo(group, values[group] as JsonObject, salts[group])]));
  const why = { purpose: 'C1', legalBasis: 'SAN-LUIS-1996' };
  const [answer, question, erasure] = [randomUUID(), randomUUID(), randomUUID()];
  const leaves = [
    { type: 'ERASURE', eventId: erasure, at: AT + 50, target: question, group: 'subject', ground: 'COURT-ORDER', c: commitments('actor') }, // prettier-ignore
    {
      ...{ type: 'NO_RECORD', eventId: answer, at: AT + 40, from: 'BR', to: 'AR', ...why },
      ...{ requestDigest: digestOf('q'), bodyDigest: digestOf('b'), policyDigest: digestOf('p') },
      c: commitments('subject', 'actor', 'detail'),
    },
    { type: 'ASK', eventId: question, at: AT, from: 'BR', to: 'AR', ...why, bodyDigest: digestOf('b'), c: commitments('subject', 'actor', 'detail') }, // prettier-ignore
  ].map((leaf) => {
    const whole = { v: 1, origin: alliance.entry(OWNER).log.origin, ...leaf };
    const told = twist.leaf?.(whole) ?? whole;
    return isEntryType(told['type']) ? encodeLeaf(told as unknown as Leaf) : Buffer.from(canonicalJson(told));
  });
  const proofs = await proven(alliance, leaves, twist);
  const shown = (at: number) => ({ leaf: leaves[at]?.toString('base64') ?? '', proof: proofs[at] ?? '' });
  const open = (group: Group) => ({ status: 'open', value: values[group], salt: salts[group].toString('base64url') });
  const closed = { status: 'closed' };
  const told: readonly SampleLine[] = [
    { entry: { ...shown(1), parts: { subject: open('subject'), actor: closed, detail: open('detail') } } },
    { entry: { ...shown(2), parts: { subject: { status: 'erased', by: erasure }, actor: closed, detail: closed } } },
    { erasure: shown(0) },
  ];
  const lines = twist.lines?.(told) ?? told;
  const counts = { entries: lines.filter((line) => 'entry' in line).length, erasures: lines.filter((line) => 'erasure' in line).length }; // prettier-ignore
  const header = {
    ...{ format: 'crex-log-export', v: 1, country: OWNER, madeAt: AT + 100, access: randomUUID() },
    ...{ entries: counts.entries, open: ['subject', 'detail'] },
  };
  const body = [twist.header?.(header) ?? header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  const end = { ...counts, digest: createHash('sha256').update(body).digest('base64url') };
  return {
    text: `${body}${JSON.stringify({ end: twist.end?.(end) ?? end })}\n`,
    policy: policyOf(alliance),
    events: { answer, question, erasure },
  };
}

/** As `crex policy` prints it for Brazil's log. */
function policyOf(alliance: Alliance): Policy {
  const { vkey, witnesses } = alliance.entry(OWNER).log;
  const keys = witnesses.map((member) => ({ member, name: alliance.entry(member).witness.name, vkey: alliance.entry(member).witness.vkey })); // prettier-ignore
  return quorumPolicy({ owner: OWNER, parties: [] }, vkey, keys);
}

async function proven(alliance: Alliance, leaves: readonly Buffer[], twist: ExportTwist): Promise<string[]> {
  const all = [...leaves].reverse();
  const one = new TestLog(alliance, OWNER).append(300).appendHashes(all.map(leafHashOf));
  const other = new TestLog(alliance, OWNER).append(300, 'other').appendHashes(all.map(leafHashOf));
  return Promise.all(
    leaves.map(async (_, place) => {
      const log = twist.isForked === true && place === 0 ? other : one;
      const note = await log.checkpoint();
      const cosigners = twist.cosigners ?? (['AR', 'JM'] as const);
      const lines = await Promise.all(cosigners.map((id) => log.cosignature(id, note, AT + 60)));
      const index = 300n + BigInt(all.length - 1 - place);
      return formatLogProof({ index, proof: await inclusionProof(log, index, log.size), checkpoint: note + lines.join('') }); // prettier-ignore
    }),
  );
}
