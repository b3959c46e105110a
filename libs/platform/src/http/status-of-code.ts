/** HTTP status per error code or per origin (the code's first word): `{ 'directory.expired': 503, requester: 422 }`. */
export type StatusMap = Readonly<Record<string, number>>;

/** By the last word of a code, for the words that mean the same wherever they stand. */
const BY_LAST_WORD: StatusMap = {
  'invalid-json': 400,
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'invalid-input': 422,
  'rate-limited': 429,
  unavailable: 503,
};

/**
 * The one place that decides which HTTP status an error code has: the app's entry for the code, then the meaning of its
 * last word, then the app's entry for its origin. `undefined`: nobody planned to show this code, so it is a failure of ours.
 */
export function statusOfCode(code: string, ofApp: StatusMap): number | undefined {
  const [origin = '', ...rest] = code.split('.');
  return ofApp[code] ?? BY_LAST_WORD[rest.at(-1) ?? ''] ?? ofApp[origin];
}
