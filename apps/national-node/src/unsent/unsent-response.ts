import { COUNTRIES, PURPOSES, URGENCIES, type JsonSchema } from '#libs/protocol';
import type { AskInput } from '../ask/ask-input.js';
import { closed, time, timeOf, uuid } from '../ask/request-response.js';
import { listOf } from '../log/log-schemas.js';
import type { OpenUnsent, UnsentRequest } from './unsent.store.js';

const kind = {
  type: 'string',
  enum: ['REQ', 'QUERY'],
  description: 'for the record, or whether there is one',
} as const;
const countries = { type: 'array', items: { type: 'string', enum: COUNTRIES } } as const;
const body = { type: 'object', description: 'the members of the request or query, as they were written' } as const;
const staff = { type: 'string', description: 'staff number' } as const;
const lapsesAt = { ...time, description: 'it is over when nobody has submitted or approved it until then' } as const;

const draftFields = {
  ...{ id: { ...uuid, description: 'and of the request that it becomes' }, kind },
  state: { type: 'string', enum: ['DRAFT', 'AWAITING_APPROVAL'] },
  ...{ countries, createdAt: time, changedAt: time, lapsesAt },
} as const;

const waitingFields = {
  ...{ id: uuid, kind, countries },
  purpose: { type: 'string', enum: PURPOSES },
  urgency: { type: 'string', enum: URGENCIES },
  askedBy: staff,
  role: { type: 'string', description: 'in which it is asked' },
  ...{ askedAt: time, lapsesAt },
} as const;

/** JSON Schemas of what officials are shown of what is not sent. */
export const draftsSchema: JsonSchema = closed({ drafts: listOf(closed(draftFields)) });
export const draftSchema: JsonSchema = closed(
  {
    ...{ ...draftFields, request: body },
    returned: {
      ...closed({ reason: { type: 'string' } }, ['reason']),
      description: 'a second person has given it back',
    },
  },
  ['returned'],
);
export const waitingListSchema: JsonSchema = closed({ requests: listOf(closed(waitingFields)) });
export const waitingSchema: JsonSchema = closed({ ...waitingFields, request: body });
export const keptSchema: JsonSchema = closed({ id: uuid });
export const submittedSchema: JsonSchema = closed({ id: uuid, kind });
export const decidedSchema: JsonSchema = closed({
  ...{ id: uuid, state: { type: 'string', enum: ['SUBMITTED', 'DRAFT'] } },
});

/** Field by field, so that nothing leaves which nobody has named here. */
export function draftOf({ requestId, kind, state, countries, createdAt, changedAt, lapsesAt }: UnsentRequest) {
  const times = { createdAt: timeOf(createdAt), changedAt: timeOf(changedAt), lapsesAt: timeOf(lapsesAt) };
  return { id: requestId, kind, state, countries, ...times };
}

export function draftResponse({ body: request, returned, ...draft }: OpenUnsent) {
  return { ...draftOf(draft), request, ...(returned === undefined ? {} : { returned }) };
}

export function waitingOf({ requestId, kind, countries, askedBy, role, changedAt, lapsesAt, body }: OpenUnsent) {
  const { purpose, urgency } = body as AskInput;
  return {
    ...{ id: requestId, kind, countries, purpose, urgency, askedBy, role },
    ...{ askedAt: timeOf(changedAt), lapsesAt: timeOf(lapsesAt) },
  };
}

export function waitingResponse(waiting: OpenUnsent) {
  return { ...waitingOf(waiting), request: waiting.body };
}
