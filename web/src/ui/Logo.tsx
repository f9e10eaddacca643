/** The name with its mark. */
export function Logo() {
  return (
    <span className="logo">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      <span>Glint</span>
    </span>
  );
}
