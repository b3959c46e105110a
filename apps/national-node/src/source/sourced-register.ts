import type { Transaction } from '#libs/platform';
import type { Conviction } from '#libs/protocol';
import { RegisterStore } from '../register/register.store.js';
import type { RecordSource } from './record-source.js';

/** The register of a country that keeps its convictions elsewhere: they are read there, at that moment. */
export class SourcedRegister extends RegisterStore {
  constructor(private readonly source: RecordSource) {
    super();
  }

  /** @throws register.source-away, register.source-malformed */
  override convictionsOf(_tx: Transaction, personId: string): Promise<Conviction[]> {
    return this.source.convictionsOf(personId);
  }

  /** Those of the source, and what other countries have notified, which the node holds. @throws as {@link convictionsOf} */
  override async tellableOf(tx: Transaction, personIds: readonly string[]): Promise<Map<string, Conviction[]>> {
    const records = await super.tellableOf(tx, personIds);
    for (const personId of personIds) {
      const all = [...(await this.source.convictionsOf(personId)), ...(records.get(personId) ?? [])];
      records.set(
        personId,
        all.sort((one, other) => (one.finalDate < other.finalDate ? -1 : 1)),
      );
    }
    return records;
  }
}
