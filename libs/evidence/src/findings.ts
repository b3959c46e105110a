import { isCrexError } from '#libs/protocol';

/** One check of a piece of evidence, and what came of it. */
export interface Finding {
  /** The part that was looked at: `question`, `answer`, `directory 1`, `AR's entry SENT`. */
  readonly part: string;
  readonly check: string;
  /** `missing`: the file does not hold what the check needs. */
  readonly result: 'good' | 'fault' | 'missing';
  /** Of a fault. */
  readonly code?: string;
  /** One line: what was found good, or what is wrong. */
  readonly says: string;
}

/** Collects what each check finds; a fault does not keep the others from being made. */
export class Findings {
  private readonly all: Finding[] = [];

  get list(): readonly Finding[] {
    return this.all;
  }

  /**
   * Makes a check. `work` answers with one line of what is good; what it throws is the fault.
   *
   * @returns false when there was a fault
   */
  async check(part: string, check: string, work: () => string | Promise<string>): Promise<boolean> {
    try {
      this.all.push({ part, check, result: 'good', says: await work() });
      return true;
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.all.push({ part, check, result: 'fault', code: error.code, says: error.message });
      return false;
    }
  }

  missing(part: string, check: string, says: string): void {
    this.all.push({ part, check, result: 'missing', says });
  }
}
