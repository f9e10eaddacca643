import type { ReactNode } from "react";
import { texts } from "../texts";
import { useTabTitle } from "./use-tab-title";

interface NoticeProps {
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  /** Whether it is the whole page, so that its title is the page's heading. */
  readonly isPage?: boolean;
  /** Whether screen readers are interrupted. */
  readonly alert?: boolean;
  /** Actions, if any. */
  readonly children?: ReactNode;
}

/** A message in the middle of an otherwise empty area. */
export function Notice({ title, text, icon, isPage, alert, children }: NoticeProps) {
  useTabTitle(isPage ? texts.tab.page(title) : null);
  return (
    <section className="notice" {...(alert ? { role: "alert" } : {})}>
      {icon ? (
        <span className="notice-icon" aria-hidden="true">
          {icon}
        </span>
      ) : null}
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text ? <p>{text}</p> : null}
      {children ? <div className="notice-actions">{children}</div> : null}
    </section>
  );
}
