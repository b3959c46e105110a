import { createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { metadataSigner } from '#libs/pki';
import { isCrexError, type MemberId } from '#libs/protocol';
import {
  checkConsistency, checkInclusion, cosignatureSigner, cosignatureVerifier, decideAddCheckpoint, emptyFrontier,
  emptyRightEdge, encodeBundle, entriesPath, extendFrontier, formatCheckpoint, formatLogProof, formatPolicy,
  formatVerifierKey, frontierRoot, growTiles, leafHashOf, logSigner, logVerifier, openCheckpoint, openLogProof,
  openNote, parseTilePath, policySatisfied, quorumPolicy, quorumReached, readAddCheckpoint, readBundle,
  readCheckpointBody, readLogProof, readPolicy, readVerifierKey, rootFromTiles, signNote, tilePath, tilesOf,
} from '../index.js'; // prettier-ignore

/** A vector: what goes in and, unless there is a `code`, what must come out. Which fields stand depends on its type. */
interface Vector {
  readonly type: string;
  readonly name: string;
  readonly code?: string;
  readonly [field: string]: unknown;
}
type Facts = Record<string, unknown>;
interface Case {
  readonly cosigners: readonly string[];
  readonly satisfied?: boolean;
  readonly reached?: boolean;
}

const file = JSON.parse(readFileSync('test/vectors/log-tree.json', 'utf8')) as {
  readonly keys: { readonly log: string; readonly witnesses: Readonly<Record<string, string>> };
  readonly vectors: readonly Vector[];
};
const text = (value: unknown) => value as string;
const list = (value: unknown) => value as readonly string[];
const hex = (value: unknown) => Buffer.from(text(value), 'hex');
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (value: unknown) => list(value).map((line) => Buffer.from(line, 'base64'));

function ed25519(seed: unknown) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), hex(seed)]);
  return metadataSigner(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** The tree over "0", "1", "2" ... as a sequencer stores it: grown in uneven steps, one row for each tile. */
async function growNumbers(size: number): Promise<Facts> {
  const stored = new Map<string, Uint8Array>();
  let edge = emptyRightEdge;
  for (let at = 0, step = 1; at < size; at += step, step = (step * 7) % 1009) {
    const end = Math.min(size, at + step);
    const numbers = Array.from({ length: end - at }, (_, more) => leafHashOf(Buffer.from(String(at + more))));
    const grown = growTiles(edge, numbers);
    edge = grown.edge;
    for (const { level, index, hashes } of grown.tiles) stored.set(`${level}/${index}`, hashes);
  }
  const tile = (level: number, index: bigint, width: number) =>
    Promise.resolve((stored.get(`${level}/${index}`) ?? Buffer.alloc(0)).subarray(0, width * 32));
  const paths = [...tilesOf(BigInt(size))].map(({ level, index, width }) => ({
    path: tilePath(level, index, width),
    tile: tile(level, index, width),
  }));
  const digest = createHash('sha256');
  const sorted = paths.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  for (const one of sorted) digest.update(`${one.path}\n`).update(await one.tile);
  return {
    root: toHex(await rootFromTiles({ tile }, BigInt(size))),
    tiles: paths.length,
    partial: sorted.map(({ path }) => path).filter((path) => path.includes('.p/')),
    digest: digest.digest('hex'),
  };
}

const RUNNERS: Readonly<Record<string, (vector: Vector) => Facts | Promise<Facts>>> = {
  key: ({ vkey, seed }) => {
    const { name, type, publicKey, keyId } = readVerifierKey(text(vkey));
    expect(formatVerifierKey(name, type, publicKey)).toBe(vkey);
    if (seed !== undefined) expect(toHex(ed25519(seed).publicKey)).toBe(toHex(publicKey));
    return { keyName: name, keyType: type, publicKey: toHex(publicKey), keyId: toHex(keyId) };
  },
  leaf: ({ entry }) => ({ hash: toHex(leafHashOf(hex(entry))) }),
  root: ({ entries }) => {
    const hashes = list(entries).map((entry) => leafHashOf(hex(entry)));
    return { root: toHex(frontierRoot(extendFrontier(emptyFrontier, hashes))) };
  },
  inclusion: ({ index, size, leafHash, proof, root }) => {
    const numbers = { index: BigInt(text(index)), size: BigInt(text(size)) };
    checkInclusion({ ...numbers, leafHash: hex(leafHash), proof: base64(proof), root: hex(root) });
    return {};
  },
  consistency: ({ oldSize, oldRoot, size, root, proof }) => {
    const sizes = { oldSize: BigInt(text(oldSize)), size: BigInt(text(size)) };
    checkConsistency({ ...sizes, oldRoot: hex(oldRoot), root: hex(root), proof: base64(proof) });
    return {};
  },
  'tile-path': ({ path }) => {
    const { level, index, width } = parseTilePath(text(path));
    expect(level === 'entries' ? entriesPath(index, width) : tilePath(level, index, width)).toBe(path);
    return { level, index: index.toString(), width };
  },
  tiles: async ({ size }) => await growNumbers(Number(size)),
  bundle: ({ bundle }) => {
    const entries = readBundle(hex(bundle));
    expect(toHex(encodeBundle(entries))).toBe(bundle);
    return { entries: entries.map(toHex) };
  },
  note: ({ note, noteHex, keys }) => {
    const bytes = noteHex === undefined ? Buffer.from(text(note)) : hex(noteHex);
    const opened = openNote(bytes, list(keys).map(logVerifier));
    expect(openNote(text(note), list(keys).map(logVerifier))).toEqual(opened);
    return { text: opened.text, signers: opened.signatures.map(({ name }) => name) };
  },
  signing: async ({ body, logName, logSeed, witnessName, witnessSeed, time }) => {
    const log = logSigner(text(logName), ed25519(logSeed));
    const witness = cosignatureSigner(text(witnessName), ed25519(witnessSeed), Number(time));
    expect(formatCheckpoint(readCheckpointBody(text(body)))).toBe(body);
    return { note: await signNote(text(body), [log, witness]) };
  },
  checkpoint: ({ note, log, witnesses }) => {
    const opened = openCheckpoint(
      Buffer.from(text(note)),
      logVerifier(text(log)),
      list(witnesses).map(cosignatureVerifier),
    );
    expect(opened.note).toBe(note);
    const cosigners = opened.cosignatures.map(({ name, time }) => ({ name, time }));
    return { origin: opened.origin, size: opened.size.toString(), root: toHex(opened.root), cosigners };
  },
  'log-proof': ({ file: proof, leafHash, log, witnesses }) => {
    const verifiers = [logVerifier(text(log)), list(witnesses).map(cosignatureVerifier)] as const;
    const { index, checkpoint } = openLogProof(text(proof), hex(leafHash), ...verifiers);
    expect(formatLogProof(readLogProof(Buffer.from(text(proof))))).toBe(proof);
    const cosigners = checkpoint.cosignatures.map(({ name }) => name);
    return { index: index.toString(), size: checkpoint.size.toString(), cosigners };
  },
  policy: ({ policy: policyFile, cases }) => {
    const policy = readPolicy(text(policyFile));
    expect(readPolicy(formatPolicy(policy))).toEqual(policy);
    const satisfied = ((cases ?? []) as readonly Case[]).map(({ cosigners }) => {
      const keys = cosigners.map((member) => readVerifierKey(text(file.keys.witnesses[member])));
      return { cosigners, satisfied: policySatisfied(policy, keys) };
    });
    return { cases: satisfied };
  },
  quorum: ({ owner, parties, verifier, witnesses, cases }) => {
    const rule = {
      owner: owner as MemberId,
      parties: parties as readonly MemberId[],
      ...(verifier === undefined ? {} : { verifier: verifier as MemberId }),
    };
    const vkeyOf = (member: string) => text(file.keys.witnesses[member]);
    const all = list(witnesses).map((member) => ({ member: member as MemberId, vkey: vkeyOf(member) }));
    const policy = readPolicy(formatPolicy(quorumPolicy(rule, file.keys.log, all)));
    const reached = (cases as readonly Case[]).map(({ cosigners }) => {
      const byFunction = quorumReached(rule, cosigners as readonly MemberId[]);
      const keys = cosigners.map((member) => readVerifierKey(vkeyOf(member)));
      expect({ cosigners, byFile: policySatisfied(policy, keys) }).toEqual({ cosigners, byFile: byFunction });
      return { cosigners, reached: byFunction };
    });
    return { cases: reached };
  },
  'add-checkpoint': ({ request, known, log }) => {
    const state = known as { size: string; root: string } | undefined;
    const decision = decideAddCheckpoint(
      {
        log: log === undefined ? undefined : logVerifier(text(log)),
        known: state === undefined ? undefined : { size: BigInt(state.size), root: hex(state.root) },
      },
      readAddCheckpoint(Buffer.from(text(request))),
    );
    if (decision.cosign) return { status: 200 };
    return decision.status === 409 ? { status: 409, body: decision.body } : { status: decision.status };
  },
};

async function outcomeOf(vector: Vector): Promise<Facts> {
  try {
    return (await RUNNERS[vector.type]?.(vector)) ?? { unknownType: vector.type };
  } catch (error) {
    if (isCrexError(error)) return { code: error.code };
    throw error;
  }
}

describe('the vectors of the log tree', () => {
  it.each(Object.keys(RUNNERS))('hold for %s', async (type) => {
    const vectors = file.vectors.filter((vector) => vector.type === type);
    expect(vectors).not.toEqual([]);
    for (const vector of vectors) {
      const outcome = await outcomeOf(vector);
      const stated = Object.fromEntries(Object.keys(outcome).map((name) => [name, vector[name]]));
      expect({ name: vector.name, code: undefined, ...outcome }).toEqual({
        name: vector.name,
        code: vector.code,
        ...stated,
      });
    }
  });

  it('are all of a type that is run', () => {
    expect(new Set(file.vectors.map(({ type }) => type))).toEqual(new Set(Object.keys(RUNNERS)));
  });
});
