import { adviceFor, ApiProblem, problemOf } from './problem.js';

describe('what to do about a problem', () => {
  it.each([
    [403, 'ask.not-allowed', 'policy'],
    [403, 'something.new', 'notAllowed'],
    [404, 'ask.not-found', 'notFound'],
    [409, 'something.new', 'changed'],
    [422, 'ask.invalid-input', 'invalid'],
    [429, 'platform.over-limit', 'tooMuch'],
    [503, 'register.unavailable', 'later'],
    [401, 'staff.unauthenticated', 'signedOut'],
    [401, 'auth.step-up-needed', 'stepUp'],
  ])('%i %s: %s', (status, code, advice) => {
    expect(adviceFor(new ApiProblem(status, code))).toBe(advice);
  });

  it('takes what never reached the node for being offline', () => {
    expect(adviceFor(new TypeError('Failed to fetch'))).toBe('offline');
  });

  it.each([undefined, 'a gateway says no', null, { code: 7 }])(
    'reads %j, which is no problem document, by its status',
    (body) => {
      expect(problemOf(502, body).code).toBe('http.502');
    },
  );

  it('does not take a word of every object for a code', () => {
    expect(adviceFor(new ApiProblem(500, 'constructor'))).toBe('later');
  });
});
