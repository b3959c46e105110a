import { FollowStates } from '../events/follow-states.js';

/** Follows the states of a request. */
export class FollowRequest extends FollowStates {}
