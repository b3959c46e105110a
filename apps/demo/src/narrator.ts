import { styleText } from 'node:util';

/** Every line fits. */
export const WIDTH = 100;
const INDENT = 5;
const WHO_WIDTH = 9;
const WHAT_WIDTH = 42;
const OUTCOME_WIDTH = 21;
const LOGGED_WIDTH = 39;
/** A question's id (36) is shorter than a digest (43). */
const UUID_GAP = 5;

type Style = Parameters<typeof styleText>[0];

/** Where the story is written: a terminal, or a file without colours. */
export interface Page {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Tells the story, line by line, in at most {@link WIDTH} columns; colour only on a terminal. */
export class Narrator {
  private readonly hasColour: boolean;

  constructor(private readonly page: Page) {
    this.hasColour = page.isTTY === true && process.env['NO_COLOR'] === undefined;
  }

  title(text: string): void {
    this.say(`\n  ${this.paint('bold', text)}\n`);
  }

  /** The head of one step: its number and title, and a rule to the right edge. */
  heading(number: number, text: string): void {
    const head = `  ${number}  ${text} `;
    const rule = '─'.repeat(Math.max(0, WIDTH - head.length));
    this.say(`\n${this.paint('bold', head)}${this.paint('dim', rule)}`);
  }

  /** A paragraph, wrapped. */
  paragraph(text: string, indent = INDENT): void {
    for (const line of wrap(text, WIDTH - indent)) this.say(' '.repeat(indent) + line);
  }

  /** A name and what belongs to it, as in a form. */
  item(name: string, text: string): void {
    const [first = '', ...more] = wrap(text, WIDTH - INDENT - WHO_WIDTH);
    this.say(`${' '.repeat(INDENT)}${this.paint('bold', name.padEnd(WHO_WIDTH))}${first}`);
    for (const line of more) this.say(' '.repeat(INDENT + WHO_WIDTH) + line);
  }

  /** Who did what, and the id under which `crex show` finds it. */
  did(who: string, what: string, id = ''): void {
    const end = id === '' ? '' : ` ${this.paint('cyan', id)}`;
    const text = id === '' ? what : what.padEnd(WHAT_WIDTH);
    this.say(`${' '.repeat(INDENT)}${this.paint('dim', who.padEnd(WHO_WIDTH))}${text}${end}`);
  }

  /** How a question came out. */
  outcome(who: string, outcome: string, what: string, id: string): void {
    const gap = ' '.repeat(Math.max(1, OUTCOME_WIDTH - outcome.length));
    const rest = what.padEnd(WHAT_WIDTH + UUID_GAP - OUTCOME_WIDTH);
    const told = `${this.paint(['bold', 'green'], outcome)}${gap}${rest}`;
    this.say(`${' '.repeat(INDENT)}${this.paint('dim', who.padEnd(WHO_WIDTH))}${told} ${this.paint('cyan', id)}`);
  }

  /** A line of a log: at what time, who, what; what is too long is cut. */
  logged(time: string, who: string, what: string, id: string): void {
    const fits = what.length > LOGGED_WIDTH ? `${what.slice(0, LOGGED_WIDTH - 1)}…` : what.padEnd(LOGGED_WIDTH);
    this.say(`${' '.repeat(INDENT)}${this.paint('dim', `${time} ${who}`)} ${fits} ${this.paint('cyan', id)}`);
  }

  /** What was checked, here and now, and held. */
  proven(what: string, id = ''): void {
    this.found('proven', what, id);
  }

  /** What was wrong, and did not go unnoticed. */
  caught(what: string, id = ''): void {
    this.found('caught', what, id);
  }

  private found(mark: string, what: string, id: string): void {
    const end = id === '' ? what : `${what.padEnd(WHAT_WIDTH)} ${this.paint('cyan', id)}`;
    this.say(`${' '.repeat(INDENT)}${this.paint('green', mark.padEnd(WHO_WIDTH))}${end}`);
  }

  failed(text: string): void {
    for (const line of wrap(text, WIDTH - INDENT))
      this.say(`${' '.repeat(INDENT)}${this.paint(['bold', 'red'], line)}`);
  }

  /** As it stands, for commands that are copied. */
  verbatim(text: string): void {
    this.say(text);
  }

  blank(): void {
    this.say('');
  }

  private say(line: string): void {
    this.page.write(`${line}\n`);
  }

  private paint(style: Style, text: string): string {
    return this.hasColour ? styleText(style, text, { validateStream: false }) : text;
  }
}

/** Lines of at most `width` characters, broken between words; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `340 ms`, `2.1 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
