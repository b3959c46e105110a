import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Channel, type Sent } from './channel.jest.js';
import { advance, askedQuestion, isIllegal, type AskedEvent, type AskedState } from './index.js';

/** A QUERY at the country that asks: as a question, whose answer (HITS) is its RRS. The other side keeps no state: it answers once. */
class QueryWalk {
  asked: AskedState = 'SUBMITTED';
  there: 'NOTHING' | 'ANSWERED' | 'REFUSED' = 'NOTHING';
  outcomes = 0;
  private readonly channel = new Channel<'QUERY' | AskedEvent>();

  constructor() {
    this.channel.send('there', 'QUERY');
    this.channel.send('here', 'STORED');
  }

  act(choice: number): void {
    const all = [
      ...this.channel.deliveries((each) => this.heed(each, choice)),
      ...this.channel.losses(
        (said) => said === 'QUERY',
        () => this.ask(choice % 2 === 0 ? 'UNDELIVERED' : 'REFUSED'),
      ),
      ...this.channel.doubles(),
      ...this.asks(),
    ];
    all[choice % Math.max(all.length, 1)]?.();
  }

  finish(): void {
    for (let rest = 0; rest < 100; rest++) {
      const all = [...this.channel.deliveries((each) => this.heed(each, 1)), ...this.asks()];
      if (all[0] === undefined) return;
      all[0]();
    }
    assert.fail('the walk does not end');
  }

  private asks() {
    const isOpen = !askedQuestion.ends.includes(this.asked) && this.asked !== 'ANSWERED';
    return [
      ...(isOpen ? [() => this.ask('TIME_OUT')] : []),
      ...(this.asked === 'ANSWERED' ? [() => this.ask('READ')] : []),
    ];
  }

  private heed({ said }: Sent<'QUERY' | AskedEvent>, choice: number) {
    if (said !== 'QUERY') {
      this.ask(said);
      return;
    }
    this.there = choice % 5 === 0 ? 'REFUSED' : 'ANSWERED';
    this.channel.send('here', 'TAKEN');
    this.channel.send('here', this.there === 'REFUSED' ? 'FEM' : 'RRS');
  }

  private ask(event: AskedEvent) {
    const step = advance(askedQuestion, this.asked, event);
    if (isIllegal(step)) assert.fail(`no rule for ${event} in ${this.asked}`);
    this.asked = step.to;
    if (step.effects.includes('SETTLE')) this.outcomes += 1;
  }
}

/** What the other country may have done when the query has come to this end. */
const AGREEING: Partial<Record<AskedState, readonly QueryWalk['there'][]>> = {
  CLOSED: ['ANSWERED'],
  REJECTED: ['REFUSED', 'NOTHING'],
  UNDELIVERABLE: ['NOTHING'],
  TIMED_OUT: ['ANSWERED', 'REFUSED', 'NOTHING'],
};

describe('a query and the country that is asked', () => {
  it('come to ends that agree, with one outcome, whatever is lost, doubled or overtaken', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { maxLength: 30 }), (choices) => {
        const walking = new QueryWalk();
        for (const choice of choices) walking.act(choice);
        walking.finish();
        expect(AGREEING[walking.asked]).toContain(walking.there);
        expect(walking.outcomes).toBe(1);
        ends.add(walking.asked);
      }),
      { numRuns: 3_000 },
    );
    expect([...ends].sort()).toEqual(Object.keys(AGREEING).sort());
  });
});
