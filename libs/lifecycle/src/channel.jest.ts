/** Something under way. Doubles share their number. */
export interface Sent<M> {
  readonly number: number;
  readonly to: 'here' | 'there';
  readonly said: M;
}

/**
 * A channel as the courier guarantees it: what is sent arrives, in any order and however often, and is taken once; or its
 * sender learns that it never will.
 */
export class Channel<M> {
  underWay: Sent<M>[] = [];
  private readonly taken = new Set<number>();
  private last = 0;

  send(to: Sent<M>['to'], said: M): void {
    this.underWay.push({ number: (this.last += 1), to, said });
  }

  /** Each that may arrive now, and is heeded once. */
  deliveries(heed: (each: Sent<M>) => void): (() => void)[] {
    return this.underWay.map((each) => () => {
      this.underWay.splice(this.underWay.indexOf(each), 1);
      if (this.taken.has(each.number)) return;
      this.taken.add(each.number);
      heed(each);
    });
  }

  /** Each that may be lost for good, of which its sender learns. */
  losses(canBeLost: (said: M) => boolean, learn: (said: M) => void): (() => void)[] {
    return this.underWay
      .filter(({ number, said }) => !this.taken.has(number) && canBeLost(said))
      .map(({ number, said }) => () => {
        this.underWay = this.underWay.filter((each) => each.number !== number);
        this.taken.add(number);
        learn(said);
      });
  }

  doubles(): (() => void)[] {
    return this.underWay.slice(0, 1).map((each) => () => void this.underWay.push(each));
  }
}
