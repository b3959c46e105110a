import { CrexError } from '#libs/protocol';
import { problemOf } from './problem.js';
import { statusOfCode } from './status-of-code.js';

describe('the HTTP status of a code', () => {
  it("is the app's entry for it, else what its last word means, else the app's entry for its origin", () => {
    const ofApp = { 'ask.not-found': 410, ask: 422 };
    expect(statusOfCode('ask.not-found', ofApp)).toBe(410);
    expect(statusOfCode('answer.not-found', ofApp)).toBe(404);
    expect(statusOfCode('ask.too-vague', ofApp)).toBe(422);
    expect(statusOfCode('answer.too-vague', ofApp)).toBeUndefined();
    expect(statusOfCode('odd', ofApp)).toBeUndefined();
  });
});

describe('problem details', () => {
  it.each([undefined, null, 'text', { statusCode: 404 }, Object.assign(new Error('x'), { statusCode: 400 })])(
    'say nothing about %p',
    (thrown) => {
      const { problem, unexpected } = problemOf(thrown, 'id', {});
      expect([problem.code, problem.status, unexpected]).toEqual(['platform.internal', 500, true]);
    },
  );

  it('carry the pointers of the error', () => {
    const pointers = [{ pointer: '/a', rule: 'missing' }];
    const { problem } = problemOf(new CrexError('a.invalid-input', 'no', { pointers }), 'id', {});
    expect(problem.pointers).toEqual(pointers);
  });
});
