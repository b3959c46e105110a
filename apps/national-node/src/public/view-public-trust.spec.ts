import type { DirectoryView } from '#libs/directory';
import { Home } from '../context.js';
import { ViewPublicTrust } from './view-public-trust.js';

const NOW = 1_795_000_000;

describe('what the public page judges by', () => {
  const member = (id: string) => ({ id, caCertificates: [Uint8Array.of(1)], crls: [Uint8Array.of(2, 3)] });
  const view = { version: 812, members: [member('BR'), member('UY'), member('BROKER')] } as unknown as DirectoryView;
  const home = new Home('BR', 'test', { nowMs: () => NOW * 1000 + 999 }, 'America/Sao_Paulo');

  it('is the authorities and lists of the countries, and of nobody else, with the time of the look', () => {
    expect(new ViewPublicTrust({ view: () => view }, [Uint8Array.of(4)], home).run()).toEqual({
      env: 'test',
      directory: { version: 812, at: NOW },
      members: {
        BR: { caCertificates: ['AQ=='], crls: ['AgM='] },
        UY: { caCertificates: ['AQ=='], crls: ['AgM='] },
      },
      timeStampAuthorities: ['BA=='],
    });
  });
});
