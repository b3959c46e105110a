import { CrexError } from '#libs/protocol';
import type { Official } from '../context.js';
import type { Auditor } from './audited-read.js';

const MANDATE = /^[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?$/;

/**
 * An official with the mandate of the header CREX-Mandate.
 *
 * @throws log.mandate-missing: who looks into the log says by whose order
 */
export function auditorOf(official: Official, mandate: string | undefined): Auditor {
  if (mandate === undefined || !MANDATE.test(mandate)) {
    throw new CrexError('log.mandate-missing', 'the header CREX-Mandate must hold 1 to 100 visible characters', {
      nextStep: 'send the file number of the order under which you look into the log',
    });
  }
  return { official, mandate };
}
