import Sequencer from '@jest/test-sequencer';

/**
 * Suites that start whole programs begin first, so that no worker is left alone with one of them at the end. Among
 * equals the order is jest's own: what took long the last time, or what is large.
 */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const isWhole = ({ path }) => /\/test\/(faults|hostile|e2e|erasure)\/[^/]*\.e2e-spec\.ts$/.test(path);
    const sorted = super.sort(tests);
    return [...sorted.filter(isWhole), ...sorted.filter((test) => !isWhole(test))];
  }
}
