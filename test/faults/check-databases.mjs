// Reads the databases of an asking node, an answering node and the broker after an exchange, and proves from the rows
// alone that nothing was lost and nothing happened twice. It knows the tables and the wire, and imports no code of ours.
//
//   node test/faults/check-databases.mjs <asker> <answerer> <broker> <asker's kek> <answerer's kek>
//
// connection strings of the owners' roles, and the files of the keys that wrap the logs' period keys: contents are kept
// encrypted under these.
// Prints one line for each broken rule, `rule id id ...`, and what it looked at; exit code 1 when a rule is broken.
import { createDecipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const ANSWERS = ['DISCLOSURE', 'NO_RECORD', 'WITHHELD'];
const broken = [];

function rule(name, holds, ...ids) {
  if (!holds) broken.push([name, ...ids].join(' '));
}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
};

/** JCS (RFC 8785) of strings, whole numbers, lists and objects: nothing else may stand in a body or a leaf. */
function jcs(value) {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new Error('a value that JCS is not used for here');
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join(',')}}`;
}

/** A compact JWS: what was signed over, its digest, and what it says. */
function readJws(token) {
  const [header, payload] = token.split('.');
  return {
    digest: sha256(`${header}.${payload}`),
    payload: JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  };
}

/** AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes); the place is bound to it. */
function decrypt(key, sealed, place) {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

/** Gives rows with a kept slip and content the content's text, or one that is no content at all when it does not open in its place. */
function openContents(rows, keys, kek) {
  for (const row of rows.filter(({ content }) => content !== null)) {
    const { month, group, wrapped } = keys.get(row.content_key);
    try {
      const key = decrypt(kek, wrapped, `crex.audit.dek.v1\0${month}\0${group}`);
      const kept = decrypt(key, row.content, `crex.audit.beside.v1\0content\0${row.message_id}`).toString('ascii');
      // of a message that was refused there may be the slip alone
      row.content = kept.split('\n')[1] || null;
    } catch {
      row.content = `.${Buffer.from('{"body":{}}').toString('base64url')}.`;
    }
  }
}

function idOf(from, to, epoch, number) {
  return `${from}-${to}-${epoch}-${String(number).padStart(12, '0')}`;
}

function groupBy(rows, key) {
  return Map.groupBy(rows, (row) => String(key(row)));
}

async function readAll(url, tables, kekFile) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const found = {};
    for (const table of tables) found[table] = (await client.query(`SELECT * FROM ${table}`)).rows;
    if (kekFile !== undefined) {
      const kek = Buffer.from(readFileSync(kekFile, 'ascii').trim(), 'base64url');
      const keys = new Map((await client.query('SELECT * FROM audit_dek')).rows.map((row) => [row.id, row]));
      for (const table of ['outbox', 'inbox']) openContents(found[table], keys, kek);
    }
    const entries = found.audit_entry.map(({ leaf, ...row }) => ({
      ...{ eventId: row.event_id, type: row.type, hash: sha256(Buffer.of(0), leaf) },
      ...{ columnHash: row.leaf_hash.toString('base64url'), leaf: JSON.parse(leaf.toString('utf8')), bytes: leaf },
    }));
    return { ...found, log: logOf(entries) };
  } finally {
    await client.end();
  }
}

function logOf(entries) {
  const byEvent = groupBy(entries, ({ eventId }) => eventId);
  const byMessage = groupBy(entries, ({ leaf }) => leaf.messageId);
  return {
    entries,
    of: (eventId, ...types) => (byEvent.get(String(eventId)) ?? []).filter(({ type }) => types.includes(type)),
    about: (messageId, ...types) => (byMessage.get(messageId) ?? []).filter(({ type }) => types.includes(type)),
    types: (...types) => entries.filter(({ type }) => types.includes(type)),
  };
}

/** The leaf is what the columns say, in canonical form. */
function checkLog(name, { log }) {
  for (const { eventId, type, hash, columnHash, leaf, bytes } of log.entries) {
    rule('leaf-says-what-the-columns-say', leaf.eventId === eventId && leaf.type === type, name, eventId, type);
    rule('leaf-hash-is-of-the-leaf', hash === columnHash, name, eventId, type);
    rule('leaf-is-canonical', jcs(leaf) === bytes.toString('utf8'), name, eventId, type);
  }
}

/** Every question has one outcome, said once in the log. */
function checkQuestions({ question, request, outbox, log }) {
  const asked = new Map(outbox.map((row) => [row.event_id, row]));
  for (const { question_id: id, outcome } of question) {
    rule('question-has-its-outcome', outcome !== null, id);
    const entries = log.of(id, 'OUTCOME');
    rule('question-has-one-outcome-entry', entries.length === 1, id, entries.length);
    rule('outcome-entry-says-the-outcome', entries.every(({ leaf }) => leaf.outcome === logged(outcome)), id); // prettier-ignore
    const [ask] = log.of(id, 'ASK');
    rule('question-has-its-ask-entry', ask !== undefined, id);
    const content = asked.get(id)?.content;
    rule('question-has-its-message', ['REQ', 'QUERY'].includes(asked.get(id)?.kind), id);
    if (ask === undefined || content == null) continue;
    const body = readJws(content).payload.body;
    rule('ask-entry-commits-to-the-question', ask.leaf.bodyDigest === sha256(jcs(body)), id);
  }
  const known = new Set(question.map(({ question_id: id }) => id));
  for (const { eventId } of log.types('ASK', 'OUTCOME')) rule('log-speaks-of-known-questions', known.has(eventId), eventId); // prettier-ignore
  const perRequest = groupBy(question, ({ request_id: id, country }) => `${id} ${country}`);
  for (const [key, group] of perRequest) rule('request-asks-a-country-once', group.length === 1, key);
  for (const { request_id: id } of request) {
    rule('request-has-questions', question.some((each) => each.request_id === id), id); // prettier-ignore
  }
}

/** An answer says an outcome, the answer to a query a result. */
const saidIn = ({ outcome, result }) => outcome ?? result;
/** The logs have one word for a question and for a query of which nothing may be told. */
const logged = (outcome) => (outcome === 'NO_HIT' ? 'NO_RECORD' : outcome);

/** One answer a question at most, each with its one entry, each entry with its answer. */
function checkAnswers(asker, answerer) {
  const answers = answerer.outbox.filter(({ kind }) => kind === 'RRS' || kind === 'HITS' || kind === 'FEM');
  for (const [digest, group] of groupBy(answers, (row) => row.request_digest)) {
    rule('one-answer-a-question', group.length === 1, digest, ...group.map((row) => row.message_id));
  }
  for (const answer of answers) checkAnswer(answer, asker, answerer);

  const events = new Map(answers.map((row) => [row.event_id, row]));
  for (const { eventId, type, leaf } of answerer.log.types(...ANSWERS)) {
    rule('no-entry-without-its-answer', events.get(eventId)?.entry_type === type, type, eventId);
    rule('entry-names-the-question', events.get(eventId)?.request_digest === leaf.requestDigest, type, eventId);
  }
  const received = new Map(answerer.inbox.map((row) => [row.message_id, row]));
  for (const { eventId, leaf } of answerer.log.types('REFUSAL')) {
    if (received.get(leaf.messageId)?.class !== 'request') continue;
    rule('no-entry-without-its-answer', events.get(eventId)?.kind === 'FEM', 'REFUSAL', eventId);
  }
  const answered = new Set(answers.map((row) => row.request_digest));
  for (const row of answerer.inbox.filter(({ class: kind, state }) => kind === 'request' && state !== 'NEW')) {
    rule('dealt-with-means-answered', row.state === 'HELD' || answered.has(row.content_digest), row.message_id);
  }
}

function checkAnswer(answer, asker, answerer) {
  const { event_id: eventId, message_id: messageId, entry_type: type, kind, content } = answer;
  const entries = answerer.log.of(eventId, ...ANSWERS, 'REFUSAL');
  rule('answer-has-its-one-entry', entries.length === 1 && entries[0].type === type, eventId, messageId);
  rule('answer-entry-is-of-its-kind', kind === 'FEM' ? type === 'REFUSAL' : ANSWERS.includes(type), eventId, type);
  if (entries.length !== 1 || content === null) return;
  const [entry] = entries;
  const { payload } = readJws(content);
  rule('answer-names-the-question', payload.requestDigest === answer.request_digest, messageId);
  const inbox = asker.inbox.find((row) => row.message_id === messageId);
  const received = asker.log.about(messageId, 'RECEIVED');
  if (inbox?.state === 'DONE') rule('received-is-logged-once', received.length === 1, messageId, received.length);
  if (kind !== 'FEM') {
    rule('entry-commits-to-the-answer', entry.leaf.bodyDigest === sha256(jcs(payload.body)), messageId);
    rule('entry-says-the-outcome', (entry.leaf.outcome ?? 'NO_RECORD') === logged(saidIn(payload.body)), messageId);
    rule('promise-is-of-the-entry', payload.promise?.leafHash === entry.hash, messageId);
    rule('promise-is-of-the-event', payload.promise?.eventId === eventId, messageId);
    for (const { leaf } of received) rule('asker-holds-the-promised-leaf', leaf.peerLeaf === entry.hash, messageId);
  }
  for (const { leaf } of received) rule('received-names-the-question', leaf.requestDigest === answer.request_digest, messageId); // prettier-ignore
  for (const question of asker.question.filter((row) => row.answer_message_id === messageId)) {
    const { question_id: id } = question;
    rule('asker-keeps-the-answer', inbox?.content === content, id, messageId);
    rule('answer-is-to-this-question', digestOfQuestion(asker, id) === answer.request_digest, id, messageId);
    const [outcome] = asker.log.of(id, 'OUTCOME');
    rule('outcome-names-the-answer', outcome?.leaf.contentDigest === answer.content_digest, id, messageId);
    const said = kind === 'FEM' ? 'REJECTED' : saidIn(payload.body);
    rule('outcome-is-of-the-answer', question.outcome === said, id, messageId);
  }
}

function digestOfQuestion({ outbox }, id) {
  return outbox.find((row) => row.event_id === id)?.content_digest;
}

/** What one side has said: numbers without a gap, each message logged, at the broker and at the other side. */
function checkDirection(sender, recipient, broker) {
  checkNumbers(sender, recipient);
  const messages = new Map(sender.outbox.map((row) => [row.message_id, row]));
  for (const row of sender.outbox) if (row.message_id !== null) checkMessage(row, sender, recipient, broker);
  for (const { eventId, leaf } of sender.log.types('SENT')) {
    rule('sent-entry-has-its-message', messages.get(leaf.messageId)?.event_id === eventId, leaf.messageId);
  }
  for (const row of recipient.inbox) {
    const { message_id: id } = row;
    const sent = messages.get(id);
    rule('nothing-received-that-was-not-sent', sent !== undefined, id);
    rule('digests-agree-at-both-sides', sent?.content_digest === row.content_digest, id, 'content');
    rule('digests-agree-at-both-sides', sent?.slip_digest === row.slip_digest, id, 'slip');
    rule('received-came-through-the-broker', broker.mailbox_message.some((each) => each.message_id === id), id); // prettier-ignore
    rule('inbox-is-worked-off', row.state !== 'NEW', id);
    rule('inbox-keeps-no-envelope', row.state === 'HELD' || row.line === null, id);
    if (row.content !== null) rule('kept-content-has-the-digest', readJws(row.content).digest === row.content_digest, id); // prettier-ignore
    rule('worked-off-keeps-its-content', row.state !== 'DONE' || row.content !== null, id);
  }
}

function checkNumbers({ country, outbox, pair_counter: counters, void_due: voids }, recipient) {
  const byId = new Map(outbox.map((row) => [row.message_id, row]));
  const arrived = new Set(recipient.inbox.map((row) => row.message_id));
  const closedThere = new Set(recipient.number_void.map((row) => idOf(row.sender, recipient.country, row.epoch, row.number))); // prettier-ignore
  const closedHere = new Map(voids.map((row) => [idOf(country, row.recipient, row.epoch, row.number), row]));
  const given = new Set();
  for (const { recipient: to, epoch, last_number: last } of counters) {
    for (let number = 1; number <= Number(last); number += 1) {
      const id = idOf(country, to, epoch, number);
      given.add(id);
      rule('number-is-not-missing', byId.has(id) || closedHere.has(id) || closedThere.has(id), id);
      const underWay = byId.get(id)?.line != null || (closedHere.has(id) && closedHere.get(id).event_id === null);
      rule('number-has-come-to-its-end', arrived.has(id) || closedThere.has(id) || underWay, id);
    }
  }
  for (const id of byId.keys()) if (id !== null) rule('number-was-given-out', given.has(id), id);
}

function checkMessage(row, sender, recipient, broker) {
  const { message_id: id, event_id: eventId, content_digest: contentDigest, slip_digest: slipDigest } = row;
  const { digest, payload } = readJws(row.content);
  rule('kept-content-has-the-digest', digest === contentDigest, id);
  rule('content-names-its-number', payload.id === id && payload.kind === row.kind, id);
  const sent = sender.log.of(eventId, 'SENT');
  rule('sealed-has-its-sent-entry', sent.length === 1 && sent[0].leaf.messageId === id, id, eventId);
  for (const { leaf } of sent) {
    rule('sent-entry-has-the-digests', leaf.contentDigest === contentDigest && leaf.slipDigest === slipDigest, id);
  }
  const held = broker.mailbox_message.filter((each) => each.message_id === id);
  const wasHeld = row.state === 'STORED' || row.state === 'TAKEN';
  rule('broker-has-it-once', held.length === (wasHeld ? 1 : Math.min(held.length, 1)), id, held.length);
  for (const each of held) {
    rule('broker-has-the-digests', each.content_digest === contentDigest && each.slip_digest === slipDigest, id);
    const relayed = broker.log.about(id, 'RELAYED');
    rule('broker-logged-it-once', relayed.length === 1 && relayed[0].eventId === each.event_id, id, relayed.length);
    for (const { leaf } of relayed) {
      rule('three-logs-one-digest', leaf.contentDigest === contentDigest && leaf.slipDigest === slipDigest, id);
    }
    const released = broker.log.of(each.event_id, 'TAKEN', 'EXPIRED');
    rule('release-is-logged-once', released.length === (each.line === null ? 1 : 0), id, released.length);
  }
  const arrived = recipient.inbox.find((each) => each.message_id === id);
  if (arrived?.state === 'DONE') {
    const names = recipient.log.entries.some(({ type, leaf }) =>
      type === 'RECEIVED' ? leaf.messageId === id && leaf.contentDigest === contentDigest : ANSWERS.includes(type) && leaf.requestDigest === contentDigest,
    ); // prettier-ignore
    rule('three-logs-one-digest', names, id, recipient.country);
  }
  if (row.state !== 'TAKEN') return;
  rule('taken-was-received', arrived !== undefined, id);
  rule('taken-keeps-no-envelope', row.line === null && row.body === null, id);
  rule('taken-is-released-by-the-broker', held.every((each) => each.line === null), id); // prettier-ignore
  const items = row.taken_receipt === null ? [] : readJws(row.taken_receipt).payload.items;
  const proves = items.some((item) => item.id === id && item.slipDigest === slipDigest && item.contentDigest === contentDigest); // prettier-ignore
  rule('taken-has-its-receipt', proves, id);
}

function checkBroker(broker, sides) {
  const sent = new Set(sides.flatMap(({ outbox }) => outbox.map((row) => row.message_id)));
  const held = new Map(broker.mailbox_message.map((row) => [row.message_id, row]));
  for (const row of broker.mailbox_message) {
    rule('broker-holds-only-what-was-sent', sent.has(row.message_id), row.message_id);
    const arrived = sides.some(({ inbox }) => inbox.some((each) => each.message_id === row.message_id));
    const expired = broker.log.of(row.event_id, 'EXPIRED').length > 0;
    rule('broker-lets-go-only-what-was-taken', row.line !== null || arrived || expired, row.message_id);
  }
  for (const { leaf } of broker.log.types('RELAYED')) rule('broker-logs-only-what-it-holds', held.has(leaf.messageId), leaf.messageId); // prettier-ignore
}

const NODE_TABLES = ['request', 'question', 'late_answer', 'outbox', 'inbox', 'pair_counter', 'void_due', 'number_void', 'audit_entry']; // prettier-ignore
const [askerUrl, answererUrl, brokerUrl, askerKek, answererKek] = process.argv.slice(2);
const asker = await readAll(askerUrl, NODE_TABLES, askerKek);
const answerer = await readAll(answererUrl, NODE_TABLES, answererKek);
const broker = await readAll(brokerUrl, ['mailbox_message', 'mailbox_statement', 'audit_entry']);
asker.country = countryOf(asker);
answerer.country = countryOf(answerer);

/** Who a node is stands in what it has said. */
function countryOf({ log }) {
  const sent = log.types('SENT')[0];
  if (sent === undefined) throw new Error('a node that has sent nothing: there is no exchange to check');
  return sent.leaf.from;
}

for (const [name, side] of Object.entries({ asker, answerer, broker })) checkLog(name, side);
checkQuestions(asker);
checkAnswers(asker, answerer);
checkDirection(asker, answerer, broker);
checkDirection(answerer, asker, broker);
checkBroker(broker, [asker, answerer]);

const seen = { questions: asker.question.length, answers: answerer.outbox.length, relayed: broker.mailbox_message.length }; // prettier-ignore
process.stdout.write(`${[...broken, JSON.stringify({ ...seen, broken: broken.length })].join('\n')}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
