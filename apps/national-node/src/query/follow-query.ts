import { FollowStates } from '../events/follow-states.js';

/** Follows the states of a query: a name of its own, by which Nest gives it to the controller. */
export class FollowQuery extends FollowStates {}
