import type { DirectoryView, MemberView } from '#libs/directory';
import { CrexError } from '#libs/protocol';

/**
 * The member whose log this is, by the directory of this moment. A suspended member's log goes on: suspension ends the
 * exchange, not the proof of what was exchanged.
 *
 * @throws logs.unknown-log
 */
export function ownerOf(view: DirectoryView, origin: string): MemberView {
  const owner = view.members.find(({ log }) => log.origin === origin);
  if (owner === undefined) {
    throw new CrexError('logs.unknown-log', 'the directory lists no such log', {
      nextStep: 'an epoch that is over is read only; a new one is listed in the directory first',
    });
  }
  return owner;
}

/** @throws logs.not-owner */
export function checkOwner(owner: MemberView, peer: MemberView): void {
  if (owner.id !== peer.id) throw new CrexError('logs.not-owner', 'only its owner adds to a log');
}
