import { COUNTRIES, KINDS, type CountryCode, type Kind, type Outage, type Status } from '#libs/protocol';
import type { Home } from '../context.js';
import { isActive, type Trust } from '../trust.js';
import type { MemberStatuses } from './member-statuses.js';

/** From this age on a status says nothing about now (seconds): a node speaks every minute. */
const HEARD_SECONDS = 600;

/** A country as an official sees it before asking. Times are seconds since 1970. */
export interface MemberState {
  readonly country: CountryCode;
  /** `SILENT`: active, but not heard for ten minutes; `OUT`: in an outage that it has announced. */
  readonly state: 'ACTIVE' | 'SILENT' | 'OUT' | 'SUSPENDED' | 'ABSENT';
  readonly heardAt?: number;
  readonly outages: readonly Outage[];
  /** Kinds of message that it does not understand yet. */
  readonly lacks: readonly Kind[];
  /** Questions that wait there for an answer, and for how long the oldest (seconds). */
  readonly waiting?: number;
  readonly oldest?: number;
}

/** How the other countries are, by the directory and by their own signed word. */
export class ViewMembers {
  constructor(
    private readonly statuses: MemberStatuses,
    private readonly trust: Trust,
    private readonly home: Home,
  ) {}

  /** @throws directory.expired */
  run(): MemberState[] {
    return COUNTRIES.filter((country) => country !== this.home.country).map((country) => this.stateOf(country));
  }

  private stateOf(country: CountryCode): MemberState {
    const member = this.trust.view().member(country);
    const status = this.statuses.of(country);
    const now = this.home.nowSeconds();
    const outages = (status?.outages ?? []).filter(({ until }) => until > now);
    if (member?.status === 'suspended') return { country, state: 'SUSPENDED', outages: [], lacks: [] };
    if (!isActive(member)) return { country, state: 'ABSENT', outages: [], lacks: [] };
    if (status === undefined) return { country, state: 'SILENT', outages, lacks: [] };
    const isOut = outages.some(({ from }) => from <= now);
    const isHeard = status.time > now - HEARD_SECONDS;
    return {
      ...{ country, state: isOut ? 'OUT' : isHeard ? 'ACTIVE' : 'SILENT', heardAt: status.time, outages },
      ...{ lacks: lackingKinds(status), waiting: status.waiting, oldest: status.oldest },
    };
  }
}

function lackingKinds({ kinds }: Status): Kind[] {
  return KINDS.filter((kind) => !kinds.includes(kind));
}
