// A process of a mutation run (mutation.mjs): runs one spec after the other, each with one check switched off, and says
// whether a test failed. The project's own modules are loaded anew for each spec, as a test runner does; the packages
// of others, which take most of the time, only once.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import 'reflect-metadata';
import { expect } from 'expect';
import * as circus from 'jest-circus';

const ONE_TEST_LIMIT_MS = 40_000;
const root = `${pathToFileURL(process.cwd())}/`;
let load = 0;
/** What is seen of the spec that runs now. */
let seen = { without: undefined, reachedBy: new Map(), failed: undefined };
/** Where checks count that are reached outside of any test: while a suite is set up or closed. */
const OUTSIDE = '';
let place = OUTSIDE;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const own = found.url.startsWith(`${root}apps/`) || found.url.startsWith(`${root}libs/`) || found.url.startsWith(`${root}test/`); // prettier-ignore
    return own && found.format === 'module' ? { ...found, url: `${found.url}?load=${load}` } : found;
  },
});

const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, expect });
globalThis.crexCheck = (id) => {
  const ids = seen.reachedBy.get(place) ?? new Set();
  seen.reachedBy.set(place, ids.add(id));
  return id !== seen.without;
};

/** The first test that fails is enough: what is left of the spec is skipped, but what it opened is closed. */
circus.addEventHandler((event) => {
  if (event.name === 'test_start') place = nameOf(event.test);
  if (event.name === 'test_done') place = OUTSIDE;
  if (event.name === 'test_start' && seen.failed !== undefined) event.test.mode = 'skip';
  if (event.name === 'run_describe_start' && seen.failed !== undefined) event.describeBlock.mode = 'skip';
  if (event.name === 'hook_failure') seen.failed ??= event.hook.type;
  if (event.name === 'test_done') {
    const broken = event.test.mode === 'skip' ? [] : expect.extractExpectedAssertionsErrors();
    if (broken.length + event.test.errors.length > 0) {
      seen.failed ??= event.test.name;
      seen.why ??= String(event.test.errors[0]?.[0]?.stack ?? event.test.errors[0]);
    }
  }
});
process.on('uncaughtException', (error) => {
  seen.failed ??= 'uncaught';
  seen.why ??= String(error.stack);
});
process.on('unhandledRejection', () => undefined);

function nameOf({ name, parent }) {
  return parent === undefined ? name : `${nameOf(parent)} > ${name}`;
}

/** A suite without a test that is wanted is not even set up. */
function skipAllBut(wanted, { children }) {
  for (const child of children) {
    if (child.type === 'describeBlock') skipAllBut(wanted, child);
    else if (!wanted.has(nameOf(child))) child.mode = 'skip';
  }
}

async function runSpec({ spec, without, tests }) {
  load += 1;
  const began = Date.now();
  seen = { without, reachedBy: new Map(), failed: undefined, why: undefined };
  place = OUTSIDE;
  circus.resetState();
  circus.getState().testTimeout = ONE_TEST_LIMIT_MS;
  try {
    await import(pathToFileURL(join(process.cwd(), spec.replace(/\.ts$/, '.js'))));
    if (tests !== undefined) skipAllBut(new Set(tests), circus.getState().rootDescribeBlock);
    await circus.run();
  } catch (error) {
    seen.failed ??= 'loading';
    seen.why ??= String(error.stack);
  }
  const { failed, why } = seen;
  const reachedBy = [...seen.reachedBy].map(([name, ids]) => [name, [...ids]]);
  process.exitCode = undefined;
  return { spec, reachedBy, failed, why, milliseconds: Date.now() - began };
}

process.on('message', (order) => void runSpec(order).then((result) => process.send(result)));
process.on('disconnect', () => process.exit());
process.send({ ready: true });
