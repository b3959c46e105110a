import type { ImportProgress } from './import-register.js';

const WIDTH = 24;
const DRAW_EVERY_MS = 250;

/** A terminal's line that shows how far an import is; undefined where the stream is no terminal. */
export function progressBar(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
  nowMs: () => number,
): ProgressBar | undefined {
  return stream.isTTY ? new ProgressBar((text) => stream.write(text), nowMs) : undefined;
}

/** Draws at most four times a second; `end` leaves a clean line. */
export class ProgressBar {
  private readonly beganMs: number;
  private drawnMs = -Infinity;
  /** Where this run began: what an earlier one has done says nothing about the rate. */
  private first: ImportProgress | undefined;

  constructor(
    private readonly write: (text: string) => void,
    private readonly nowMs: () => number,
  ) {
    this.beganMs = nowMs();
  }

  show(progress: ImportProgress): void {
    this.first ??= progress;
    const now = this.nowMs();
    if (progress.step === 'reading' && now - this.drawnMs < DRAW_EVERY_MS) return;
    this.drawnMs = now;
    this.write(`\r\u001b[K${this.line(progress, (now - this.beganMs) / 1000)}`);
  }

  end(): void {
    if (this.first !== undefined) this.write('\r\u001b[K');
  }

  private line(progress: ImportProgress, seconds: number): string {
    if (progress.step === 'indexing') return 'building the indexes';
    if (progress.step === 'counting') return 'counting names and shared keys';
    const share = progress.ofBytes === 0 ? 1 : progress.bytes / progress.ofBytes;
    const done = progress.bytes - (this.first?.bytes ?? 0);
    const rate = seconds > 0 ? Math.round((personsOf(progress) - personsOf(this.first)) / seconds) : 0;
    const left = done > 0 ? ((progress.ofBytes - progress.bytes) / done) * seconds : undefined;
    const filled = '#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.');
    const refused = progress.refused > 0 ? `, ${progress.refused} refused` : '';
    return `[${filled}] ${Math.floor(share * 100)} %  ${rate}/s  ${left === undefined ? '' : `${clock(left)} left`}${refused}`;
  }
}

function personsOf(progress: ImportProgress | undefined): number {
  if (progress === undefined) return 0;
  const { added, changed, unchanged, refused } = progress;
  return added + changed + unchanged + refused;
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
