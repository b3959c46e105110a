import { isCrexError } from '#libs/protocol';

/*
 * What may stand in a log line. Log lines outlive erasure and travel far, so this is the second fence behind the rule
 * that nobody logs personal data: fields with a risky name are dropped, texts are cut, bytes are counted, and of a
 * foreign error everything stays except its message (PostgreSQL, JSON.parse and Node quote the value they refuse).
 */
const RISKY_NAME =
  /pass(word|phrase)|secret|token|authorization|cookie|credential|header|body|payload|query|param|url|href|subject|person|(given|family|first|last|full|sur)_?name|birth|document|national|address|email|phone|^(name|names|detail|value|values|sealed|plain)$/i;
const LONGEST_TEXT = 200;
const DEEPEST = 4;

/** A copy of the fields of a log line without what must not be there. */
export function safeFields(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !RISKY_NAME.test(name))
      .map(([name, value]) => [name, safeValue(value, depth)]),
  );
}

function safeValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}...` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (isError(value)) return errorFacts(value);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth >= DEEPEST) return '...';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => safeValue(item, depth + 1));
  return safeFields(value, depth + 1);
}

/** An error by any realm's constructor (in jest, Node's own errors are not `instanceof Error`). */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** What is safe to log of an error: kind, codes, place in the code, and the message only when it is our own. */
export function errorFacts(error: unknown, depth = 0): Record<string, unknown> {
  if (!isError(error)) return { type: typeof error };
  const { code, constraint, table, syscall, port, cause } = error as Error & Record<string, unknown>;
  const facts: Record<string, unknown> = {
    type: error.name,
    ...Object.fromEntries(
      Object.entries({ code, constraint, table, syscall, port }).filter(([, value]) =>
        /^(string|number)$/.test(typeof value),
      ),
    ),
    ...(isCrexError(error) ? { message: error.message } : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
  if (cause !== undefined && depth < DEEPEST) facts['cause'] = errorFacts(cause, depth + 1);
  return facts;
}
