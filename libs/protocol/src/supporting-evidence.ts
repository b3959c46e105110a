import { closed } from './bodies/fields.js';
import { lineSchema } from './subject.js';

/** What an asker brings in support of a question, besides case and legal basis; the purpose says what must stand. */
export interface SupportingEvidence {
  /** ICCS codes of what the person is accused of. */
  readonly accusedOffences?: readonly string[];
  /** Why the register must be asked, in words. */
  readonly reason?: string;
  /** Where the person is held or checked. */
  readonly place?: string;
  /** For which court. */
  readonly court?: string;
  /** The person's own consent: the day it was given (`YYYY-MM-DD`) and where it is kept. */
  readonly consent?: { readonly givenOn: string; readonly reference: string };
  /** The work or office that the person is to have. */
  readonly position?: string;
  /** How the person proved who they are. */
  readonly identityProof?: string;
  /** The provision of the asking country's own law. */
  readonly law?: string;
}

/** What supports a question: as it stands in the message, and in the log beside the case. */
export interface Support {
  readonly evidence?: SupportingEvidence;
  /** The task force of the Alliance for which it is asked: its questions go first. */
  readonly taskForce?: string;
}

/** The support alone, of whatever carries it; what is absent stays absent. */
export function supportOf({ evidence, taskForce }: Support): Support {
  return { ...(evidence && { evidence }), ...(taskForce !== undefined && { taskForce }) };
}

const MAX_ACCUSED_OFFENCES = 10;

export const evidenceSchema = closed(
  {
    accusedOffences: {
      ...{ type: 'array', minItems: 1, maxItems: MAX_ACCUSED_OFFENCES, uniqueItems: true },
      items: { type: 'string', pattern: '^[0-9]{2,6}$' },
    },
    reason: lineSchema(400),
    place: lineSchema(400),
    court: lineSchema(400),
    consent: closed({
      givenOn: { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' },
      reference: lineSchema(50),
    }),
    position: lineSchema(400),
    identityProof: lineSchema(200),
    law: lineSchema(200),
  },
  ['accusedOffences', 'reason', 'place', 'court', 'consent', 'position', 'identityProof', 'law'],
);

/** Code of a task force: the members' own list says what it is. */
export const taskForceSchema = { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$' } as const;
