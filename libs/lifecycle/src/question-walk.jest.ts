import assert from 'node:assert/strict';
import { advance, askedQuestion, isIllegal, receivedQuestion } from './index.js';
import type { AskedEvent, AskedState, ReceivedEvent, ReceivedState } from './index.js';

/** Something under way: a message of one side, or a receipt. Doubles share their number. */
export interface UnderWay {
  readonly number: number;
  readonly to: 'asker' | 'answerer';
  readonly what: 'REQ' | 'RAR' | 'CAN' | 'TIMEOUT' | AskedEvent;
}

const MAX_ROUNDS = 3;

/**
 * Asker and answerer of one question, and a channel as the courier guarantees it: what is sent arrives, in any order and
 * however often, and is taken once; or its sender learns that it never will. RARs keep to the time that the RAI gives.
 */
export class QuestionWalk {
  asked: AskedState = 'SUBMITTED';
  received: ReceivedState | undefined;
  channel: UnderWay[] = [];
  late = 0;
  outcomes = 0;
  answersTaken = 0;
  private readonly taken = new Set<number>();
  private lastNumber = 0;
  private rounds = 0;
  private roundOver = false;
  private hasOpenRound = false;
  private reqIsGone = false;

  constructor() {
    this.send('answerer', 'REQ');
    this.send('asker', 'STORED');
  }

  /** One of the things that may happen now, chosen by `choice`; nothing if nothing may. */
  act(choice: number, among: readonly (() => void)[] = this.possible()): boolean {
    among[choice % Math.max(among.length, 1)]?.();
    return among.length > 0;
  }

  /** Nothing more is decided by chance: everything arrives, and every clock runs out. */
  finish(): void {
    for (let rest = 0; rest < 100; rest++) {
      if (this.act(0, this.deliveries())) continue;
      if (this.received === 'AWAITING_INFO') this.roundOver = true;
      const last = [...this.lapses(), ...(this.canWork('ANSWER') ? [() => this.work('ANSWER')] : [])];
      if (this.act(0, last)) continue;
      if (!askedQuestion.ends.includes(this.asked) && this.asked !== 'ANSWERED') this.ask('TIME_OUT');
      else if (this.channel.length === 0) return;
    }
    assert.fail('the walk does not end');
  }

  private possible(): (() => void)[] {
    return [
      ...this.deliveries(),
      ...this.losses(),
      ...this.doubles(),
      ...this.asks(),
      ...this.works(),
      ...this.lapses(),
    ];
  }

  private deliveries() {
    return this.channel.map((each) => () => this.deliver(each));
  }

  private losses() {
    const losable = this.channel.filter(
      ({ number, what }) => !this.taken.has(number) && what !== 'STORED' && what !== 'TAKEN',
    );
    return losable.map((each) => () => this.lose(each));
  }

  private doubles() {
    return this.channel.slice(0, 1).map((each) => () => void this.channel.push(each));
  }

  private asks() {
    const all: [AskedEvent, boolean][] = [
      ['INFORM', this.asked === 'AWAITING_INFO' && !this.roundOver],
      ['CANCEL', this.canAsk('CANCEL')],
      ['WITHDRAW', this.asked === 'SUBMITTED' && !this.reqIsGone],
      ['TIME_OUT', this.reqIsGone && this.canAsk('TIME_OUT')],
      ['READ', this.asked === 'ANSWERED'],
    ];
    return all
      .filter(([, may]) => may)
      .map(
        ([event]) =>
          () =>
            this.ask(event),
      );
  }

  private works() {
    const events = ['TAKE', 'ASK_INFORMATION', 'DELAY', 'RESUME', 'REJECT', 'RECALL', 'ANSWER'] as const;
    const may = events.filter(
      (event) => this.canWork(event) && (event !== 'ASK_INFORMATION' || this.rounds < MAX_ROUNDS),
    );
    const open = this.received === 'RECALLED' ? [] : may;
    return open.map((event) => () => this.work(event));
  }

