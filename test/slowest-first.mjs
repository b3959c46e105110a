import Sequencer from '@jest/test-sequencer';

/** What starts whole programs, the longest kind first. */
const WHOLE = [/\.browser-spec\.ts$/, /\/test\/(faults|hostile|e2e|erasure)\/[^/]*\.e2e-spec\.ts$/];

/**
 * Suites that start whole programs begin first, so that no worker is left alone with one of them at the end. Among
 * equals the order is jest's own: what took long the last time, or what is large.
 */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const kindOf = ({ path }) => {
      const kind = WHOLE.findIndex((pattern) => pattern.test(path));
      return kind === -1 ? WHOLE.length : kind;
    };
    return super.sort(tests).toSorted((left, right) => kindOf(left) - kindOf(right));
  }
}
