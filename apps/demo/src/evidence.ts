import { BROKER, type CountryCode, type MemberId } from '#libs/protocol';
import type { QuestionView } from './domestic-api.js';
import type { LocalAlliance } from './local-alliance.js';

/** A log entry as the admin entries show it. */
interface ShownEntry {
  readonly type: string;
  readonly eventId: string;
  readonly leafHash: string;
  readonly [field: string]: unknown;
}

/** What the three logs hold about one answered question: every part was looked up, and the parts agree. */
export interface ThreeLogs {
  readonly requestId: string;
  readonly replyId: string;
  readonly requestDigest: string;
  readonly replyDigest: string;
  /** The answerer's entry, as its signed answer promised it. */
  readonly answer: { readonly type: string; readonly eventId: string; readonly leafHash: string };
  readonly asked: { readonly eventId: string };
}

/**
 * Reads the logs of the asker, the broker and the answerer through their admin entries and compares them: all three
 * name the same question and the same answer, and the answer's promised entry stands in the answerer's log.
 *
 * @throws when anything is missing or differs
 */
export async function readThreeLogs(
  local: LocalAlliance,
  asking: CountryCode,
  { id, country, messageId, proof }: QuestionView,
): Promise<ThreeLogs> {
  const { requestDigest, answerMessageId, promise } = proof;
  if (messageId === null || requestDigest === undefined || answerMessageId === undefined || promise === undefined)
    throw new Error('the API shows no proof of an answered question');
  const [asker, relayed, relayedBack, answerer] = await Promise.all([
    entries(local, asking, id),
    entries(local, BROKER, messageId),
    entries(local, BROKER, answerMessageId),
    entries(local, country, messageId),
  ]);

  const ask = demand(asker, `${asking} has logged no ASK`, { type: 'ASK' });
  const same = { contentDigest: requestDigest };
  demand(asker, `${asking} has logged sending another question`, { type: 'SENT', messageId, ...same });
  demand(relayed, 'the broker has logged relaying another question', { type: 'RELAYED', messageId, ...same });
  const answer = demand(answerer, `${country} has not logged the answer that it promised`, {
    ...{ leafHash: promise.leafHash, eventId: promise.eventId, requestDigest },
  });

  const reply = demand(answerer, `${country} has logged sending no answer`, {
    ...{ type: 'SENT', messageId: answerMessageId, eventId: promise.eventId },
  });
  const replyDigest = String(reply['contentDigest']);
  const sameReply = { messageId: answerMessageId, contentDigest: replyDigest };
  demand(relayedBack, 'the broker has logged relaying another answer', { type: 'RELAYED', ...sameReply });
  demand(asker, `${asking} has logged receiving another answer`, {
    ...{ type: 'RECEIVED', ...sameReply, requestDigest, peerLeaf: promise.leafHash },
  });
  return { requestId: messageId, replyId: answerMessageId, requestDigest, replyDigest, answer, asked: ask };
}

/** The log entries that a party shows of an id. */
export async function entries(local: LocalAlliance, party: MemberId, id: string): Promise<ShownEntry[]> {
  const shown = (await local.admin(party, ['show', '--', id])) as { entries: (ShownEntry & { leaf?: object })[] };
  return shown.entries.map(({ leaf, ...entry }) => ({ ...entry, ...leaf }));
}

/** The entry with these fields. @throws when there is none */
export function demand(
  found: readonly ShownEntry[],
  otherwise: string,
  fields: Readonly<Record<string, unknown>>,
): ShownEntry {
  const entry = found.find((each) => Object.entries(fields).every(([name, value]) => each[name] === value));
  if (entry === undefined) throw new Error(otherwise);
  return entry;
}
