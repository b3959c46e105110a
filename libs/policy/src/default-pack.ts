import { conditions } from './default-rules/conditions.js';
import { whatLeaves } from './default-rules/what-leaves.js';
import { whoAsksAndAnswers } from './default-rules/who-asks-and-answers.js';
import type { PolicyText } from './policy-set.js';

/**
 * The rules that hold where a country has not written its own: who may ask, what is answered, what leaves. Illustrative:
 * the mapping of a country's offices to the six roles, and each rule's legal ground, await its lawyers.
 *
 * @see libs/catalogue for purposes, outcomes and their sources
 */
export const defaultPolicies: PolicyText = {
  name: 'default.cedar',
  text: [whoAsksAndAnswers, conditions, whatLeaves].join(''),
};
