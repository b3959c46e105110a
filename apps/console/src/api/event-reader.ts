/** Names of the events in a stream of server-sent events, however its text is cut into pieces. @see HTML, 9.2.6 */
export class EventReader {
  private rest = '';

  /** The names of the events that are whole now. */
  read(piece: string): string[] {
    const blocks = (this.rest + piece).split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const name = block.split(/\r?\n/).find((line) => line.startsWith('event:'));
      return name === undefined ? [] : [name.slice('event:'.length).trim()];
    });
  }
}
