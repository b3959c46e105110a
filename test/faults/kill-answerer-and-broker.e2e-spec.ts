import { BROKER } from '#libs/protocol';
import { killAtEveryStep } from './kill-at-every-step.jest.js';

describe('nothing is lost and nothing happens twice: the answering node and the broker', () => {
  killAtEveryStep({ struck: ['BR', BROKER], andAllElse: false });
});
