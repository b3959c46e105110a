import assert from 'node:assert/strict';
import { Channel, type Sent } from './channel.jest.js';
import { advance, foreignConviction, isIllegal, notification } from './index.js';
import type { ForeignConvictionEvent, ForeignConvictionState, NotificationEvent, NotificationState } from './index.js';

export interface Version {
  readonly action: 'CONVICTION' | 'UPDATE' | 'DELETE';
  version?: number;
  state: NotificationState;
  /** How often it was sent. */
  tries: number;
}

type Message =
  | { readonly kind: 'NOT'; readonly of: Version; readonly version: number; readonly try: number }
  | { readonly kind: 'NRS_STORED' | 'NRS_REFUSED' | 'NRS_WAITING' | 'FEM' | 'RECALL'; readonly of: Version };

const MOST_VERSIONS = 5;
const MOST_TRIES = 3;

/** One conviction: its country, which tells its versions, and the country of nationality, which heeds them in their order. */
export class NotificationWalk {
  readonly versions: Version[] = [{ action: 'CONVICTION', state: notification.initial, tries: 0 }];
  held: ForeignConvictionState = foreignConviction.initial;
  heldVersion = 0;
  /** The version that a DELETE brought last. */
  deletedAt = 0;
  /** Whether the person of the newest version has left the register there. */
  hasLeft = false;
  private isOver = false;
  private readonly channel = new Channel<Message>();

  /** One of the things that may happen now, chosen by `choice`. */
  act(choice: number): void {
    const all = [...this.steps(choice), ...this.losses(), ...this.channel.doubles()];
    all[choice % Math.max(all.length, 1)]?.();
  }

  /** Nothing more is decided by chance: everything is sent and arrives, early versions wait no longer, the clerk decides. */
  finish(): void {
    this.isOver = true;
    for (let rest = 0; rest < 300; rest++) {
      const all = [...this.sends(), ...this.channel.deliveries((each) => this.heed(each, 0)), ...this.decisions()];
      if (all[0] === undefined) return;
      all[0]();
    }
    assert.fail('the walk does not end');
  }

  private steps(choice: number) {
    return [
      ...this.sends(),
      ...this.channel.deliveries((each) => this.heed(each, choice)),
      ...this.decisions(),
      ...this.changes(choice),
      ...this.drops(),
      ...this.recalls(),
      ...(this.held === 'STORED' || this.held === 'RECALLED' ? [() => this.leave()] : []),
      ...(choice % 29 === 0 ? [() => void (this.isOver = true)] : []),
    ];
  }

  /** The register has changed: what nobody has seen yet is replaced, and nothing is taken back that was never told. */
  private changes(choice: number) {
    if (this.versions.length >= MOST_VERSIONS) return [];
    return [
      () => {
        const newest = this.versions.at(-1);
        if (newest?.state === 'NEW' && newest.version === undefined) this.versions.pop();
        const told = this.versions.filter(({ state }) => state !== 'WITHHELD').at(-1);
        const isTold = told !== undefined && told.action !== 'DELETE' && told.state !== 'REFUSED';
        const action = isTold ? (choice % 2 === 0 ? 'UPDATE' : 'DELETE') : 'CONVICTION';
        this.versions.push({ action, state: notification.initial, tries: 0 });
      },
    ];
  }

  private sends() {
    return this.fresh().map((one) => () => {
      one.version ??= Math.max(0, ...this.versions.map(({ version = 0 }) => version)) + 1;
      this.move(one, 'SEND');
    });
  }

  private drops() {
    return this.fresh().flatMap((one) => [() => this.move(one, 'WITHHOLD'), () => this.move(one, 'SUPERSEDE')]);
  }

  private fresh() {
    return this.versions.filter(({ state }) => state === 'NEW');
  }

  /** Lost for good; or given up though it comes, which is found out by the answer. */
  private losses() {
    const isNewest = (said: Message) => said.kind === 'NOT' && said.of.tries === said.try && said.try < MOST_TRIES;
    const giveUp = (said: Message) => this.move(said.of, 'UNDELIVERED');
    const waiting = this.channel.underWay.filter(({ said }) => isNewest(said) && said.of.state === 'SENT');
    return [
      ...this.channel.losses(
        (said) => isNewest(said) || said.kind === 'RECALL',
        (said) => (said.kind === 'NOT' ? giveUp(said) : undefined),
      ),
      ...waiting.map(
        ({ said }) =>
          () =>
            giveUp(said),
      ),
    ];
  }

  private recalls() {
    return this.versions
      .filter(({ state, action }) => state === 'STORED' && action !== 'DELETE')
      .map((of) => () => this.channel.send('there', { kind: 'RECALL', of }));
  }

  private decisions() {
    if (this.held !== 'WAITING') return [];
    return [() => this.work('PLACE', this.current()), () => this.work('TURN_AWAY', this.current())];
  }

  private leave() {
    this.hasLeft = true;
    this.work('LEAVE', this.current());
  }

  private current(): Version {
    const found = this.versions.find(({ version }) => version === this.heldVersion);
    return found ?? assert.fail('a version that nobody has sent');
  }

  private heed({ said }: Sent<Message>, choice: number): void {
    if (said.kind === 'NOT') this.take(said, choice);
    else if (said.kind === 'RECALL') {
      if (said.of.version === this.heldVersion) this.work('RECALL', said.of);
    } else {
      this.move(said.of, said.kind);
      this.overtake();
    }
  }

  private take(not: Extract<Message, { kind: 'NOT' }>, choice: number) {
    const { of, version } = not;
    if (choice % 13 === 0) this.channel.send('here', { kind: 'FEM', of });
    else if (version <= this.heldVersion) this.work('OLD', of);
    else if (of.action !== 'DELETE' && version > this.heldVersion + 1 && !this.isOver) {
      this.work('EARLY', of);
      this.channel.send('there', not);
    } else {
      this.heldVersion = version;
      this.hasLeft = false;
      if (of.action === 'DELETE') this.deletedAt = version;
      this.work(
        of.action === 'DELETE' ? 'DELETE' : ((['STORE', 'WAIT', 'REFUSE'] as const)[choice % 3] ?? 'STORE'),
        of,
      );
    }
  }

  private move(of: Version, event: NotificationEvent) {
    const step = advance(notification, of.state, event);
    if (isIllegal(step)) assert.fail(`no rule for ${event} in ${of.state}`);
    of.state = step.to;
    for (const _ of step.effects) {
      of.tries += 1;
      this.channel.send('there', { kind: 'NOT', of, version: of.version ?? 0, try: of.tries });
    }
  }

  /** Of what a clerk was to decide there, a later version has come: that is what is decided on. */
  private overtake() {
    const known = this.versions.filter(({ state }) => ['WAITING', 'STORED', 'REFUSED'].includes(state));
    const newest = Math.max(...known.map(({ version = 0 }) => version));
    for (const one of known) {
      if (one.state === 'WAITING' && (one.version ?? 0) < newest) this.move(one, 'SUPERSEDE');
    }
  }

  private work(event: ForeignConvictionEvent, of: Version) {
    const step = advance(foreignConviction, this.held, event);
    if (isIllegal(step)) assert.fail(`no rule for ${event} in ${this.held}`);
    this.held = step.to;
    for (const effect of step.effects) {
      if (effect !== 'HOLD') {
        const kind = effect.slice('SEND_'.length) as 'NRS_STORED' | 'NRS_REFUSED' | 'NRS_WAITING';
        this.channel.send('here', { kind, of });
      }
    }
  }
}
