import { Alliance } from '#libs/ceremony';
import type { Person } from '#libs/protocol';
import type { DevelopmentAuthority } from '#libs/extract';
import { personAt } from '#libs/synthetic';
import { fixedClock, type FixedClock } from '#libs/testing';
import { StandInBroker } from './stand-in-broker.js';
import { TestNode } from './test-node.js';

const SEED = { country: 'BR', seed: '23' } as const;

/** A person of Brazil with convictions that may be told for criminal matters, and for nothing else. */
export function convicted(index: number, more: Partial<Person> = {}): Person {
  const people = Array.from({ length: 400 }, (_, at) => personAt(SEED, at)).filter(
    ({ convictions, birthDate }) => convictions.length > 0 && birthDate.length === 10,
  );
  const found = people[index];
  if (found === undefined) throw new Error('nobody left');
  const convictions = found.convictions.slice(0, 1).map((conviction, at) => ({
    ...conviction,
    ...{ id: `BR:TJSP:${index}-${at}:2015`, recordKind: 'FINAL_CONVICTION' as const, minorAtOffence: 'N' as const },
    transmittable: { criminal: 'Y' as const, other: 'N' as const },
  }));
  return { ...found, convictions, ...more };
}

/** Argentina and Brazil with their real nodes, and a broker that stands in; GY is suspended. */
export class TwoNodes implements AsyncDisposable {
  private constructor(
    readonly clock: FixedClock,
    readonly alliance: Alliance,
    readonly broker: StandInBroker,
    readonly ar: TestNode,
    readonly br: TestNode,
  ) {}

  static async start(registers: {
    readonly ar?: readonly Person[];
    readonly br: readonly Person[];
    /** With an authority for time-stamps: both issue extracts. */
    readonly timeStamps?: (clock: FixedClock) => Promise<DevelopmentAuthority>;
  }): Promise<TwoNodes> {
    const clock = fixedClock(Date.UTC(2026, 10, 20, 15)); // a Friday
    const members = ['AR', 'BR', 'GY', 'UY'] as const;
    const alliance = await Alliance.create({ env: 'test', members, suspended: ['GY'], nowMs: clock.nowMs() });
    const broker = new StandInBroker(alliance, clock);
    const timeStamps = await registers.timeStamps?.(clock);
    await using opening = new AsyncDisposableStack();
    const start = (country: 'AR' | 'BR', persons: readonly Person[]) =>
      TestNode.start({ alliance, clock, broker, country, persons, ...(timeStamps && { timeStamps }) });
    const ar = opening.use(await start('AR', registers.ar ?? []));
    const br = opening.use(await start('BR', registers.br));
    opening.move();
    return new TwoNodes(clock, alliance, broker, ar, br);
  }

  /** Everything that is on its way arrives and is dealt with, until nothing moves any more. */
  async exchange(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      for (const node of [this.ar, this.br]) await node.verbs.issuing.sealExtracts.run();
      for (const node of [this.ar, this.br]) await node.verbs.deliver.run();
      for (const node of [this.ar, this.br]) await node.receive();
    }
  }

  async advanceDays(days: number): Promise<void> {
    this.clock.advance(days * 24 * 3_600_000);
    await this.alliance.renew(this.clock.nowMs());
    for (const node of [this.ar, this.br]) await node.base.directory.refresh();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ar.close();
    await this.br.close();
  }
}
