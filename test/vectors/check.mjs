// A second reading of docs/protocol/: checks every vector of this folder with nothing but Node's standard library (24 or
// later) and the published JSON Schemas. It shares no line with libs/protocol, so where both agree the pages suffice.
//
//   node test/vectors/check.mjs            run all vectors, print a report, exit 1 on any difference
//   node test/vectors/check.mjs --compose  print one message composed here, for the product to open
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';

const here = import.meta.dirname;
const load = (name) => JSON.parse(readFileSync(`${here}/${name}.json`, 'utf8'));
const schemas = new Map();
const schemaOf = (name) =>
  schemas.get(name) ?? schemas.set(name, load(`../../docs/protocol/schemas/${name}`)).get(name);

class Fault extends Error {}
const refuse = (what) => {
  throw new Fault(`message.${what}`);
};
const must = (holds, what) => holds || refuse(what);

// ---- CREX-WIRE §3, §4, §5: base64url, canonical JSON, digests

function base64url(text) {
  must(/^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1, 'malformed');
  const bytes = Buffer.from(text, 'base64url');
  must(bytes.toString('base64url') === text, 'malformed');
  return bytes;
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`); // prettier-ignore
  return `{${members.join(',')}}`;
}

const sha256 = (data) => crypto.createHash('sha256').update(data).digest('base64url');

// ---- CREX-WIRE §2: JSON, read by descent so that every rule has its place

const LIMITS = {
  envelope: { maxBytes: 5598080, maxDepth: 1, maxValues: 8, integersAndStringsOnly: true },
  header: { maxBytes: 512, maxDepth: 4, maxValues: 32, integersAndStringsOnly: false },
  slip: { maxBytes: 2048, maxDepth: 1, maxValues: 32, integersAndStringsOnly: true, maxCharacters: 3755 },
  content: { maxBytes: 4194300, maxDepth: 12, maxValues: 100000, integersAndStringsOnly: true, maxCharacters: 5593424 },
  statement: { maxBytes: 32768, maxDepth: 3, maxValues: 600, integersAndStringsOnly: true, maxCharacters: 44715 },
};

function parse(bytes, limits) {
  must(bytes.length <= limits.maxBytes, 'too-large');
  must(Buffer.compare(Buffer.from(bytes.toString('utf8'), 'utf8'), bytes) === 0, 'malformed');
  const text = bytes.toString('utf8');
  let at = 0;
  let count = 0;
  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at])) at++;
  };
  const take = (token) => {
    must(text.startsWith(token, at), 'malformed');
    at += token.length;
  };
  const counted = () => must(++count <= limits.maxValues, 'too-many');

  function string() {
    const literal = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    literal.lastIndex = at;
    const found = literal.exec(text) ?? refuse('malformed');
    at = literal.lastIndex;
    const value = JSON.parse(found[0]);
    must(value.isWellFormed(), 'malformed');
    return value;
  }
  function scalar() {
    const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    literal.lastIndex = at;
    const found = literal.exec(text) ?? refuse('malformed');
    at = literal.lastIndex;
    const value = JSON.parse(found[0]);
    const integer = /^(?:0|-?[1-9]\d*)$/.test(found[0]) && Number.isSafeInteger(value);
    must(integer || !limits.integersAndStringsOnly, 'malformed');
    return value;
  }
  function items(close, level, item) {
    must(level <= limits.maxDepth, 'too-deep');
    counted();
    at++;
    space();
    if (text[at] === close) return void at++;
    for (;;) {
      item();
      space();
      if (text[at] !== ',') break;
      counted();
      at++;
      space();
    }
    take(close);
  }
  function value(level) {
    space();
    if (text[at] === '"') return string();
    if (text[at] === '[') {
      const list = [];
      items(']', level, () => list.push(value(level + 1)));
      return list;
    }
    if (text[at] !== '{') return scalar();
    const object = {};
    items('}', level, () => {
      const key = string();
      must(!Object.hasOwn(object, key), 'duplicate-key');
      must(key !== '__proto__', 'malformed');
      space();
      take(':');
      object[key] = value(level + 1);
    });
    return object;
  }
  const result = value(1);
  space();
  must(at === text.length, 'malformed');
  return result;
}

// ---- JSON Schema 2020-12, as much of it as docs/protocol/schemas/ uses

const KEYWORDS = {
  $schema: () => true,
  $id: () => true,
  type: (value, type) =>
    ({
      object: typeof value === 'object' && value !== null && !Array.isArray(value),
      array: Array.isArray(value),
      string: typeof value === 'string',
      integer: Number.isInteger(value),
    })[type],
  enum: (value, allowed) => allowed.includes(value),
  const: (value, only) => value === only,
  minimum: (value, least) => typeof value !== 'number' || value >= least,
  maximum: (value, most) => typeof value !== 'number' || value <= most,
  minLength: (value, least) => typeof value !== 'string' || [...value].length >= least,
  maxLength: (value, most) => typeof value !== 'string' || [...value].length <= most,
  pattern: (value, pattern) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  items: (value, schema) => !Array.isArray(value) || value.every((item) => fits(item, schema)),
  minItems: (value, least) => !Array.isArray(value) || value.length >= least,
  maxItems: (value, most) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (value) => !Array.isArray(value) || new Set(value.map(canonical)).size === value.length,
  required: (value, names) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, schemasOf) =>
    !isObject(value) ||
    Object.keys(schemasOf).every((name) => !Object.hasOwn(value, name) || fits(value[name], schemasOf[name])),
  additionalProperties: (value, _, { properties }) =>
    !isObject(value) || Object.keys(value).every((name) => Object.hasOwn(properties, name)), // only `false` is used
  anyOf: (value, any) => any.some((schema) => fits(value, schema)),
  allOf: (value, all) => all.every((schema) => fits(value, schema)),
  not: (value, schema) => !fits(value, schema),
  if: (value, schema, { then = {}, else: otherwise = {} }) => fits(value, fits(value, schema) ? then : otherwise),
  then: () => true,
  else: () => true,
};
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const fits = (value, schema) =>
  Object.entries(schema).every(([keyword, rule]) => KEYWORDS[keyword](value, rule, schema));

// ---- CREX-WIRE §1, §6: signed objects

const keys = load('keys');
const signingKeys = new Map(keys.signingKeys.map((key) => [key.member, key]));
const sealingKeys = new Map(keys.sealingKeys.map((key) => [key.kid, key]));

function readJws(token, typ, limits) {
  must(token.length <= limits.maxCharacters, 'too-large');
  const parts = token.split('.');
  must(parts.length === 3, 'malformed');
  const header = parse(base64url(parts[0]), LIMITS.header);
  const digest = { type: 'string', pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$' };
  const properties = { alg: { const: 'ES256' }, typ: { type: 'string' }, 'x5t#S256': digest };
  const required = Object.keys(properties);
  must(fits(header, { type: 'object', properties, required, additionalProperties: false }), 'forbidden-header');
  must(header.typ === typ, 'wrong-type');
  must(base64url(parts[2]).length === 64, 'malformed');
  const payload = parse(base64url(parts[1]), limits);
  must(isObject(payload) && payload.v === 1, 'unknown-version');
  return { parts, payload, digest: sha256(`${parts[0]}.${parts[1]}`), certificate: header['x5t#S256'] };
}

function checkSignature({ parts }, member) {
  const { x, y } = signingKeys.get(member).jwk;
  const key = crypto.createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signature = Buffer.from(parts[2], 'base64url');
  const valid = crypto.verify(
    'sha256',
    Buffer.from(`${parts[0]}.${parts[1]}`),
    { key, dsaEncoding: 'ieee-p1363' },
    signature,
  );
  must(valid, 'wrong-signature');
}

const checkEnvironment = (object, env) => must(object.env === env, 'wrong-environment');

// ---- CREX-ID

const MEMBERS = 'AR BB BR BS BZ CL CR DO EC GT GY HN JM PA PE PY SR UY'.split(' ');

function readId(id) {
  const [, from, to, epoch, number] =
    /^([A-Z]{2})-([A-Z]{2})-([1-9][0-9]{0,5})-([0-9]{12})$/.exec(id) ?? refuse('malformed');
  must(MEMBERS.includes(from) && MEMBERS.includes(to) && from !== to && Number(number) > 0, 'malformed');
  return { from, to, epoch: Number(epoch), number: Number(number) };
}

// ---- CREX-SLIP, CREX-CONTENT, CREX-STATEMENT

function readSlip(token) {
  const jws = readJws(token, 'crex-slip+jws', LIMITS.slip);
  const slip = jws.payload;
  must(fits(slip, schemaOf('slip')), 'malformed');
  const id = readId(slip.id);
  must(id.from === slip.from && id.to === slip.to, 'id-mismatch');
  must((slip.class === 'reply') === Object.hasOwn(slip, 'inReplyTo'), 'malformed');
  if (slip.class === 'reply') {
    const answered = readId(slip.inReplyTo);
    must(answered.from === slip.to && answered.to === slip.from, 'id-mismatch');
  }
  return jws;
}

function checkTimes({ iat, exp }, now) {
  must(iat <= now + 60, 'from-future');
  must(exp > now, 'expired');
  must(exp > iat && exp - iat <= 259200, 'lives-too-long');
}

function aadOf(slip) {
  const { sealedDigest: _, ...bound } = slip;
  return canonical(bound);
}

const CLASS = {
  REQ: 'request',
  RCPT: 'reply',
  RRS: 'reply',
  FEM: 'reply',
  RAI: 'reply',
  RAR: 'reply',
  RDL: 'reply',
  CAN: 'request',
  CANR: 'reply',
  QUERY: 'request',
  HITS: 'reply',
  NOT: 'request',
  NRS: 'reply',
  RECALL: 'request',
  RECALLR: 'reply',
  VOID: 'control',
  TIMEOUT: 'control',
  RECON: 'control',
  RECR: 'control',
};

function readContent(token) {
  const jws = readJws(token, 'crex-content+jws', LIMITS.content);
  must(fits(jws.payload, schemaOf('content')), 'malformed');
  must(Object.hasOwn(CLASS, jws.payload.kind), 'unknown-kind');
  return jws;
}

function checkSame(content, slip) {
  for (const field of ['v', 'env', 'id', 'from', 'to', 'iat', 'exp'])
    must(content[field] === slip[field], 'slip-mismatch');
  must(CLASS[content.kind] === slip.class, 'wrong-class');
  must((slip.class === 'reply') === Object.hasOwn(content, 'requestDigest'), 'malformed');
}

function checkBody({ kind, body, from, to }) {
  must(fits(body, schemaOf(`body-${kind}`)), 'malformed-body');
  if (kind === 'TIMEOUT') must(body.messageId.startsWith(`${from}-${to}-`), 'malformed-body');
  if (kind === 'NOT' && body.conviction !== undefined) {
    must(body.conviction.convictingCountry === from && body.conviction.id === body.convictionId, 'malformed-body');
  }
  if (kind === 'RECON') {
    must(body.last >= body.first && body.last - body.first < 10_000, 'malformed-body');
    let before = body.first - 1;
    for (const { number } of body.messages) {
      must(number > before && number <= body.last, 'malformed-body');
      before = number;
    }
  }
}

function readStatement(kind, token) {
  const jws = readJws(token, `crex-${kind}+jws`, LIMITS.statement);
  const { by, to, items } = jws.payload;
  must(fits(jws.payload, schemaOf(`statement-${kind}`)), 'malformed');
  if (kind !== 'taken') must(by === 'BROKER', 'id-mismatch');
  if (kind === 'refused') return jws;
  for (const id of items.map((item) => readId(item.id))) {
    must(kind !== 'taken' || id.to === by, 'id-mismatch');
    must(id.from === to, 'id-mismatch');
  }
  return jws;
}

// ---- CREX-SEAL

const SUITE = 'HPKE-MLKEM768-X25519-HKDF-SHA256-AES256GCM';
const SUITE_ID = Buffer.from('48504b45647a00010002', 'hex');
const SIZES = [4096, 16384, 65536, 262144, 1048576, 4194304];
const der = (prefix, raw) => Buffer.concat([Buffer.from(prefix, 'hex'), raw]);
const privateKey = (prefix, raw) => crypto.createPrivateKey({ key: der(prefix, raw), format: 'der', type: 'pkcs8' });
const publicKey = (prefix, raw) => crypto.createPublicKey({ key: der(prefix, raw), format: 'der', type: 'spki' });
const x25519Public = (raw) => publicKey('302a300506032b656e032100', raw);
const mlkemPublic = (raw) => publicKey('308204b2300b0609608648016503040402038204a100', raw);
const rawPublic = (key, length) =>
  crypto.createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-length);

function expandSeed(seed) {
  const expanded = crypto.createHash('shake256', { outputLength: 96 }).update(seed).digest();
  return {
    mlkem: privateKey('3054020100300b060960864801650304040204428040', expanded.subarray(0, 64)),
    x25519: privateKey('302e020100300506032b656e04220420', expanded.subarray(64)),
  };
}

function sharedSecret(ssM, ssX, ctX, pkX) {
  must(ssX.some((byte) => byte !== 0), 'unsealable'); // prettier-ignore
  const label = Buffer.from('5c2e2f2f5e5c', 'hex');
  return crypto.createHash('sha3-256').update(Buffer.concat([ssM, ssX, ctX, pkX, label])).digest(); // prettier-ignore
}

function decapsulate(seed, enc) {
  const { mlkem, x25519 } = expandSeed(seed);
  const ctX = enc.subarray(1088);
  const ssX = crypto.diffieHellman({ privateKey: x25519, publicKey: x25519Public(ctX) });
  return sharedSecret(crypto.decapsulate(mlkem, enc.subarray(0, 1088)), ssX, ctX, rawPublic(x25519, 32));
}

function encapsulate(recipient) {
  const { sharedKey, ciphertext } = crypto.encapsulate(mlkemPublic(recipient.subarray(0, 1184)));
  const pkX = recipient.subarray(1184);
  const ephemeral = crypto.generateKeyPairSync('x25519').privateKey;
  const ctX = rawPublic(ephemeral, 32);
  const ssX = crypto.diffieHellman({ privateKey: ephemeral, publicKey: x25519Public(pkX) });
  return { enc: Buffer.concat([ciphertext, ctX]), secret: sharedSecret(sharedKey, ssX, ctX, pkX) };
}

function keySchedule(shared, info, suiteId = SUITE_ID, keyBytes = 32) {
  const labelled = (label, data) => Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), data]);
  const hmac = (key, data) => crypto.createHmac('sha256', key).update(data).digest();
  const extract = (salt, label, ikm) => hmac(salt.length === 0 ? Buffer.alloc(32) : salt, labelled(label, ikm));
  const expand = (prk, label, data, length) =>
    hmac(prk, Buffer.concat([Buffer.from([0, length]), labelled(label, data), Buffer.from([1])])).subarray(0, length);
  const empty = Buffer.alloc(0);
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(empty, 'psk_id_hash', empty),
    extract(empty, 'info_hash', info),
  ]);
  const secret = extract(shared, 'secret', empty);
  return { key: expand(secret, 'key', context, keyBytes), nonce: expand(secret, 'base_nonce', context, 12) };
}

function open(seed, sealed, aad, info = Buffer.from('crex-seal-v1')) {
  try {
    const { key, nonce } = keySchedule(decapsulate(seed, sealed.subarray(0, 1120)), info);
    const decipher = crypto.createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(1120, -16)), decipher.final()]);
  } catch {
    return refuse('unsealable');
  }
}

function seal(recipient, plaintext, aad) {
  const { enc, secret } = encapsulate(recipient);
  const { key, nonce } = keySchedule(secret, Buffer.from('crex-seal-v1'));
  const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  return Buffer.concat([enc, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function pad(content, smallest) {
  const size = SIZES.find((bytes) => bytes >= smallest && bytes >= content.length + 4) ?? refuse('too-large');
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(content.length);
  content.copy(padded, 4);
  return padded;
}

function unpad(padded) {
  must(padded.length >= 4, 'wrong-padding');
  const end = 4 + padded.readUInt32BE();
  must(end <= padded.length && padded.subarray(end).every((byte) => byte === 0), 'wrong-padding');
  return padded.subarray(4, end);
}

// ---- CREX-ENV §4, all steps

function receive(line, { env, now }) {
  const envelope = parse(line, LIMITS.envelope);
  const properties = { slip: { type: 'string', maxLength: 4096 }, sealed: { type: 'string' } };
  const shape = { type: 'object', properties, required: ['slip', 'sealed'], additionalProperties: false };
  must(fits(envelope, shape), 'malformed');
  const jws = readSlip(envelope.slip);
  const slip = jws.payload;
  const sealed = base64url(envelope.sealed);
  must(
    SIZES.slice(slip.class === 'reply' ? 1 : 0).some((size) => size + 1136 === sealed.length),
    'wrong-padding',
  );
  checkEnvironment(slip, env);
  checkSignature(jws, slip.from);
  must(sha256(sealed) === slip.sealedDigest, 'wrong-digest');
  checkTimes(slip, now);
  must(slip.suite === SUITE, 'unknown-suite');
  const key = sealingKeys.get(slip.kid);
  must(key?.member === slip.to, 'unknown-sealing-key');
  const opened = unpad(open(Buffer.from(key.seed, 'hex'), sealed, Buffer.from(aadOf(slip))));
  const content = readContent(opened.toString('latin1'));
  must(content.digest === slip.contentDigest, 'wrong-digest');
  checkSignature(content, slip.from);
  checkSame(content.payload, slip);
  checkBody(content.payload);
  return { jws, content, sealed };
}

// ---- the other direction: a message made here

function compose() {
  const [vector] = load('contents').vectors;
  const { jwk, certificate } = signingKeys.get('AR');
  const recipient = keys.sealingKeys.find(({ member }) => member === 'BR');
  const sign = (typ, payload) => {
    const header = canonical({ alg: 'ES256', typ, 'x5t#S256': certificate });
    const input = [header, canonical(payload)].map((text) => Buffer.from(text).toString('base64url')).join('.');
    const key = crypto.createPrivateKey({ key: jwk, format: 'jwk' });
    return `${input}.${crypto.sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  const { v, env, id, from, to, iat, exp } = readContent(vector.token).payload;
  const content = sign('crex-content+jws', readContent(vector.token).payload);
  const contentDigest = sha256(content.slice(0, content.lastIndexOf('.')));
  const bound = {
    v,
    env,
    id,
    from,
    to,
    class: 'request',
    priority: 1,
    iat,
    exp,
    contentDigest,
    suite: SUITE,
    kid: recipient.kid,
  };
  const sealed = seal(
    Buffer.from(recipient.publicKey, 'hex'),
    pad(Buffer.from(content), 4096),
    Buffer.from(canonical(bound)),
  );
  const slip = sign('crex-slip+jws', { ...bound, sealedDigest: sha256(sealed) });
  return `{"slip":"${slip}","sealed":"${sealed.toString('base64url')}"}`;
}

// ---- CREX-TREE: the transparency log (C2SP)

const refuseLog = (what) => {
  throw new Fault(`audit.${what}`);
};
const mustLog = (holds, what) => holds || refuseLog(what);
const rawSha256 = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (entry) => rawSha256(Buffer.of(0), entry);
const nodeHash = (left, right) => rawSha256(Buffer.of(1), left, right);
const EMPTY_ROOT = rawSha256();
const LARGEST = 2n ** 63n - 1n;

/** MTH, level by level: the last node of an odd row moves up as it is. */
function rootOf(hashes) {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: Math.ceil(row.length / 2) }, (_, at) =>
      2 * at + 1 < row.length ? nodeHash(row[2 * at], row[2 * at + 1]) : row[2 * at],
    );
  return row[0] ?? EMPTY_ROOT;
}

