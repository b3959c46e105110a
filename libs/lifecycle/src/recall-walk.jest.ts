import assert from 'node:assert/strict';
import { Channel, type Sent } from './channel.jest.js';
import { advance, askedQuestion, isIllegal, recall } from './index.js';
import type { AskedEvent, AskedState, RecallEvent, RecallState } from './index.js';

interface Message {
  readonly kind: 'RRS' | 'RECALL' | 'RECALLR' | 'FEM';
  readonly try: number;
}

const MOST_TRIES = 4;

/** An answer that is recalled: the country that gave it, and the country whose question it answers. */
export class RecallWalk {
  owed: RecallState = recall.initial;
  asked: AskedState = 'IN_PROGRESS';
  hasAnswer = false;
  /** Whether the country that asked knows that the answer does not hold. */
  knows = false;
  /** Whether somebody there was told so, of this answer. */
  isMarked = false;
  wasRejected = false;
  private tries = 0;
  private readonly channel = new Channel<Message>();

  constructor() {
    this.channel.send('there', { kind: 'RRS', try: 0 });
  }

  act(choice: number): void {
    const all = [
      ...this.sends(),
      ...this.channel.deliveries((each) => this.heed(each, choice)),
      ...this.losses(),
      ...this.channel.doubles(),
      ...(['READ', 'TIME_OUT'] as const)
        .filter((event) => !isIllegal(advance(askedQuestion, this.asked, event)))
        .map((event) => () => this.ask(event)),
    ];
    all[choice % Math.max(all.length, 1)]?.();
  }

  finish(): void {
    for (let rest = 0; rest < 100; rest++) {
      const all = [...this.sends(), ...this.channel.deliveries((each) => this.heed(each, 1))];
      if (all[0] === undefined) return;
      all[0]();
    }
    assert.fail('the walk does not end');
  }

  private sends() {
    return this.owed === 'DUE' ? [() => this.move('SEND')] : [];
  }

  /** Lost for good (the answer, too), or given up though it comes. */
  private losses() {
    const isNewest = (said: Message) => said.kind === 'RECALL' && said.try === this.tries && said.try < MOST_TRIES;
    const waiting = this.channel.underWay.filter(({ said }) => isNewest(said) && this.owed === 'SENT');
    return [
      ...this.channel.losses(
        (said) => isNewest(said) || said.kind === 'RRS',
        (said) => (said.kind === 'RECALL' ? this.move('UNDELIVERED') : undefined),
      ),
      ...waiting.map(() => () => this.move('UNDELIVERED')),
    ];
  }

  private heed({ said: { kind } }: Sent<Message>, choice: number) {
    if (kind === 'RECALLR' || kind === 'FEM') this.move(kind);
    else if (kind === 'RRS') {
      this.hasAnswer = true;
      this.ask('RRS');
      if (this.knows) this.mark();
    } else if (choice % 7 === 0) {
      this.wasRejected = true;
      this.channel.send('here', { kind: 'FEM', try: 0 });
    } else {
      this.knows = true;
      if (this.hasAnswer) this.mark();
      this.channel.send('here', { kind: 'RECALLR', try: 0 });
    }
  }

  /** The copy says so, whether it was the answer that counted or a late one. */
  private mark() {
    this.isMarked = true;
    this.ask('RECALL');
  }

  private ask(event: AskedEvent) {
    const step = advance(askedQuestion, this.asked, event);
    if (isIllegal(step)) assert.fail(`the asker has no rule for ${event} in ${this.asked}`);
    this.asked = step.to;
  }

  private move(event: RecallEvent) {
    const step = advance(recall, this.owed, event);
    if (isIllegal(step)) assert.fail(`no rule for ${event} in ${this.owed}`);
    this.owed = step.to;
    if (step.effects.includes('SEND_RECALL')) {
      this.channel.send('there', { kind: 'RECALL', try: (this.tries += 1) });
    }
  }
}
