/** A way to damage the database of one party, and the rules of the checker that must then be broken. */
export interface Damage {
  readonly what: string;
  readonly where: 'AR' | 'BR' | 'BROKER';
  /** Statements, run as superuser without triggers and foreign keys. */
  readonly sql: readonly string[];
  readonly rule: string;
}

const LEAF = `convert_from(leaf, 'UTF8')`;
const hashOf = (leaf: string) => `sha256('\\x00'::bytea || ${leaf})`;
/** Changes words of leaves: the bytes stay canonical JSON, and the hash column follows. */
const rewrite = (type: string, from: string, to: string) => {
  const leaf = `convert_to(replace(${LEAF}, ${from}, ${to}), 'UTF8')`;
  return `UPDATE audit_entry SET leaf = ${leaf}, leaf_hash = ${hashOf(leaf)} WHERE type = '${type}'`;
};
const OTHER_DIGEST = `repeat('A', 43)`;
const OTHER_EVENT = '00000000-0000-4000-8000-000000000000';
const MOVED = `convert_to(replace(${LEAF}, event_id::text, '${OTHER_EVENT}'), 'UTF8')`;
const ONE_ANSWER = `(SELECT event_id FROM outbox WHERE kind = 'RRS' ORDER BY message_id LIMIT 1)`;
const ONE_QUESTION = `(SELECT question_id FROM question ORDER BY question_id LIMIT 1)`;
/** A second entry like one that is there, for the same event or for another. */
const again = (type: string, event: string) =>
  `INSERT INTO audit_entry (event_id, type, leaf, leaf_hash)
   SELECT made.id, '${type}', made.leaf, ${hashOf('made.leaf')}
   FROM (SELECT e.id, convert_to(replace(${LEAF}, event_id::text, e.id::text), 'UTF8') AS leaf
         FROM (SELECT * FROM audit_entry WHERE type = '${type}' LIMIT 1) one, (SELECT ${event} AS id) e) made`;
const field = (name: string) => `'"' || '${name}' || '":"' || (${LEAF}::jsonb ->> '${name}')`;

