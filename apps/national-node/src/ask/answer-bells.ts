import { Doorbell } from '#libs/platform';

/** Wakes those who wait for the answers to one request, and nobody else. */
export class AnswerBells {
  private readonly hanging = new Map<string, Set<Doorbell>>();

  /** After the commit that gave one of the request's questions its outcome. */
  ring(requestId: string): void {
    for (const bell of this.hanging.get(requestId) ?? []) bell.ring();
  }

  /** A bell of the caller's own, until it is disposed of. */
  hang(requestId: string): Disposable & { readonly bell: Doorbell } {
    const bell = new Doorbell();
    const bells = this.hanging.get(requestId) ?? new Set();
    this.hanging.set(requestId, bells.add(bell));
    return {
      bell,
      [Symbol.dispose]: () => {
        if (bells.delete(bell) && bells.size === 0) this.hanging.delete(requestId);
      },
    };
  }
}
