import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly endsAtMs: number;
}

/** Where the demo's issuer keeps sessions, codes and grants: in this process, for as long as it runs. */
export function createIssuerStore(): (model: string) => Adapter {
  const kept = new Map<string, Kept>();
  return (model) => new MemoryStore(model, kept);
}

class MemoryStore implements Adapter {
  constructor(
    private readonly model: string,
    private readonly kept: Map<string, Kept>,
  ) {}

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    this.forgetOld();
    this.kept.set(this.key(id), { payload, endsAtMs: Date.now() + expiresIn * 1000 });
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const found = this.kept.get(this.key(id));
    return Promise.resolve(found !== undefined && found.endsAtMs > Date.now() ? found.payload : undefined);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const all = [...this.kept].filter(([key]) => key.startsWith(`${this.model}:`));
    return Promise.resolve(all.find(([, { payload }]) => payload.uid === uid)?.[1].payload);
  }

  /** Only for the device flow, which is off. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload !== undefined) payload['consumed'] = Math.floor(Date.now() / 1000);
  }

  destroy(id: string): Promise<void> {
    this.kept.delete(this.key(id));
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(key);
    return Promise.resolve();
  }

  private key(id: string): string {
    return `${this.model}:${id}`;
  }

  private forgetOld(): void {
    const nowMs = Date.now();
    for (const [key, { endsAtMs }] of this.kept) if (endsAtMs <= nowMs) this.kept.delete(key);
  }
}
