import { BROKER, nowSeconds, type Clock, type Environment, type ListedId, type Signer } from '#libs/protocol';

/** Who the broker is when it states something: its environment, its clock, its signing key. */
export class BrokerIdentity {
  constructor(
    readonly env: Environment,
    readonly clock: Clock,
    readonly signer: Signer,
  ) {}

  nowSeconds(): number {
    return nowSeconds(this.clock);
  }

  /** The head of a statement to a member, or of a refusal to whoever called. */
  statementTo<To extends ListedId>(to: To) {
    return { env: this.env, by: BROKER, to, time: this.nowSeconds() } as const;
  }
}
