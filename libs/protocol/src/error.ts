/**
 * The one error type of CREX. A code is `<origin>.<what>` on the wire (`requester.` `broker.` `responder.`) and
 * `<room>.<what>` inside an app; it never changes once published. `detail` says what is wrong, `nextStep` what to do.
 * Neither may carry personal data: they end in logs and in answers to strangers.
 */
export class CrexError extends Error {
  override readonly name = 'CrexError';
  readonly code: string;
  /** What to do about it, for the person who reads the answer. */
  readonly nextStep: string | undefined;
  /** JSON pointers (RFC 6901) to the elements at fault. */
  readonly pointers: readonly Pointer[];

  constructor(code: string, detail: string, options: CrexErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.nextStep = options.nextStep;
    this.pointers = options.pointers ?? [];
  }
}

/** One element at fault: where it stands and which rule it breaks (never its value). */
export interface Pointer {
  readonly pointer: string;
  readonly rule: string;
}

export interface CrexErrorOptions {
  readonly cause?: unknown;
  readonly nextStep?: string;
  readonly pointers?: readonly Pointer[];
}

/** True for a {@link CrexError}, optionally with this code. */
export function isCrexError(error: unknown, code?: string): error is CrexError {
  return error instanceof CrexError && (code === undefined || error.code === code);
}
