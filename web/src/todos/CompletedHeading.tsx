import { ChevronRight } from "lucide-react";
import { Button } from "react-aria-components";
import { texts } from "../texts";

/** The row that expands and collapses the completed todos. */
export function CompletedHeading({ count }: { readonly count: number }) {
  return (
    <div className="completed-heading">
      <Button slot="chevron" className="icon-button chevron">
        <ChevronRight aria-hidden="true" />
      </Button>
      <span>{texts.todos.completedHeading(count)}</span>
    </div>
  );
}
