import { ERASURE_GROUNDS } from '#libs/catalogue';
import { CrexError } from '#libs/protocol';

/** The ground on which the node erases by itself. */
export const RULE_GROUND = 'RETENTION-ENDED';

/**
 * A person's order needs a ground of the published list; that a retention has ended is for the rule to say.
 *
 * @throws erasure.unknown-ground
 */
export function checkOrderGround(ground: string): void {
  const known = ERASURE_GROUNDS.filter(({ by }) => by === 'order').map(({ code }) => code);
  if (!known.includes(ground)) {
    throw new CrexError('erasure.unknown-ground', 'an order to erase names a legal ground of the published list', {
      nextStep: `one of: ${known.join(', ')}`,
    });
  }
}
