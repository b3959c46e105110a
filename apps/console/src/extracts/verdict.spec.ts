import { verdictOf } from './verdict.js';

const finding = (part: string, result: 'good' | 'fault' | 'not-made') => ({ part, check: 'x', result, says: '' });

describe('the verdict on an extract, part by part', () => {
  it('is as bad as the worst check of the part, in the order of the parts', () => {
    const findings = [
      finding('log', 'not-made'),
      finding('seal', 'good'),
      finding('seal', 'fault'),
      finding('file', 'good'),
    ];
    expect(verdictOf(findings)).toEqual([
      { part: 'file', result: 'good', checks: 1 },
      { part: 'seal', result: 'fault', checks: 2 },
      { part: 'log', result: 'not-made', checks: 1 },
    ]);
  });

  it('says nothing of what nobody looked at', () => {
    expect(verdictOf([])).toEqual([]);
  });
});
