import { texts } from "../texts";

/** Grey lines where content will be; screen readers say "Loading". */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div className="loading" role="status" aria-label={texts.common.loading}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}
