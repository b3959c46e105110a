/** The HTTP status of the broker's codes (docs/protocol/transport.md §7). */
export const STATUSES = {
  message: 400,
  'message.sender-suspended': 403,
  'message.over-limit': 429,
  pki: 401,
  directory: 400,
  'directory.not-next-version': 409,
  'directory.none': 503,
  'directory.expired': 503,
} as const;