function largestPowerBelow(size) {
  let power = 1n;
  while (power * 2n < size) power *= 2n;
  return power;
}

/** By the recursive definitions of RFC 9162 §2.1.3.1 and §2.1.4.1 turned round: from the proof's end, the root's side. */
function rootThrough(index, size, leaf, proof) {
  if (size === 1n) return mustLog(proof.length === 0, 'proof-invalid') && leaf;
  mustLog(proof.length > 0, 'proof-invalid');
  const [middle, sibling, rest] = [largestPowerBelow(size), proof.at(-1), proof.slice(0, -1)];
  return index < middle
    ? nodeHash(rootThrough(index, middle, leaf, rest), sibling)
    : nodeHash(sibling, rootThrough(index - middle, size - middle, leaf, rest));
}

function checkInclusion({ index, size, leaf, proof, root }) {
  mustLog(
    [leaf, root, ...proof].every(({ length }) => length === 32),
    'proof-invalid',
  );
  mustLog(index >= 0n && index < size, 'proof-invalid');
  mustLog(rootThrough(index, size, leaf, proof).equals(root), 'proof-invalid');
}

/** The older and the newer root that a consistency proof leads to. */
function rootsThrough(oldSize, size, oldRoot, proof, isWhole) {
  if (oldSize === size) {
    mustLog(proof.length === (isWhole ? 0 : 1), 'proof-invalid');
    return isWhole ? [oldRoot, oldRoot] : [proof[0], proof[0]];
  }
  mustLog(proof.length > 0, 'proof-invalid');
  const [middle, sibling, rest] = [largestPowerBelow(size), proof.at(-1), proof.slice(0, -1)];
  if (oldSize <= middle) {
    const [old, left] = rootsThrough(oldSize, middle, oldRoot, rest, isWhole);
    return [old, nodeHash(left, sibling)];
  }
  const [old, right] = rootsThrough(oldSize - middle, size - middle, oldRoot, rest, false);
  return [nodeHash(sibling, old), nodeHash(sibling, right)];
}

