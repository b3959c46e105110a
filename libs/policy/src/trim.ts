import type { Conviction, Relationship } from '#libs/protocol';
import type { FieldGroup } from './vocabulary.js';

/**
 * What of a conviction leaves with these parts: a field that is not named here does not. A list that may not leave is
 * empty, so that the shape of a conviction stays.
 *
 * @param allowed with identity and core, without which nothing leaves
 */
export function trim(conviction: Conviction, allowed: readonly FieldGroup[]): Conviction {
  const may = (...groups: readonly FieldGroup[]) => groups.every((group) => allowed.includes(group));
  const { id, convictingCountry, recordKind, decisionDate, finalDate, decidingAuthority, transmittable } = conviction;
  const { isNonCriminalRuling, retentionEndDate, minorAtOffence, version, sourceUpdatedAt } = conviction;
  const { fileNumber, offences, sanctions, decisions, relationships } = conviction;
  return {
    ...{ id, convictingCountry, recordKind, decisionDate, finalDate, decidingAuthority, transmittable },
    ...(isNonCriminalRuling !== undefined && { isNonCriminalRuling }),
    ...(retentionEndDate !== undefined && { retentionEndDate }),
    ...{ minorAtOffence, version, sourceUpdatedAt },
    ...(fileNumber !== undefined && may('file') && { fileNumber }),
    offences: may('offences') ? offences : [],
    sanctions: may('sanctions') ? sanctions : [],
    decisions: may('decisions') ? decisions : [],
    // they name the ids of all three, and ids must resolve
    ...(relationships !== undefined && may('offences', 'sanctions', 'decisions') && { relationships }),
  };
}

/** Links from and to a sanction go with it. */
export function withoutSanctions(conviction: Conviction, stay: readonly string[]): Conviction {
  if (stay.length === 0) return conviction;
  const links = (conviction.relationships ?? [])
    .filter(({ kind, from }) => !(kind.startsWith('SANCTION_') && stay.includes(from)))
    .map((link) => (link.kind.endsWith('_SANCTIONS') ? linked(link, (id) => !stay.includes(id)) : link));
  return withLinks({ ...conviction, sanctions: conviction.sanctions.filter(({ id }) => !stay.includes(id)) }, links);
}

/** A link to a conviction that stays at home would tell that it exists. */
export function withoutLinksToWithheld(conviction: Conviction, disclosed: readonly Conviction[]): Conviction {
  if (conviction.relationships === undefined) return conviction;
  const ids = new Set(disclosed.map(({ id }) => id));
  const links = conviction.relationships.map((link) =>
    link.kind === 'CONVICTION_CONVICTIONS' ? linked(link, (id) => ids.has(id)) : link,
  );
  return withLinks(conviction, links);
}

function linked(link: Relationship, mayStand: (id: string) => boolean): Relationship {
  return { ...link, to: link.to.filter(mayStand) };
}

/** With these links, as far as they lead anywhere. */
function withLinks({ relationships: _, ...conviction }: Conviction, links: readonly Relationship[]): Conviction {
  const relationships = links.filter(({ to }) => to.length > 0);
  return relationships.length === 0 ? conviction : { ...conviction, relationships };
}
