import type { Sql } from '#libs/platform';

/** The signed contents that this node has sent and keeps as evidence, until they are erased. */
export class SentContents {
  /** By the content's digest. */
  async ofDigest(sql: Sql, contentDigest: string): Promise<string | undefined> {
    const [row] = await sql.query<{ content: string | null }>('SELECT content FROM outbox WHERE content_digest = $1', [
      contentDigest,
    ]);
    return row?.content ?? undefined;
  }
}
