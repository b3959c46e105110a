import { killAtEveryStep } from './kill-at-every-step.jest.js';

describe('nothing is lost and nothing happens twice: the asking node, PostgreSQL, everything at once', () => {
  killAtEveryStep({ struck: ['AR'], andAllElse: true });
});
