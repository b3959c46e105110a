import type { Transaction } from '#libs/platform';
import { CrexError, type Kind } from '#libs/protocol';
import type { OpenedMessage } from './open-message.js';
import type { OutboxStore, SentMessage } from './outbox.store.js';

/**
 * The message of ours that a reply speaks of, of this kind, named alike in slip and content.
 *
 * @throws message.reply-to-nothing, message.swapped-reply
 */
export async function repliedTo(
  tx: Transaction,
  outbox: OutboxStore,
  { slip, content }: OpenedMessage,
  kind: Kind,
): Promise<SentMessage> {
  const sent = await outbox.byContentDigest(tx, content.requestDigest ?? '');
  checkIsOurs(sent, kind);
  checkNamesSame(slip.inReplyTo, sent);
  return sent;
}

function checkIsOurs(sent: SentMessage | undefined, kind: Kind): asserts sent is SentMessage {
  if (sent?.kind !== kind) {
    throw new CrexError('message.reply-to-nothing', `requestDigest is of no ${kind} of ours`);
  }
}

/** A slip's inReplyTo names a message to the country that replies (readSlip): so another country cannot reply either. */
function checkNamesSame(inReplyTo: string | undefined, { messageId }: SentMessage): void {
  if (inReplyTo !== messageId) {
    throw new CrexError('message.swapped-reply', 'inReplyTo and requestDigest speak of different messages');
  }
}