function checkConsistency({ oldSize, oldRoot, size, root, proof }) {
  mustLog(
    [oldRoot, root, ...proof].every(({ length }) => length === 32),
    'proof-invalid',
  );
  mustLog(oldSize >= 0n && oldSize <= size, 'proof-invalid');
  mustLog(size > 0n || root.equals(EMPTY_ROOT), 'proof-invalid');
  if (oldSize === 0n) return void mustLog(proof.length === 0 && oldRoot.equals(EMPTY_ROOT), 'proof-invalid');
  const [old, now] = rootsThrough(oldSize, size, oldRoot, proof, true);
  mustLog(old.equals(oldRoot) && now.equals(root), 'proof-invalid');
}

function base64(text, code) {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : refuseLog(code);
}

function decimal(text, code) {
  mustLog(/^(0|[1-9][0-9]*)$/.test(text) && text.length < 20 && BigInt(text) <= LARGEST, code);
  return BigInt(text);
}

function readTilePath(path) {
  const [, level, name, width = '256'] =
    /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ??
    refuseLog('malformed-tile-path');
  const index = BigInt(name.replace(/[x/]/g, ''));
  mustLog(!name.startsWith('x000'), 'malformed-tile-path');
  mustLog(level === 'entries' || Number(level) <= 63, 'malformed-tile-path');
  mustLog(index <= LARGEST / 256n, 'malformed-tile-path');
  mustLog(Number(width) <= (path.includes('.p') ? 255 : 256), 'malformed-tile-path');
  return { level: level === 'entries' ? level : Number(level), index: String(index), width: Number(width) };
}