  private lapses() {
    const noneUnderWay = !this.channel.some(({ what, number }) => what === 'RAR' && !this.taken.has(number));
    return [
      ...(this.received === 'AWAITING_INFO' && !this.roundOver ? [() => void (this.roundOver = true)] : []),
      ...(this.asked === 'AWAITING_INFO' && this.roundOver ? [() => this.ask('LAPSE')] : []),
      ...(this.received === 'AWAITING_INFO' && this.roundOver && noneUnderWay ? [() => this.work('LAPSE')] : []),
    ];
  }

  private canAsk(event: AskedEvent) {
    return !isIllegal(advance(askedQuestion, this.asked, event));
  }

  private canWork(event: ReceivedEvent) {
    return this.received !== undefined && !isIllegal(advance(receivedQuestion, this.received, event));
  }

  private send(to: UnderWay['to'], what: UnderWay['what']) {
    this.lastNumber += 1;
    this.channel.push({ number: this.lastNumber, to, what });
  }

  private deliver(each: UnderWay) {
    this.channel.splice(this.channel.indexOf(each), 1);
    if (this.taken.has(each.number)) return;
    this.taken.add(each.number);
    if (each.what === 'RECALL' && this.answersTaken === 0) this.recallUnknown();
    else if (each.to === 'asker') this.ask(each.what as AskedEvent);
    else this.receive(each.what);
  }

  /** A recall that has overtaken its answer is sent again; of one that will never come there is no copy. */
  private recallUnknown() {
    if (this.channel.some(({ what }) => what === 'RRS')) this.send('asker', 'RECALL');
  }

  private receive(what: UnderWay['what']) {
    if (what === 'REQ') {
      this.reqIsGone = true;
      this.received = receivedQuestion.initial;
      this.send('asker', 'TAKEN');
    } else if (this.received !== undefined) this.work(what as ReceivedEvent);
    else if (what === 'CAN') this.send('asker', 'CANR_UNKNOWN');
  }

  private lose({ number, what }: UnderWay) {
    this.channel = this.channel.filter((each) => each.number !== number);
    this.taken.add(number);
    if (what === 'REQ') this.reqIsGone = true;
    if (what === 'REQ') this.ask('UNDELIVERED');
    else if (what === 'RAR') this.ask('RAR_UNDELIVERED');
    else if (what === 'CAN') this.ask(this.hasOpenRound ? 'CAN_FAILED_IN_ROUND' : 'CAN_FAILED');
  }

  private ask(event: AskedEvent) {
    const step = advance(askedQuestion, this.asked, event);
    if (isIllegal(step)) assert.fail(`the asker has no rule for ${event} in ${this.asked}`);
    this.asked = step.to;
    if (event === 'RRS' || event === 'FEM') this.answersTaken += 1;
    if (event === 'RAR_UNDELIVERED') this.hasOpenRound = true;
    for (const effect of step.effects) {
      if (effect === 'SETTLE') this.outcomes += 1;
      else if (effect === 'KEEP_LATE') this.late += 1;
      else if (effect === 'KEEP_ROUND') this.hasOpenRound = true;
      else if (effect === 'SEND_CAN') this.send('answerer', 'CAN');
      else if (effect === 'SEND_TIMEOUT') this.send('answerer', 'TIMEOUT');
      else if (effect === 'WITHHOLD_REQ') {
        this.channel = this.channel.filter(({ what }) => what !== 'REQ' && what !== 'STORED');
        this.reqIsGone = true;
      } else if (effect === 'SEND_RAR') {
        this.hasOpenRound = false;
        this.send('answerer', 'RAR');
      }
    }
  }

  private work(event: ReceivedEvent) {
    if (this.received === undefined) assert.fail('nothing was received');
    const step = advance(receivedQuestion, this.received, event);
    if (isIllegal(step)) assert.fail(`the answerer has no rule for ${event} in ${this.received}`);
    this.received = step.to;
    for (const effect of step.effects) {
      if (effect === 'STOP_CLOCK') [this.rounds, this.roundOver] = [this.rounds + 1, false];
      const said = /^SEND_(.*)$/.exec(effect)?.[1] as AskedEvent | undefined;
      if (said !== undefined) this.send('asker', said);
    }
  }
}
