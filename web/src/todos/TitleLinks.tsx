import { Fragment, type SyntheticEvent } from "react";
import { partsOf } from "./addresses";

/** A title, in which addresses are links that open in another tab. */
export default function TitleLinks({ title }: { readonly title: string }) {
  return partsOf(title).map(({ text, href }, index) =>
    href === null ? (
      <Fragment key={index}>{text}</Fragment>
    ) : (
      <a
        key={index}
        className="title-link"
        href={href}
        dir="ltr"
        target="_blank"
        rel="noopener noreferrer"
        onPointerDown={keepFromRow}
        onMouseDown={keepFromRow}
        onClick={keepFromRow}
        onDoubleClick={keepFromRow}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.stopPropagation();
        }}
      >
        {text}
      </a>
    ),
  );
}

/** The row would be selected, or its title edited. */
function keepFromRow(event: SyntheticEvent): void {
  event.stopPropagation();
}
