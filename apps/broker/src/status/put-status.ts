import type { MemberView } from '#libs/directory';
import { checkEnvironment, CrexError, MAX_SKEW_SECONDS, readStatus, type Status } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive, type Trust } from '../directory/trust.js';
import type { StatusStore } from './status.store.js';

/** How old a status may be when it is brought (seconds). */
const MAX_AGE_SECONDS = 300;

/** A member says how its node is: checked as every statement of a member, and shown to all others as it was signed. */
export class PutStatus {
  constructor(
    private readonly store: StatusStore,
    private readonly trust: Trust,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @throws message.malformed, message.wrong-sender, message.wrong-environment, message.from-future, message.expired,
   *   message.wrong-signature, message.sender-suspended, pki.*
   */
  async run(peer: MemberView, token: string): Promise<void> {
    const jws = readStatus(token);
    const status = jws.payload;
    checkOwn(status, peer);
    checkEnvironment(status, this.broker.env);
    checkActive(peer, 'sender');
    checkTime(status, this.broker.nowSeconds());
    await this.trust.checkSigned(jws, peer);
    checkNewest(await this.store.keep(status.by, status.time, token));
  }
}

function checkOwn({ by }: Status, { id }: MemberView): void {
  if (by !== id) throw new CrexError('message.wrong-sender', 'a member says how its own node is, and no other');
}

/** An old status, kept by somebody, does not come back. */
function checkTime({ time }: Status, now: number): void {
  if (time > now + MAX_SKEW_SECONDS) {
    throw new CrexError('message.from-future', 'the time of the status is ahead of this clock', {
      nextStep: 'synchronise both clocks (NTP)',
    });
  }
  if (time < now - MAX_AGE_SECONDS) throw new CrexError('message.expired', 'the status is older than five minutes');
}

function checkNewest(isKept: boolean): void {
  if (!isKept) throw new CrexError('message.expired', 'a later status of this member is here');
}
