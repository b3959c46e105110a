import type { ExtractPrinter } from '#libs/extract';
import { Gauge, type Registry } from 'prom-client';
import { inTransaction, sqlOf, type Database, type Doorbell, type Logger } from '#libs/platform';
import {
  DEFAULT_LIFE_SECONDS,
  isCrexError,
  toBase64url,
  type CarriedExtract,
  type ExtractFailure,
} from '#libs/protocol';
import type { DirectoryView } from '#libs/directory';
import type { Home } from '../context.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import { sealChain, type ExtractMaking } from './extract-making.js';
import type { ExtractStore } from './extract.store.js';

const AT_ONCE = 8;
const FIRST_BACK_OFF_SECONDS = 5;
const LONGEST_BACK_OFF_SECONDS = 900;
/** An extract that waits this long calls the operator (seconds). */
const ALARM_AFTER_SECONDS = 600;

/**
 * What the JSON of an answer's content may hold beside what is not known yet (heads, header): it is written in base64url
 * twice, and the largest size class takes 4096 KiB.
 */
const MOST_JSON_BYTES = Math.floor(((4096 * 1024 - 4 - 2048) * 3) / 4) - 8192;

/**
 * Prints and seals the extracts that wait, with the time-stamp authority, and lets their answers leave. A silent authority
 * makes them wait; whoever dies in between has sealed nothing that anybody saw, and the next one seals anew.
 */
export class SealExtracts {
  private mayHoldLeases = true;
  /** Its compiler and fonts are loaded for the first extract. */
  private printer: ExtractPrinter | undefined;

  constructor(
    private readonly database: Database,
    private readonly making: ExtractMaking | undefined,
    private readonly extracts: ExtractStore,
    private readonly trust: { view(): DirectoryView },
    private readonly alarm: Pick<RaiseAlarm, 'run' | 'endAllBut'>,
    private readonly courier: Doorbell,
    registry: Registry,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {
    const waiting = () => extracts.waitingNow(sqlOf(database.manager));
    new Gauge({
      ...{ name: 'crex_extracts_waiting', help: 'Extracts that are issued and not sealed yet', registers: [registry] },
      async collect() {
        this.set((await waiting()).count);
      },
    });
  }

  /** @returns how many have left the state in which they wait */
  async run(): Promise<number> {
    const { making } = this;
    if (making === undefined) return 0;
    const due = await inTransaction(this.database, async (tx) => {
      // one process of this country does this, one batch at a time: a lease that is found has nobody behind it
      if (this.mayHoldLeases) await this.extracts.takeBackLeases(tx, this.home.nowSeconds());
      return this.extracts.claimWaiting(tx, this.home.nowSeconds(), AT_ONCE);
    });
    this.mayHoldLeases = true;
    let done = 0;
    for (const { number, attempts } of due) if (await this.seal(making, number, attempts)) done += 1;
    this.mayHoldLeases = false;
    await this.watch();
    if (done > 0) this.courier.ring();
    return done;
  }

  private async seal(making: ExtractMaking, number: string, attempts: number): Promise<boolean> {
    try {
      const waiting = await inTransaction(this.database, (tx) => this.extracts.waiting(tx, number));
      if (waiting === undefined) return false;
      const { jws, leaf, body } = waiting;
      const carried = jws === undefined ? failed(number, 'responder.extract-not-printable') : await this.make(making, number, jws, leaf); // prettier-ignore
      const fits = Buffer.byteLength(JSON.stringify({ body, extract: carried })) <= MOST_JSON_BYTES;
      return await this.release(fits ? carried : failed(number, 'responder.extract-too-large'));
    } catch (error) {
      const code = isCrexError(error) ? error.code : 'internal';
      this.logger.warn({ err: error, number, code }, 'an extract could not be sealed and is tried again');
      await this.postpone(number, attempts, code);
      return false;
    }
  }

  private async make(making: ExtractMaking, number: string, jws: string, leaf: string): Promise<CarriedExtract> {
    const { ExtractPrinter, readExtractJws, sealExtract } = await import('#libs/extract');
    this.printer ??= new ExtractPrinter();
    const { content } = readExtractJws(jws);
    let page: Uint8Array;
    try {
      page = this.printer.print(content, jws);
    } catch (error) {
      if (!isCrexError(error, 'extract.not-printable')) throw error;
      return failed(number, 'responder.extract-not-printable');
    }
    const own = this.trust.view().member(this.home.country);
    const pdf = await sealExtract(page, {
      ...{ signer: making.signer, certificates: sealChain(making, own?.caCertificates ?? []), crls: own?.crls ?? [] },
      ...{ claimedAt: this.home.nowSeconds(), timeStamps: making.timeStamps },
    });
    return { number, pdf: toBase64url(pdf), leaf: toBase64url(Buffer.from(leaf, 'utf8')) };
  }

  private release(carried: CarriedExtract): Promise<boolean> {
    const nowSeconds = this.home.nowSeconds();
    const times = { nowSeconds, notAfter: nowSeconds + DEFAULT_LIFE_SECONDS };
    return inTransaction(this.database, (tx) => this.extracts.release(tx, carried, times));
  }

  private async postpone(number: string, attempts: number, code: string): Promise<void> {
    const wait = Math.min(LONGEST_BACK_OFF_SECONDS, FIRST_BACK_OFF_SECONDS * 2 ** Math.min(attempts - 1, 16));
    const nextAt = this.home.nowSeconds() + wait;
    await inTransaction(this.database, (tx) => this.extracts.postpone(tx, number, nextAt, code));
  }

  private async watch(): Promise<void> {
    const { count, oldest } = await this.extracts.waitingNow(sqlOf(this.database.manager));
    const isLate = oldest !== null && this.home.nowSeconds() - oldest > ALARM_AFTER_SECONDS;
    const key = this.home.country;
    if (isLate) await this.alarm.run({ kind: 'extracts-waiting', key, detail: { count, oldest } });
    else await this.alarm.endAllBut('extracts-waiting', []);
  }
}

function failed(number: string, code: ExtractFailure): CarriedExtract {
  return { number, code };
}
