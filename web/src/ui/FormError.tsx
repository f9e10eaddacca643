/** Why something did not work, said at once to those who listen. */
export function FormError({ error }: { readonly error: string | null }) {
  return error === null ? null : (
    <p role="alert" className="form-error">
      {error}
    </p>
  );
}
