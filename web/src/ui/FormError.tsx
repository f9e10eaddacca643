/** Why something failed, announced at once to screen readers. */
export function FormError({ error }: { readonly error: string | null }) {
  return error === null ? null : (
    <p role="alert" className="form-error">
      {error}
    </p>
  );
}
