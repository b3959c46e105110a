import type { RequestList, RequestQuery } from '../api/shapes.js';
import { isOpen, moodOf } from './states.js';

type Listed = RequestList['requests'][number];

const SHOWN = {
  unread: ({ questions }: Listed) => questions.some(({ unreadSince }) => unreadSince !== undefined),
  attention: ({ questions }: Listed) => questions.some(({ state }) => moodOf(state) === 'attention'),
  open: ({ questions }: Listed) => questions.some(({ state }) => isOpen(state)),
  done: ({ questions }: Listed) => questions.every(({ state }) => !isOpen(state)),
} as const satisfies Record<NonNullable<RequestQuery['show']>, unknown>;

/** The requests that a look asks for; what it does not name is not looked at. */
export function narrow(requests: readonly Listed[], { show, kind, country }: RequestQuery): Listed[] {
  return requests.filter(
    (request) =>
      (show === undefined || SHOWN[show](request)) &&
      (kind === undefined || request.kind === kind) &&
      (country === undefined || request.questions.some((question) => question.country === country)),
  );
}
