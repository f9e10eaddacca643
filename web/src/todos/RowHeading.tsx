import { ChevronRight } from "lucide-react";
import { Button } from "react-aria-components";

/** The row that expands and collapses a group of todos. */
export function RowHeading({ title }: { readonly title: string }) {
  return (
    <div className="row-heading">
      <Button slot="chevron" className="icon-button chevron">
        <ChevronRight aria-hidden="true" />
      </Button>
      <span>{title}</span>
    </div>
  );
}
