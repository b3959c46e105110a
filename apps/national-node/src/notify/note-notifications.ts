import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import type { Transaction } from '#libs/platform';
import { canonicalJson, COUNTRIES, digestOf, type Conviction, type CountryCode, type Person } from '#libs/protocol';
import type { Home } from '../context.js';
import type { LastTold, NotificationStore } from './notification.store.js';

/** Persons of the register as they were and as they are. */
export interface Noted {
  readonly before: readonly Person[];
  readonly after: readonly Person[];
  /** Code of what happened. */
  readonly change: string;
  /** Only what a country was told before is told further: nothing begins. */
  readonly onlyTold?: boolean;
}

/**
 * Writes down what countries of nationality have to be told after a change of the register, in its transaction. It compares
 * with what each was told last, so that a second look finds nothing.
 */
export class NoteNotifications {
  constructor(
    private readonly notifications: NotificationStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @returns how many notifications are owed by this */
  async run(tx: Transaction, { before, after, change, onlyTold = false }: Noted): Promise<number> {
    const now = new Map(after.flatMap((person) => this.notifiable(person)));
    const was = new Map(before.flatMap((person) => person.convictions.map(({ id }) => [id, person] as const)));
    const ids = [...new Set([...now.keys(), ...was.keys()])];
    if (ids.length === 0) return 0;
    const last = await this.notifications.lastTold(tx, ids.map((id) => this.pseudonym(id))); // prettier-ignore
    let count = 0;
    for (const id of ids) {
      const told = new Map(
        last.filter(({ conviction }) => conviction.equals(this.pseudonym(id))).map((each) => [each.country, each]),
      );
      const current = now.get(id);
      for (const country of new Set([...(current?.countries ?? []), ...told.keys()])) {
        const earlier = told.get(country);
        const stands = current?.countries.includes(country) === true ? current : undefined;
        if (onlyTold && !isTold(earlier)) continue;
        const person = stands?.person ?? was.get(id) ?? current?.person;
        if (person !== undefined && (await this.note(tx, { id, country, change }, person, stands, earlier))) count += 1;
      }
    }
    return count;
  }

  private async note(
    tx: Transaction,
    { id, country, change }: { readonly id: string; readonly country: CountryCode; readonly change: string },
    person: Person,
    stands: Notifiable | undefined,
    earlier: LastTold | undefined,
  ): Promise<boolean> {
    const { personId, convictions: _, ...subject } = person;
    const told = this.log.pseudonym('subject', `told:${stands === undefined ? id : stands.digest}`);
    if (stands === undefined ? !isTold(earlier) : saysThat(earlier, told)) return false;
    await this.notifications.forgetNew(tx, this.pseudonym(id), country);
    const isFirst = !isTold(earlier) || (!earlier.isSent && earlier.action === 'CONVICTION');
    if (stands === undefined && isFirst) return false;
    const action = stands === undefined ? 'DELETE' : isFirst ? 'CONVICTION' : 'UPDATE';
    await this.notifications.keep(
      tx,
      {
        ...{ notificationId: randomUUID(), conviction: this.pseudonym(id), country, told, action, change },
        about: { personId, convictionId: id, ...(stands === undefined && { subject }) },
      },
      new Date(this.home.clock.nowMs()),
    );
    return true;
  }

  /** Final convictions of this country's courts that may leave it at all, with the other members whose nationals these are. */
  private notifiable(person: Person): (readonly [string, Notifiable])[] {
    const countries = COUNTRIES.filter((each) => each !== this.home.country && person.nationalities.includes(each));
    if (countries.length === 0) return [];
    const { convictions, personId: _, ...identity } = person;
    return convictions.filter((each) => isNotifiable(each, this.home.country)).map((conviction) => {
      const digest = digestOf(canonicalJson({ identity, conviction }));
      return [conviction.id, { person, countries, digest }] as const;
    }); // prettier-ignore
  }

  private pseudonym(convictionId: string): Buffer {
    return this.log.pseudonym('subject', `notified:${convictionId}`);
  }
}

interface Notifiable {
  readonly person: Person;
  readonly countries: readonly CountryCode[];
  readonly digest: string;
}

function isNotifiable({ convictingCountry, recordKind, transmittable }: Conviction, home: CountryCode): boolean {
  return convictingCountry === home && recordKind === 'FINAL_CONVICTION' && transmittable.criminal !== 'N';
}

/** Whether a country holds it now, or will by what is on its way: then it needs to hear of a change. */
function isTold(last: LastTold | undefined): last is LastTold {
  return last !== undefined && last.action !== 'DELETE' && last.state !== 'REFUSED';
}

/** Whether exactly this was told last, whatever became of it there. */
function saysThat(last: LastTold | undefined, told: Buffer): boolean {
  return last !== undefined && last.action !== 'DELETE' && last.told.equals(told);
}
