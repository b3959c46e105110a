import { duration, Narrator, WIDTH, wrap, type Page } from './narrator.js';

const DIGEST = 'x'.repeat(43);

function written(tell: (narrator: Narrator) => void, page: Partial<Page> = {}): string[] {
  const texts: string[] = [];
  tell(new Narrator({ write: (text) => texts.push(text), ...page }));
  return texts.join('').split('\n');
}

describe('the narrator', () => {
  const everything = (narrator: Narrator) => {
    narrator.heading(12, 'A question with records');
    narrator.paragraph('word '.repeat(80).trim());
    narrator.item('writes', 'folder '.repeat(40).trim());
    narrator.did('broker', 'w'.repeat(42), DIGEST);
    narrator.outcome('AR → BR', 'MULTIPLE_CANDIDATES', '12 candidates, 340 ms', '0'.repeat(36));
    narrator.proven('p'.repeat(42), DIGEST);
    narrator.failed('because '.repeat(40).trim());
  };

  it('keeps every line within the width', () => {
    for (const line of written(everything)) expect([line, line.length <= WIDTH]).toEqual([line, true]);
  });

  it('uses colour on a terminal alone, and not when NO_COLOR is set', () => {
    const escape = String.fromCharCode(27);
    const hasColour = (page: Partial<Page>) => written(everything, page).join('').includes(escape);
    const before = process.env['NO_COLOR'];
    delete process.env['NO_COLOR'];
    expect([hasColour({}), hasColour({ isTTY: true })]).toEqual([false, true]);
    process.env['NO_COLOR'] = '1';
    expect(hasColour({ isTTY: true })).toBe(false);
    if (before === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = before;
  });

  it('breaks between words, and lets a long word stand alone', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b']);
  });

  it('tells durations as people do', () => {
    expect([duration(340.4), duration(2140)]).toEqual(['340 ms', '2.1 s']);
  });
});
