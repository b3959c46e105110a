import fc from 'fast-check';
import { EventReader } from './event-reader.js';

const stream =
  'retry: 2000\n\n:\n\nevent: state\ndata: {"country":"BR"}\n\n:\n\nevent: state\r\ndata: {}\r\n\r\nevent: end\ndata: {}\n\n';

describe('reading a stream of events', () => {
  it('tells the same events however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const reader = new EventReader();
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end));
        expect(pieces.flatMap((piece) => reader.read(piece))).toEqual(['state', 'state', 'end']);
      }),
    );
  });

  it('tells nothing of an event that is not whole yet', () => {
    const reader = new EventReader();
    expect(reader.read('event: end\ndata: {}\n')).toEqual([]);
    expect(reader.read('\n')).toEqual(['end']);
  });
});
