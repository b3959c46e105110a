/** The one-method thing that this lib asks of a database: SQL with $1, $2, ... and the rows it returns. */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}
