import fc from 'fast-check';
import {
  FOREIGN_CONVICTION_STATES,
  notification,
  type ForeignConvictionState,
  type NotificationState,
} from './index.js';
import { NotificationWalk } from './notification-walk.jest.js';

/** What its country may know of the version that the country of nationality holds. */
const AGREEING: Partial<Record<ForeignConvictionState, readonly NotificationState[]>> = {
  STORED: ['STORED'],
  DELETED: ['STORED'],
  RECALLED: ['STORED'],
  REFUSED: ['REFUSED'],
};

const anyWay = fc.array(fc.nat(10_000), { maxLength: 60 });

function walk(choices: readonly number[], look: (walking: NotificationWalk) => void = () => undefined) {
  const walking = new NotificationWalk();
  for (const choice of choices) {
    walking.act(choice);
    look(walking);
  }
  walking.finish();
  look(walking);
  return walking;
}

describe('the country of a conviction and the country of nationality', () => {
  it('come to ends that agree, whatever is lost, doubled, overtaken or given up', () => {
    fc.assert(
      fc.property(anyWay, (choices) => {
        const { versions, held, heldVersion, hasLeft } = walk(choices);
        for (const { state } of versions) expect(notification.ends).toContain(state);
        const current = versions.find(({ version }) => version === heldVersion);
        if (current === undefined) expect(held).toBe('UNKNOWN');
        else expect(hasLeft ? ['STORED', 'REFUSED'] : AGREEING[held]).toContain(current.state);
        // what is later than that has never come
        const later = versions.filter(({ version = 0 }) => version > heldVersion);
        for (const { state } of later) expect(['REJECTED', 'WITHHELD', 'SUPERSEDED']).toContain(state);
      }),
      { numRuns: 5_000 },
    );
  });

  it('keep the order of versions: none goes back, and a deletion wins over every version before it', () => {
    fc.assert(
      fc.property(anyWay, (choices) => {
        let last = 0;
        walk(choices, ({ held, heldVersion, deletedAt }) => {
          expect(heldVersion).toBeGreaterThanOrEqual(last);
          last = heldVersion;
          if (deletedAt > 0 && heldVersion === deletedAt) expect(held).toBe('DELETED');
        });
      }),
      { numRuns: 3_000 },
    );
  });

  it('come to every end that there is', () => {
    const [told, held] = [new Set<string>(), new Set<string>()];
    fc.assert(
      fc.property(anyWay, (choices) => {
        const walked = walk(choices);
        for (const { state } of walked.versions) told.add(state);
        held.add(walked.held);
      }),
      { numRuns: 5_000, seed: 1 },
    );
    expect([...told].sort()).toEqual([...notification.ends].sort());
    expect([...held].sort()).toEqual(FOREIGN_CONVICTION_STATES.filter((state) => state !== 'WAITING').sort());
  });
});
