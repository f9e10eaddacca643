import { lazy, Suspense } from "react";

const TitleLinks = lazy(() => import("./TitleLinks"));

/** A title; its addresses become links, once what that needs is loaded. */
export function TitleText({ title }: { readonly title: string }) {
  if (!title.includes("://")) return title;
  return (
    <Suspense fallback={title}>
      <TitleLinks title={title} />
    </Suspense>
  );
}