function tilesOver(hashes) {
  const tiles = [];
  for (let [level, row] = [0, hashes]; row.length > 0; level++) {
    const above = [];
    for (let at = 0; at < row.length; at += 256) {
      const part = row.slice(at, at + 256);
      const name = String(at / 256).padStart(3, '0'); // small trees only
      tiles.push([`tile/${level}/${name}${part.length < 256 ? `.p/${part.length}` : ''}`, Buffer.concat(part)]);
      if (part.length === 256) above.push(rootOf(part));
    }
    row = above;
  }
  return tiles.sort(([left], [right]) => (left < right ? -1 : 1));
}

function readBundle(bytes) {
  const entries = [];
  for (let at = 0; at < bytes.length; at += 2 + entries.at(-1).length) {
    mustLog(at + 2 <= bytes.length && at + 2 + bytes.readUInt16BE(at) <= bytes.length, 'malformed-bundle');
    entries.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  }
  mustLog(entries.length >= 1 && entries.length <= 256, 'malformed-bundle');
  return entries;
}

const keyIdOf = (name, encoded) => rawSha256(Buffer.from(`${name}\n`), encoded).subarray(0, 4);
const TYPES = { 1: 'log', 4: 'cosignature' };

function readKey(vkey) {
  const [, name, id, text] =
    /^([^+\p{White_Space}\p{Cc}]+)\+([0-9a-f]{8})\+(.+)$/u.exec(vkey) ?? refuseLog('malformed-key');
  const encoded = base64(text, 'malformed-key');
  const type = TYPES[encoded[0]] ?? refuseLog('unsupported-key');
  mustLog(encoded.length === 33 && keyIdOf(name, encoded).toString('hex') === id, 'malformed-key');
  return { name, id, type, publicKey: encoded.subarray(1) };
}

