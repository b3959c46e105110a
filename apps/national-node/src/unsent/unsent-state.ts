import { advance, askedQuestion, isIllegal, type AskedEvent, type AskedState } from '#libs/lifecycle';
import { CrexError } from '#libs/protocol';

/** Where a request stands before its questions have states of their own. */
export type UnsentState = Extract<AskedState, 'DRAFT' | 'AWAITING_APPROVAL' | 'SUBMITTED' | 'DISCARDED'>;

type UnsentEvent = Extract<AskedEvent, 'SUBMIT' | 'ASK_APPROVAL' | 'APPROVE' | 'RETURN' | 'DISCARD'>;

/** Only a draft can be submitted, and only a draft is changed. @throws ask.not-a-draft */
export function checkDraft(state: UnsentState): void {
  stepTo(state, 'SUBMIT');
}

/** Where the table of asked questions leads from here. @throws ask.not-a-draft when it leads nowhere */
export function stepTo(state: UnsentState, event: UnsentEvent): UnsentState {
  const step = advance(askedQuestion, state, event);
  if (isIllegal(step)) {
    throw new CrexError('ask.not-a-draft', 'this request has been submitted, or is over', {
      nextStep: 'see where the request stands',
    });
  }
  return step.to as UnsentState;
}
