import { CrexError } from '#libs/protocol';
import type { Receiver } from './work-inbox.js';

/** A kind of message that this node does not deal with: refused, so that its sender knows. */
export class NotTaken implements Receiver {
  /** @throws message.unknown-kind, always */
  run(): Promise<void> {
    return Promise.reject(new CrexError('message.unknown-kind', 'a kind of message that this node does not take'));
  }
}
