import { FollowStates } from '../events/follow-states.js';

/** Follows the states of a query. */
export class FollowQuery extends FollowStates {}
