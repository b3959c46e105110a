import { wireCode } from '#libs/protocol';

describe('the code of a refusal on the wire', () => {
  it.each([
    ['message.expired', 'broker.expired'],
    ['pki.revoked', 'broker.certificate-revoked'],
    ['pki.certificate-expired', 'broker.certificate-expired'],
    ['directory.expired', 'broker.directory-expired'],
    ['lifecycle.illegal-transition', 'broker.illegal-transition'],
    ['platform.database-lost', 'broker.internal'],
    ['nonsense', 'broker.internal'],
  ])('%s is said by the broker as %s', (code, wire) => {
    expect(wireCode('broker', code)).toBe(wire);
  });

  it('begins with whoever says it', () => {
    expect(wireCode('requester', 'message.expired')).toBe('requester.expired');
    expect(wireCode('responder', 'audit.full')).toBe('responder.internal');
  });
});