function readNote(bytes) {
  const whole = bytes.toString('utf8');
  mustLog(bytes.length <= 262144 && Buffer.from(whole).equals(bytes), 'malformed-note');
  mustLog(!/[\0-\x09\x0b-\x1f]/.test(whole), 'malformed-note');
  const end = whole.lastIndexOf('\n\n');
  mustLog(end >= 0 && whole.endsWith('\n'), 'malformed-note');
  const lines = whole.slice(end + 2, -1).split('\n');
  mustLog(lines.length <= 64, 'malformed-note');
  const signatures = lines.map((line) => {
    const [, name, text] = /^— ([^+\p{White_Space}\p{Cc}]+) ([^ ]+)$/u.exec(line) ?? refuseLog('malformed-note');
    const signature = base64(text, 'malformed-note');
    mustLog(signature.length > 4, 'malformed-note');
    return { name, id: signature.subarray(0, 4).toString('hex'), signature: signature.subarray(4) };
  });
  return { text: whole.slice(0, end + 1), signatures };
}

const ed25519Holds = ({ publicKey: raw }, data, signature) =>
  crypto.verify(null, Buffer.from(data), publicKey('302a300506032b6570032100', raw), signature);

function signatureHolds(key, text, signature) {
  if (key.type === 'log') return ed25519Holds(key, text, signature);
  if (signature.length !== 72 || signature.readBigUInt64BE() > 253402300799n) return false;
  const message = `cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${text}`;
  return ed25519Holds(key, message, signature.subarray(8));
}

function openNote(bytes, keys) {
  const named = (one, other) => one.name === other.name && one.id === other.id;
  mustLog(!keys.some((key, at) => keys.slice(at + 1).some((other) => named(key, other))), 'ambiguous-key');
  const { text, signatures } = readNote(bytes);
  const known = [];
  for (const line of signatures) {
    const key = keys.find((one) => named(one, line));
    if (key === undefined) continue;
    mustLog(!known.some((other) => named(other, line)), 'repeated-signature');
    mustLog(signatureHolds(key, text, line.signature), 'wrong-signature');
    known.push({ ...line, type: key.type });
  }
  mustLog(known.length > 0, 'unsigned-note');
  return { text, known };
}

