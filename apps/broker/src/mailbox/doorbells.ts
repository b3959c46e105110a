import { Doorbell } from '#libs/platform';
import type { MemberId } from '#libs/protocol';

/** One bell a member: wakes its long poll when something is left in its mailbox. Rung after the commit. */
export class Doorbells {
  private readonly bells = new Map<MemberId, Doorbell>();

  ring(member: MemberId): void {
    this.of(member).ring();
  }

  of(member: MemberId): Doorbell {
    let bell = this.bells.get(member);
    if (bell === undefined) {
      bell = new Doorbell();
      this.bells.set(member, bell);
    }
    return bell;
  }
}