/** What could go wrong in a crash or by a hand, each with the rule that finds it. */
export const DAMAGES: readonly Damage[] = [
  {
    ...{ what: 'a question without outcome', where: 'AR', rule: 'question-has-its-outcome' },
    sql: [`UPDATE question SET outcome = NULL WHERE question_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'an outcome that was not logged', where: 'AR', rule: 'question-has-one-outcome-entry' },
    sql: [`DELETE FROM audit_entry WHERE type = 'OUTCOME' AND event_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'an outcome logged twice', where: 'AR', rule: 'question-has-one-outcome-entry' },
    sql: [
      'ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_event_id_type_key CASCADE',
      again('OUTCOME', ONE_QUESTION),
    ],
  },
  {
    ...{ what: 'another outcome than was logged', where: 'AR', rule: 'outcome-entry-says-the-outcome' },
    sql: [`UPDATE question SET outcome = 'REFUSED' WHERE question_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'an outcome of no question', where: 'AR', rule: 'log-speaks-of-known-questions' },
    sql: [again('OUTCOME', 'gen_random_uuid()')],
  },
  {
    ...{ what: 'a question that was not logged', where: 'AR', rule: 'question-has-its-ask-entry' },
    sql: [`DELETE FROM audit_entry WHERE type = 'ASK'`],
  },
  {
    ...{ what: 'another question than was logged', where: 'AR', rule: 'ask-entry-commits-to-the-question' },
    sql: [rewrite('ASK', field('bodyDigest'), `'"bodyDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'a request that lost its question', where: 'AR', rule: 'request-has-questions' },
    sql: [`DELETE FROM question WHERE question_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'a country asked twice in one request', where: 'AR', rule: 'request-asks-a-country-once' },
    sql: [
      'ALTER TABLE question DROP CONSTRAINT question_request_id_country_key',
      'UPDATE question SET request_id = (SELECT min(request_id::text)::uuid FROM request)',
    ],
  },
  {
    ...{ what: 'a question answered twice', where: 'BR', rule: 'one-answer-a-question' },
    sql: [
      `INSERT INTO outbox (event_id, entry_type, recipient, kind, priority, in_reply_to, request_digest, not_after)
       SELECT gen_random_uuid(), entry_type, recipient, kind, priority, in_reply_to, request_digest, not_after
       FROM outbox WHERE event_id = ${ONE_ANSWER}`,
    ],
  },
  {
    ...{ what: 'an answer without entry', where: 'BR', rule: 'answer-has-its-one-entry' },
    sql: [`DELETE FROM audit_entry WHERE event_id = ${ONE_ANSWER} AND type <> 'SENT'`],
  },
  {
    ...{ what: 'an answer with an entry of another kind', where: 'BR', rule: 'answer-entry-is-of-its-kind' },
    sql: [`UPDATE outbox SET entry_type = 'RECEIVED' WHERE event_id = ${ONE_ANSWER}`],
  },
  {
    ...{ what: 'a disclosure entry without answer', where: 'BR', rule: 'no-entry-without-its-answer' },
    sql: [again('DISCLOSURE', 'gen_random_uuid()')],
  },
  {
    ...{ what: 'a question dealt with and not answered', where: 'BR', rule: 'dealt-with-means-answered' },
    sql: [`DELETE FROM outbox WHERE event_id = ${ONE_ANSWER}`],
  },
  {
    ...{ what: 'an entry about another question', where: 'BR', rule: 'entry-names-the-question' },
    sql: [rewrite('DISCLOSURE', field('requestDigest'), `'"requestDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'an answer filed under another question', where: 'BR', rule: 'answer-names-the-question' },
    sql: [`UPDATE outbox SET request_digest = ${OTHER_DIGEST} WHERE event_id = ${ONE_ANSWER}`],
  },
  {
    ...{ what: 'another body than was disclosed', where: 'BR', rule: 'entry-commits-to-the-answer' },
    sql: [rewrite('DISCLOSURE', field('bodyDigest'), `'"bodyDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'an entry rewritten after the promise', where: 'BR', rule: 'promise-is-of-the-entry' },
    sql: [rewrite('DISCLOSURE', field('policyDigest'), `'"policyDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'an entry with another outcome', where: 'BR', rule: 'entry-says-the-outcome' },
    sql: [rewrite('DISCLOSURE', `'"outcome":"RECORDS"'`, `'"outcome":"PARTIAL"'`)],
  },
  {
    ...{ what: 'another leaf in the asker’s hands', where: 'AR', rule: 'asker-holds-the-promised-leaf' },
    sql: [rewrite('RECEIVED', field('peerLeaf'), `'"peerLeaf":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'an answer received and not logged', where: 'AR', rule: 'received-is-logged-once' },
    sql: [`DELETE FROM audit_entry WHERE type = 'RECEIVED'`],
  },
  {
    ...{ what: 'an answer logged to another question', where: 'AR', rule: 'received-names-the-question' },
    sql: [rewrite('RECEIVED', field('requestDigest'), `'"requestDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'a changed answer', where: 'AR', rule: 'asker-keeps-the-answer' },
    sql: [`UPDATE inbox SET content = set_byte(content, 40, 255 - get_byte(content, 40))`],
  },
  {
    ...{ what: 'two answers exchanged', where: 'AR', rule: 'answer-is-to-this-question' },
    sql: [
      `UPDATE question q SET answer_message_id = o.answer_message_id, outcome = o.outcome
       FROM question o WHERE o.question_id <> q.question_id`,
    ],
  },
  {
    ...{ what: 'an outcome by another answer', where: 'AR', rule: 'outcome-names-the-answer' },
    sql: [rewrite('OUTCOME', field('contentDigest'), `'"contentDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'a message sealed and not logged', where: 'AR', rule: 'sealed-has-its-sent-entry' },
    sql: [`DELETE FROM audit_entry WHERE type = 'SENT' AND event_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'a SENT entry of nothing', where: 'BR', rule: 'sent-entry-has-its-message' },
    sql: [again('SENT', 'gen_random_uuid()')],
  },
  {
    ...{ what: 'a SENT entry of other bytes', where: 'AR', rule: 'sent-entry-has-the-digests' },
    sql: [rewrite('SENT', field('slipDigest'), `'"slipDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'content exchanged between messages', where: 'AR', rule: 'content-names-its-number' },
    sql: [`UPDATE outbox o SET content = p.content FROM outbox p WHERE p.event_id <> o.event_id`],
  },
  {
    ...{ what: 'a digest that is not the content’s', where: 'AR', rule: 'kept-content-has-the-digest' },
    sql: [`UPDATE outbox SET content_digest = ${OTHER_DIGEST} WHERE event_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'a number that nobody can explain', where: 'AR', rule: 'number-is-not-missing' },
    sql: ['UPDATE pair_counter SET last_number = last_number + 1'],
  },
  {
    ...{ what: 'a number beyond the counter', where: 'AR', rule: 'number-was-given-out' },
    sql: ['UPDATE pair_counter SET last_number = last_number - 1'],
  },
  {
    ...{ what: 'a message that never arrived', where: 'BR', rule: 'number-has-come-to-its-end' },
    sql: ['DELETE FROM inbox WHERE message_id = (SELECT min(message_id) FROM inbox)'],
  },
  {
    ...{ what: 'a receipt for what never arrived', where: 'BR', rule: 'taken-was-received' },
    sql: ['DELETE FROM inbox WHERE message_id = (SELECT min(message_id) FROM inbox)'],
  },
  {
    ...{ what: 'a message from nowhere', where: 'AR', rule: 'nothing-received-that-was-not-sent' },
    sql: [
      `UPDATE inbox SET message_id = 'BR-AR-1-000000000999' WHERE message_id = (SELECT min(message_id) FROM inbox)`,
    ],
  },
  {
    ...{ what: 'other bytes at the recipient', where: 'BR', rule: 'digests-agree-at-both-sides' },
    sql: [`UPDATE inbox SET slip_digest = ${OTHER_DIGEST}`],
  },
  {
    ...{ what: 'a message stuck in the inbox', where: 'AR', rule: 'inbox-is-worked-off' },
    sql: [`UPDATE inbox SET state = 'NEW'`],
  },
  {
    ...{ what: 'an envelope kept by the recipient', where: 'AR', rule: 'inbox-keeps-no-envelope' },
    sql: [`UPDATE inbox SET line = '\\x00'`],
  },
  {
    ...{ what: 'evidence thrown away', where: 'AR', rule: 'worked-off-keeps-its-content' },
    sql: ['UPDATE inbox SET content = NULL, content_key = NULL'],
  },
  {
    ...{ what: 'an envelope kept by the sender', where: 'AR', rule: 'taken-keeps-no-envelope' },
    sql: [`UPDATE outbox SET line = '\\x00'`],
  },
  {
    ...{ what: 'taken without a receipt', where: 'BR', rule: 'taken-has-its-receipt' },
    sql: ['UPDATE outbox SET taken_receipt = NULL'],
  },
  {
    ...{ what: 'a message the broker lost', where: 'BROKER', rule: 'broker-has-it-once' },
    sql: ['DELETE FROM mailbox_message WHERE message_id = (SELECT min(message_id) FROM mailbox_message)'],
  },
  {
    ...{ what: 'a message that went around the broker', where: 'BROKER', rule: 'received-came-through-the-broker' },
    sql: ['DELETE FROM mailbox_message WHERE message_id = (SELECT min(message_id) FROM mailbox_message)'],
  },
  {
    ...{ what: 'a message the broker holds twice', where: 'BROKER', rule: 'broker-has-it-once' },
    sql: [
      'ALTER TABLE mailbox_message DROP CONSTRAINT mailbox_message_pkey',
      `INSERT INTO mailbox_message (message_id, sender, recipient, pair, number, class, priority, exp, slip_digest, content_digest, event_id, receipt_id)
       SELECT message_id, sender, recipient, pair, number, class, priority, exp, slip_digest, content_digest, event_id, receipt_id
       FROM mailbox_message LIMIT 1`,
    ],
  },
  {
    ...{ what: 'other bytes at the broker', where: 'BROKER', rule: 'broker-has-the-digests' },
    sql: [`UPDATE mailbox_message SET slip_digest = ${OTHER_DIGEST}`],
  },
  {
    ...{ what: 'a message relayed and not logged', where: 'BROKER', rule: 'broker-logged-it-once' },
    sql: [`DELETE FROM audit_entry WHERE type = 'RELAYED'`],
  },
  {
    ...{ what: 'another digest in the broker’s log', where: 'BROKER', rule: 'three-logs-one-digest' },
    sql: [rewrite('RELAYED', field('contentDigest'), `'"contentDigest":"' || ${OTHER_DIGEST}`)],
  },
  {
    ...{ what: 'a message let go and not logged', where: 'BROKER', rule: 'release-is-logged-once' },
    sql: [`DELETE FROM audit_entry WHERE type = 'TAKEN'`],
  },
  {
    ...{ what: 'an envelope kept by the broker', where: 'BROKER', rule: 'taken-is-released-by-the-broker' },
    sql: [`UPDATE mailbox_message SET line = '\\x00'`],
  },
  {
    ...{ what: 'a message of the broker’s own making', where: 'BROKER', rule: 'broker-holds-only-what-was-sent' },
    sql: [
      `UPDATE mailbox_message SET message_id = 'AR-BR-1-000000000999'
       WHERE message_id = (SELECT min(message_id) FROM mailbox_message)`,
    ],
  },
  {
    ...{ what: 'a message let go that nobody took', where: 'BR', rule: 'broker-lets-go-only-what-was-taken' },
    sql: ['DELETE FROM inbox WHERE message_id = (SELECT min(message_id) FROM inbox)'],
  },
  {
    ...{
      what: 'an entry about what the broker does not hold',
      where: 'BROKER',
      rule: 'broker-logs-only-what-it-holds',
    },
    sql: ['DELETE FROM mailbox_message WHERE message_id = (SELECT min(message_id) FROM mailbox_message)'],
  },
  {
    ...{ what: 'a leaf that is not canonical', where: 'BR', rule: 'leaf-is-canonical' },
    sql: [rewrite('DISCLOSURE', `'{"at"'`, `'{ "at"'`)],
  },
  {
    ...{ what: 'a row that says another event than its leaf', where: 'BR', rule: 'leaf-says-what-the-columns-say' },
    sql: [`UPDATE audit_entry SET event_id = gen_random_uuid() WHERE type = 'SENT'`],
  },
  {
    ...{ what: 'a hash that is not the leaf’s', where: 'AR', rule: 'leaf-hash-is-of-the-leaf' },
    sql: [`UPDATE audit_entry SET leaf_hash = sha256(leaf)`],
  },
  {
    ...{ what: 'a question whose message is something else', where: 'AR', rule: 'question-has-its-message' },
    sql: [`UPDATE outbox SET kind = 'VOID' WHERE event_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'another outcome than was answered', where: 'AR', rule: 'outcome-is-of-the-answer' },
    sql: [`UPDATE question SET outcome = 'REFUSED' WHERE question_id = ${ONE_QUESTION}`],
  },
  {
    ...{ what: 'an answer moved to another event', where: 'BR', rule: 'promise-is-of-the-event' },
    sql: [
      `UPDATE audit_entry SET event_id = '${OTHER_EVENT}', leaf = ${MOVED}, leaf_hash = ${hashOf(MOVED)} WHERE event_id = ${ONE_ANSWER}`,
      `UPDATE outbox SET event_id = '${OTHER_EVENT}' WHERE event_id = ${ONE_ANSWER}`,
    ],
  },
];