function readCheckpoint(text) {
  const [, origin, size, root] = /^([^\n]*)\n([^\n]*)\n([^\n]*)\n$/.exec(text) ?? refuseLog('malformed-checkpoint');
  const legal = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(\/[a-z0-9._~-]+)*$/.test(origin) && origin.length <= 200;
  mustLog(legal, 'malformed-checkpoint');
  const hash = base64(root, 'malformed-checkpoint');
  mustLog(hash.length === 32, 'malformed-checkpoint');
  return { origin, size: decimal(size, 'malformed-checkpoint'), root: hash };
}

const keyOfType = (type) => (vkey) => {
  const key = readKey(vkey);
  return key.type === type ? key : refuseLog('wrong-key-type');
};

function openCheckpoint(note, log, witnesses) {
  const key = keyOfType('log')(log);
  const { text, known } = openNote(Buffer.from(note), [key, ...witnesses.map(keyOfType('cosignature'))]);
  mustLog(known.some(({ type }) => type === 'log'), 'unsigned-note'); // prettier-ignore
  const body = readCheckpoint(text);
  mustLog(body.origin === key.name, 'wrong-origin');
  const cosigners = known
    .filter(({ type }) => type === 'cosignature')
    .map(({ name, signature }) => ({ name, time: Number(signature.readBigUInt64BE()) }));
  return { ...body, cosigners };
}

const proofLines = (lines, code) => {
  mustLog(lines.length <= 63, code);
  const hashes = lines.map((line) => base64(line, code));
  mustLog(hashes.every(({ length }) => length === 32), code); // prettier-ignore
  return hashes;
};

function openLogProof({ file, leafHash: leaf, log, witnesses }) {
  const [, extra, index, lines, checkpoint] =
    /^c2sp\.org\/tlog-proof@v1\n(?:extra ([^\n]*)\n)?index ([^\n]+)\n((?:[^\n]+\n)*)\n(.*)$/s.exec(file) ??
    refuseLog('malformed-proof');
  if (extra !== undefined) base64(extra, 'malformed-proof');
  const at = decimal(index, 'malformed-proof');
  const proof = proofLines(lines.split('\n').slice(0, -1), 'malformed-proof');
  const opened = openCheckpoint(checkpoint, log, witnesses);
  checkInclusion({ index: at, size: opened.size, leaf: hex(leaf), proof, root: opened.root });
  return { index: String(at), size: String(opened.size), cosigners: opened.cosigners.map(({ name }) => name) };
}

