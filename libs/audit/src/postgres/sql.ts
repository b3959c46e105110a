/** The caller's own transaction: SQL text with $1, $2, ... and the rows it returns. */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}
