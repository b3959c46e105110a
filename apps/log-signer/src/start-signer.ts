import { MAX_INTEGRATED } from '#libs/audit';
import {
  createLogger,
  Doorbell,
  startLoop,
  startOperationsServer,
  type Logger,
  type LoopOptions,
} from '#libs/platform/plain';
import { CrexError, isCrexError } from '#libs/protocol';
import type { SignerConfiguration } from './config.js';
import { SignerMetrics } from './metrics.js';
import { openSigner, type Signer } from './signer.js';

/** How soon the signer looks again after a round that found work: what comes meanwhile shares one checkpoint. */
const POLL_MS = 1_000;
/** The same after a round without. */
const IDLE_POLL_MS = 250;
const BACK_OFF = { minMs: 100, maxMs: 10_000 };
/** A signer that has ended no round for so long is not alive (ms). */
const STUCK_MS = 60_000;

export interface RunningSigner {
  readonly operationsPort: number;
  readonly logger: Logger;
  close(): Promise<void>;
}

/**
 * Starts the signer of one log and makes its first round. A log that is not as it was signed leaves it running and
 * closed: it signs nothing, says why in log, metrics and readiness, and waits for an operator.
 *
 * @throws what {@link openSigner} throws
 */
export async function startSigner(config: SignerConfiguration): Promise<RunningSigner> {
  const logger = createLogger({ service: `log-signer-${config.member.toLowerCase()}`, level: config.logLevel });
  const signer = await openSigner(config);
  try {
    return await startOn(signer, logger);
  } catch (error) {
    await signer.close();
    throw error;
  }
}

async function startOn(signer: Signer, logger: Logger): Promise<RunningSigner> {
  const { clock, config } = signer;
  const metrics = new SignerMetrics(signer.tables, clock);
  const rounds = new Rounds(signer, metrics, logger);
  await rounds.step();
  const operations = await startOperationsServer({
    ...{ port: config.operationsPort, registry: metrics.registry, logger, clock },
    checks: {
      database: async () => {
        await signer.database.query('SELECT 1');
      },
      log: () => Promise.resolve().then(() => rounds.check()),
    },
  });
  const loop = startLoop(rounds.options());
  const size = signer.folder.current?.frontier.size;
  const facts = { origin: config.logOrigin, vkey: signer.key.vkey, size, operations: operations.port };
  if (rounds.closedBy === undefined) logger.info(facts, 'ready');
  else logger.error({ ...facts, code: rounds.closedBy }, 'started, but the log is closed');
  return {
    operationsPort: operations.port,
    logger,
    close: async () => {
      await operations.close();
      await loop.stop();
      await signer.close();
    },
  };
}

/** Round after round, until one shows that the log is not what was signed. */
class Rounds {
  /** Code of the reason for which nothing is signed any more. */
  closedBy: string | undefined;
  private hadWork = false;
  private lastAtMs: number;

  constructor(
    private readonly signer: Signer,
    private readonly metrics: SignerMetrics,
    private readonly logger: Logger,
  ) {
    this.lastAtMs = signer.clock.nowMs();
  }

  /** True when more waits than fits in a round. */
  readonly step = async (): Promise<boolean> => {
    if (this.closedBy !== undefined) return false;
    try {
      const round = await this.signer.signLog.run();
      this.metrics.count(round);
      this.lastAtMs = this.signer.clock.nowMs();
      this.hadWork = round.added > 0;
      return round.added === MAX_INTEGRATED;
    } catch (error) {
      if (!isAboutTheLog(error)) throw error; // the database is away: the loop tries again
      this.close(error);
      return false;
    }
  };

  options(): LoopOptions {
    const { step, logger } = this;
    const pollMs = () => (this.hadWork ? POLL_MS : IDLE_POLL_MS);
    return {
      ...{ name: 'sign-log', step, logger, doorbell: new Doorbell(), backOff: BACK_OFF },
      get pollMs() {
        return pollMs();
      },
    };
  }

  /** @throws log-signer.closed, log-signer.stuck */
  check(): void {
    if (this.closedBy !== undefined)
      throw new CrexError('log-signer.closed', `nothing is signed any more: ${this.closedBy}`);
    if (this.signer.clock.nowMs() - this.lastAtMs > STUCK_MS)
      throw new CrexError('log-signer.stuck', 'no round has ended for a minute');
  }

  private close(error: CrexError): void {
    this.closedBy = error.code;
    this.metrics.close(error.code);
    const { code, message: reason, nextStep } = error;
    this.logger.error({ code, reason, nextStep, err: error }, 'the log is closed: nothing is signed any more');
  }
}

/** Ours and the log's own codes speak of the log; whatever else happens may pass. */
function isAboutTheLog(error: unknown): error is CrexError {
  return isCrexError(error) && /^(audit|log-signer)\./.test(error.code);
}
