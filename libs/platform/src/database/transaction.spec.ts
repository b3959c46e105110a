import { isDisconnected } from './transaction.js';

const failed = (fields: object) => Object.assign(new Error('failed'), fields);

describe('a database that cannot be reached', () => {
  it.each([
    ['the network', failed({ code: 'ECONNREFUSED' })],
    ['both addresses of a name', failed({ errors: [failed({ code: 'ECONNREFUSED' })] })],
    ['the server as it stops', failed({ driverError: failed({ code: '57P01' }) })],
    ['the server when it is full', failed({ driverError: failed({ code: '53300' }) })],
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['the pool, after waiting', new Error('timeout exceeded when trying to connect')],
  ])('is told by %s', (_, error) => {
    expect(isDisconnected(error)).toBe(true);
  });

  it.each([[failed({ driverError: failed({ code: '23505' }) })], [new Error('x')], [undefined], ['ECONNREFUSED']])(
    'is not told by %p',
    (error) => {
      expect(isDisconnected(error)).toBe(false);
    },
  );

  it('is told of an error that is its own cause without going round in circles', () => {
    const error = failed({ code: '23505' });
    expect(isDisconnected(Object.assign(error, { driverError: error }))).toBe(false);
  });
});
