import type { Sql } from '#libs/platform';

/** The signed contents of others that this node keeps as evidence, until they are erased. */
export class ReceivedContents {
  /** By the content's digest. */
  async ofDigest(sql: Sql, contentDigest: string): Promise<string | undefined> {
    const [row] = await sql.query<{ content: string | null }>('SELECT content FROM inbox WHERE content_digest = $1', [
      contentDigest,
    ]);
    return row?.content ?? undefined;
  }
}
