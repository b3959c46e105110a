/** The sign of the house: something goes out and comes back. */
export function Mark({ size = 32 }: { readonly size?: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" />;
}
