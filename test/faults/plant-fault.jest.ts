import pg from 'pg';

/**
 * Lets the start of a suite break down: before its n-th connection to a database, or after its n-th `beforeAll`. Which
 * one, the environment says: PLANTED_FAULT=connection:5 or beforeAll:2.
 */
const [what, nth] = (process.env['PLANTED_FAULT'] ?? '').split(':');
let count = 0;

function faultOf(here: string): Error | undefined {
  if (here === what) count += 1;
  return here === what && count === Number(nth) ? new Error('planted: the start breaks down here') : undefined;
}

/** With a callback, or else a promise. */
type Connect = (this: pg.Client, done?: (error: Error) => void) => unknown;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its `this` below
const connect = pg.Client.prototype.connect as Connect;
const breakingConnect: Connect = function (done) {
  const fault = faultOf('connection');
  if (fault === undefined) return connect.call(this, done);
  if (done === undefined) return Promise.reject(fault);
  process.nextTick(done, fault);
  return undefined;
};
Object.assign(pg.Client.prototype, { connect: breakingConnect });

const { beforeAll: plain } = globalThis;
globalThis.beforeAll = (work, timeout) => {
  plain(async () => {
    await (work as () => Promise<void>)();
    const fault = faultOf('beforeAll');
    if (fault !== undefined) throw fault;
  }, timeout);
};