/** The names of witnesses and groups with what makes each count: a key, or how many of which others. */
function readPolicy(text) {
  mustLog(!/[\0-\x08\x0b-\x1f\x7f]/.test(text) && text.endsWith('\n'), 'malformed-policy');
  const [names, used, keys, counts] = [new Map(), new Set(), new Set(), {}];
  let quorum;
  const define = (name, value) => {
    mustLog(name !== undefined && name !== 'none' && !names.has(name), 'malformed-policy');
    names.set(name, value);
  };
  const take = (vkey, type) => {
    const key = readKey(vkey ?? '');
    const one = `${type} ${key.publicKey.toString('hex')}`;
    mustLog(key.type === type && !keys.has(one), 'malformed-policy');
    keys.add(one);
    return key;
  };
  for (const line of text.slice(0, -1).split('\n')) {
    const [word, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    if (word === undefined || word.startsWith('#')) continue;
    counts[word] = (counts[word] ?? 0) + 1;
    mustLog(counts[word] <= (word === 'quorum' ? 1 : 64), 'malformed-policy');
    if (word === 'log') {
      mustLog(items.length <= 2, 'malformed-policy');
      take(items[0], 'log');
    } else if (word === 'witness') {
      mustLog(items.length <= 3, 'malformed-policy');
      define(items[0], take(items[1], 'cosignature'));
    } else if (word === 'group') {
      const [name, count, ...members] = items;
      for (const member of members) {
        mustLog(names.has(member) && !used.has(member), 'malformed-policy');
        used.add(member);
      }
      const least = { all: members.length, any: 1 }[count] ?? (/^[1-9]\d*$/.test(count) ? Number(count) : 0);
      mustLog(least >= 1 && least <= members.length, 'malformed-policy');
      define(name, { least, members });
    } else if (word === 'quorum') {
      mustLog(items.length === 1 && (items[0] === 'none' || names.has(items[0])), 'malformed-policy');
      [quorum] = items;
    } else refuseLog('malformed-policy');
  }
  mustLog(quorum !== undefined, 'malformed-policy');
  const counted = (name, ids) => {
    const { id, least, members } = names.get(name);
    return members === undefined ? ids.has(id) : members.filter((member) => counted(member, ids)).length >= least;
  };
  return (ids) => quorum === 'none' || counted(quorum, ids);
}

function hasQuorum({ owner, parties, verifier }, cosigners) {
  const countries = new Set(cosigners.filter((member) => member !== owner && member !== 'BROKER'));
  const own = verifier === undefined || verifier === owner || cosigners.includes(verifier);
  return own && countries.size >= 2 && [...countries].some((member) => !parties.includes(member));
}

function answerAddCheckpoint({ request, known, log }) {
  const [, old, lines, checkpoint] =
    /^old ([^\n]*)\n((?:[^\n]+\n)*)\n(.*)$/s.exec(request) ?? refuseLog('malformed-request');
  const oldSize = decimal(old, 'malformed-request');
  const proof = proofLines(lines.split('\n').slice(0, -1), 'malformed-request');
  const { size, root } = readCheckpoint(readNote(Buffer.from(checkpoint)).text);
  if (log === undefined) return { status: 404 };
  const holds = (work) => {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  };
  if (!holds(() => openCheckpoint(checkpoint, log, []))) return { status: 403 };
  const knownSize = BigInt(known?.size ?? 0);
  if (oldSize > size) return { status: 400 };
  if (oldSize !== knownSize) return { status: 409, body: `${knownSize}\n` };
  const oldRoot = known === undefined ? EMPTY_ROOT : hex(known.root);
  return { status: holds(() => checkConsistency({ oldSize, oldRoot, size, root, proof })) ? 200 : 422 };
}

function signCheckpoint({ body, logName, logSeed, witnessName, witnessSeed, time }) {
  const line = (name, type, seed, message, prefix) => {
    const key = privateKey('302e020100300506032b657004220420', hex(seed));
    const encoded = Buffer.concat([Buffer.of(type), rawPublic(key, 32)]);
    const signature = crypto.sign(null, Buffer.from(message), key);
    return `— ${name} ${Buffer.concat([keyIdOf(name, encoded), prefix, signature]).toString('base64')}\n`;
  };
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const cosigned = `cosignature/v1\ntime ${time}\n${body}`;
  return `${body}\n${line(logName, 1, logSeed, body, Buffer.alloc(0))}${line(witnessName, 4, witnessSeed, cosigned, stamp)}`;
}

const treeRunners = {
  key: ({ vkey, seed }) => {
    const { name, id, type, publicKey: raw } = readKey(vkey);
    if (seed !== undefined)
      must(rawPublic(privateKey('302e020100300506032b657004220420', hex(seed)), 32).equals(raw), 'wrong-key');
    return { keyName: name, keyType: type, publicKey: raw.toString('hex'), keyId: id };
  },
  leaf: ({ entry }) => ({ hash: leafHash(hex(entry)).toString('hex') }),
  root: ({ entries }) => ({ root: rootOf(entries.map((entry) => leafHash(hex(entry)))).toString('hex') }),
  inclusion: ({ index, size, leafHash: leaf, proof, root }) => {
    const hashes = { leaf: hex(leaf), proof: proof.map((line) => Buffer.from(line, 'base64')), root: hex(root) };
    checkInclusion({ index: BigInt(index), size: BigInt(size), ...hashes });
    return {};
  },
  consistency: ({ oldSize, oldRoot, size, root, proof }) => {
    const hashes = { oldRoot: hex(oldRoot), root: hex(root), proof: proof.map((line) => Buffer.from(line, 'base64')) };
    checkConsistency({ oldSize: BigInt(oldSize), size: BigInt(size), ...hashes });
    return {};
  },
  'tile-path': ({ path }) => readTilePath(path),
  tiles: ({ size }) => {
    const hashes = Array.from({ length: size }, (_, at) => leafHash(Buffer.from(String(at))));
    const tiles = tilesOver(hashes);
    const digest = rawSha256(...tiles.flatMap(([path, tile]) => [Buffer.from(`${path}\n`), tile])).toString('hex');
    const partial = tiles.map(([path]) => path).filter((path) => path.includes('.p/'));
    return { root: rootOf(hashes).toString('hex'), tiles: tiles.length, partial, digest };
  },
  bundle: ({ bundle }) => ({ entries: readBundle(hex(bundle)).map((entry) => entry.toString('hex')) }),
  note: ({ note, noteHex, keys: vkeys }) => {
    const bytes = noteHex === undefined ? Buffer.from(note) : hex(noteHex);
    const { text, known } = openNote(bytes, vkeys.map(keyOfType('log')));
    return { text, signers: known.map(({ name }) => name) };
  },
  signing: (vector) => ({ note: signCheckpoint(vector) }),
  checkpoint: ({ note, log, witnesses }) => {
    const { origin, size, root, cosigners } = openCheckpoint(note, log, witnesses);
    return { origin, size: String(size), root: root.toString('hex'), cosigners };
  },
  'log-proof': openLogProof,
  policy: ({ policy, cases }, { witnesses }) => {
    const satisfied = readPolicy(policy);
    const idsOf = (cosigners) => new Set(cosigners.map((member) => readKey(witnesses[member]).id));
    return { cases: cases.map(({ cosigners }) => ({ cosigners, satisfied: satisfied(idsOf(cosigners)) })) };
  },
  quorum: (vector) => {
    const possible = hasQuorum(vector, vector.witnesses) && new Set(vector.witnesses).size === vector.witnesses.length;
    mustLog(possible, 'quorum-impossible');
    return { cases: vector.cases.map(({ cosigners }) => ({ cosigners, reached: hasQuorum(vector, cosigners) })) };
  },
  'add-checkpoint': answerAddCheckpoint,
};

// ---- the vectors: each runner gives the facts that a vector must state, or is refused

const hex = (text) => Buffer.from(text, 'hex');
const sealingRunners = {
  kem: ({ seed, enc }) => ({ sharedSecret: decapsulate(hex(seed), hex(enc)).toString('hex') }),
  'key-schedule': (vector) => {
    const { key, nonce } = keySchedule(
      hex(vector.sharedSecret),
      hex(vector.info),
      hex(vector.suiteId),
      vector.keyBytes,
    );
    const cipher = crypto.createCipheriv('aes-128-gcm', key, nonce).setAAD(hex(vector.aad));
    const ciphertext = Buffer.concat([cipher.update(hex(vector.plaintext)), cipher.final(), cipher.getAuthTag()]);
    return { key: key.toString('hex'), baseNonce: nonce.toString('hex'), ciphertext: ciphertext.toString('hex') };
  },
  kid: ({ suite, seed }) => {
    const { mlkem, x25519 } = expandSeed(hex(seed));
    const bytes = Buffer.concat([rawPublic(mlkem, 1184), rawPublic(x25519, 32)]);
    return { publicKey: bytes.toString('hex'), kid: sha256(Buffer.concat([Buffer.from(`${suite}\0`), bytes])) };
  },
  open: ({ seed, sealed, aad, info }) => ({
    plaintext: open(hex(seed), hex(sealed), hex(aad), Buffer.from(info)).toString('hex'),
  }),
};

// ---- CREX-STATISTICS §3, §4: what is hidden, what follows

function shownOf(counts) {
  const isSmall = (count) => count > 0 && count < 10;
  const hidden = Object.values(counts).filter(isSmall);
  const others = Object.values(counts).filter((count) => count >= 10);
  const together = hidden.reduce((sum, count) => sum + count, 0);
  const takesOneMore = hidden.length > 0 && (together < 10 || together === 9 * hidden.length);
  const smallest = takesOneMore ? others.toSorted((one, other) => one - other)[0] : undefined;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= 10 && count !== smallest));
}

