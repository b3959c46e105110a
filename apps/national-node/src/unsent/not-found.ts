import { CrexError } from '#libs/protocol';

/** Somebody else's request and none at all are told apart by nobody. */
export function notFound(): CrexError {
  return new CrexError('ask.not-found', 'no such request is yours, or waits for you');
}
