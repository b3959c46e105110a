import { appendFileSync, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';
import { Agent, type Dispatcher } from 'undici';
import type { Arming } from './arming.js';

/**
 * Finds the steps of a process from outside: every COMMIT of a transaction that wrote, every network send, every
 * renamed file, each just before it happens and just after. Product code has no hook; what is wrapped here is pg, undici,
 * node:http and node:fs, before the real entry file is imported.
 *
 * A step is a label and how often it has come since the process was armed. The file named by FAULT_CONTROL says whether
 * it is armed and at which step it dies; FAULT_TRACE gets a line for each step.
 */
export function intercept(): void {
  const step = stepper(setting('FAULT_CONTROL'), setting('FAULT_TRACE'));
  interceptDatabase(step);
  interceptRequests(step);
  interceptAnswers(step);
  interceptRenames(step);
}

type Step = (label: string) => void;

function stepper(controlFile: string, traceFile: string): Step {
  let armedAs: string | undefined;
  const seen = new Map<string, number>();
  return (label) => {
    const { run, target, signal } = JSON.parse(readFileSync(controlFile, 'utf8')) as Arming;
    if (run === undefined) return;
    if (run !== armedAs) seen.clear();
    armedAs = run;
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    const name = `${label} #${count}`;
    appendFileSync(traceFile, `${JSON.stringify({ run, step: name })}\n`);
    if (name === target) process.kill(process.pid, signal ?? 'SIGKILL');
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
}
type Query = (this: object, ...parameters: unknown[]) => unknown;

/** Tables that a statement writes to; `FOR UPDATE` and `DO UPDATE SET` are no tables. */
const WRITES = /\b(?:INSERT\s+INTO|DELETE\s+FROM|UPDATE)\s+(?!SET\b|SKIP\b|OF\b)"?(\w+)|\b(audit_append)\s*\(/gi;
/** What a process keeps for itself when it starts; no part of an exchange. */
const OWN_AFFAIRS = /^directory_|^audit_dek$|_statistics$/;

function interceptDatabase(step: Step): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  /** Tables written in the open transaction of each client. */
  const open = new WeakMap<object, Set<string>>();

  prototype.query = function intercepted(this: object, ...parameters: unknown[]): unknown {
    const text = textOf(parameters[0]).trimStart();
    if (/^(BEGIN|START TRANSACTION)/i.test(text)) open.set(this, new Set());
    const written = open.get(this);
    const tables = tablesOf(text);
    const ends = /^(COMMIT|ROLLBACK(?!\s+TO))/i.exec(text)?.[1]?.toUpperCase();
    if (ends !== undefined) open.delete(this);

    const commits = ends === 'COMMIT' && written !== undefined && written.size > 0 ? [...written] : [];
    const alone = written === undefined ? tables : [];
    const label = [...commits, ...alone].sort().join(' ');
    if (label !== '') step(`before commit of ${label}`);
    return whenDone(query, this, parameters, (answer) => {
      if (commits.length > 0 || (alone.length > 0 && hasWritten(answer))) step(`after commit of ${label}`);
      if (written !== undefined && tables.length > 0 && hasWritten(answer))
        for (const each of tables) written.add(each);
    });
  };
}

function textOf(config: unknown): string {
  return typeof config === 'string' ? config : ((config as { text?: string } | null)?.text ?? '');
}

function tablesOf(text: string): string[] {
  const names = [...text.matchAll(WRITES)].map(([, table, append]) => (table ?? append ?? '').toLowerCase());
  return [...new Set(names)].filter((name) => !OWN_AFFAIRS.test(name));
}

function hasWritten({ rowCount }: Answer): boolean {
  return (rowCount ?? 0) > 0;
}

/** `done` runs before the caller hears of the answer, whether it waits by promise or by callback. */
function whenDone(query: Query, client: object, parameters: unknown[], done: (answer: Answer) => void): unknown {
  const callback = parameters.at(-1);
  if (typeof callback === 'function') {
    const told = (error: unknown, answer: Answer) => {
      if (error === null || error === undefined) done(answer);
      return (callback as (error: unknown, answer: Answer) => unknown)(error, answer);
    };
    return query.call(client, ...parameters.slice(0, -1), told);
  }
  const result = query.call(client, ...parameters);
  if (!(result instanceof Promise)) return result;
  return result.then((answer: Answer) => {
    done(answer);
    return answer;
  });
}

type Handler = Dispatcher.DispatchHandler;

function interceptRequests(step: Step): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the agent as `this`
  const dispatch = Agent.prototype.dispatch;
  Agent.prototype.dispatch = function intercepted(this: Agent, options, handler): boolean {
    const what = `${options.method} ${pathOf(options.path)}`;
    if (isDirectory(what)) return dispatch.call(this, options, handler);
    step(`before send of ${what}`);
    return dispatch.call(
      this,
      options,
      hearingOfTheAnswer(handler, () => step(`after answer to ${what}`)),
    );
  };
}

/** The same handler (its class may have private fields, so no proxy), with a word before the answer's headers. */
function hearingOfTheAnswer(handler: Handler, heard: () => void): Handler {
  const methods = new Set<string>();
  for (let each: object | null = handler; each !== null && each !== Object.prototype; each = prototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) if (name.startsWith('on')) methods.add(name);
  }
  const source = handler as Record<string, unknown>;
  const listening: Record<string, unknown> = {};
  for (const name of methods) {
    const method = source[name];
    if (typeof method !== 'function') continue;
    listening[name] = (...parameters: unknown[]): unknown => {
      if (name === 'onResponseStart') heard();
      return method.call(handler, ...parameters) as unknown;
    };
  }
  return listening;
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}

/** Answers of a server: the broker's to the nodes, a node's to its officials. */
function interceptAnswers(step: Step): void {
  const begun = new WeakSet<ServerResponse>();
  const begin = (response: ServerResponse) => {
    if (begun.has(response)) return;
    begun.add(response);
    const what = `${response.req.method ?? ''} ${pathOf(response.req.url ?? '')}`;
    if (isDirectory(what)) return;
    step(`before answer to ${what}`);
    response.once('finish', () => step(`after sending the answer to ${what}`));
  };
  const prototype = ServerResponse.prototype as unknown as Record<'write' | 'end', Query>;
  for (const name of ['write', 'end'] as const) {
    const original = prototype[name];
    prototype[name] = function intercepted(this: object, ...parameters: unknown[]): unknown {
      begin(this as ServerResponse);
      return original.call(this, ...parameters);
    };
  }
}

function interceptRenames(step: Step): void {
  const rename = fs.rename;
  fs.rename = async (from, to) => {
    const name = String(to).split('/').at(-1) ?? '';
    step(`before rename to ${name}`);
    await rename(from, to);
    step(`after rename to ${name}`);
  };
  syncBuiltinESMExports();
}

function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ':id');
}

function isDirectory(what: string): boolean {
  return /^GET \/directory\/|\/v1\/directory\//.test(what);
}