function ratesOf({ kind, questions, outcomes, inTime, informed }) {
  const words = kind === 'REQ' ? ['RECORDS', 'PARTIAL'] : ['HIT'];
  let hidden = questions;
  for (const count of Object.values(outcomes)) hidden -= count;
  let hits = 0;
  for (const word of words) hits += outcomes[word] ?? 0;
  const isExact = words.every((word) => outcomes[word] !== undefined);
  const rates = { hitsFrom: hits / questions, hitsTo: (isExact ? hits : hits + hidden) / questions };
  if (inTime !== undefined) rates.inTime = inTime / questions;
  if (informed !== undefined) rates.informed = informed / questions;
  return rates;
}

const RUNNERS = {
  base64url: ({ text }) => ({ hex: base64url(text).toString('hex') }),
  json: (vector) => ({ canonical: canonical(parse(hex(vector.hex), vector.limits)) }),
  jcs: ({ json }) => ({ canonical: canonical(JSON.parse(json)), digest: sha256(canonical(JSON.parse(json))) }),
  'message-ids': ({ id }) => readId(id),
  padding: (vector) => {
    if (vector.padded !== undefined) {
      const content = unpad(base64url(vector.padded));
      return {
        contentDigest: sha256(content),
        length: content.length,
        paddedDigest: sha256(pad(content, vector.smallest)),
      };
    }
    return { paddedDigest: sha256(pad(Buffer.alloc(vector.length, 'x'), vector.smallest)) };
  },
  slips: ({ token, env, signer, now }) => {
    const jws = readSlip(token);
    checkEnvironment(jws.payload, env);
    checkSignature(jws, signer);
    checkTimes(jws.payload, now);
    return { digest: jws.digest, certificate: jws.certificate, aad: aadOf(jws.payload) };
  },
  contents: ({ token, signer }) => {
    const jws = readContent(token);
    checkSignature(jws, signer);
    checkBody(jws.payload);
    return { kind: jws.payload.kind, digest: jws.digest, bodyDigest: sha256(canonical(jws.payload.body)) };
  },
  bodies: (vector) => {
    checkBody(vector);
    return { bodyDigest: sha256(canonical(vector.body)) };
  },
  statements: ({ kind, token, env, signer }) => {
    const jws = readStatement(kind, token);
    checkEnvironment(jws.payload, env);
    checkSignature(jws, signer);
    return { digest: jws.digest, payload: jws.payload };
  },
  sealing: (vector) => sealingRunners[vector.type](vector),
  messages: (vector) => {
    const { jws, content, sealed } = receive(Buffer.from(vector.envelope), vector);
    const digests = { slipDigest: jws.digest, contentDigest: content.digest, sealedDigest: sha256(sealed) };
    const facts = { lineDigest: sha256(vector.envelope), aad: aadOf(jws.payload), content: content.parts.join('.') };
    return { kind: content.payload.kind, ...digests, ...facts };
  },
  'log-tree': (vector, file) => treeRunners[vector.type](vector, file.keys),
  statistics: ({ counts, pair }) => (pair === undefined ? { shown: shownOf(counts) } : { rates: ratesOf(pair) }),
};

function outcomeOf(run, vector, file) {
  try {
    const facts = run(vector, file);
    const wrong = Object.keys(facts).filter((name) => canonical(facts[name]) !== canonical(vector[name] ?? null));
    return vector.code === undefined && wrong.length === 0 ? 'ok' : `accepted; differs in: ${wrong.join(', ')}`;
  } catch (error) {
    if (!(error instanceof Fault)) return `stopped: ${error.stack}`;
    return error.message === vector.code ? 'ok' : `refused with ${error.message}`;
  }
}

function runAll() {
  let differences = 0;
  for (const [name, run] of Object.entries(RUNNERS)) {
    const file = load(name);
    const { vectors, source } = file;
    const negatives = vectors.filter(({ code }) => code !== undefined).length;
    console.log(`${name.padEnd(12)} ${vectors.length - negatives} valid, ${negatives} refused   (${source})`);
    for (const vector of vectors) {
      const outcome = outcomeOf(run, vector, file);
      if (outcome === 'ok') continue;
      differences++;
      console.log(
        `  DIFFERS  ${vector.section}: ${vector.name}\n           expected ${vector.code ?? 'valid'}; ${outcome}`,
      );
    }
  }
  console.log(differences === 0 ? 'all vectors agree' : `${differences} differences`);
  return differences === 0 ? 0 : 1;
}

if (process.argv.includes('--compose')) console.log(compose());
else process.exitCode = runAll();
