import type { ReactNode } from "react";

interface NoticeProps {
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  /** Whether it is all there is on the page, so that its title is the page's. */
  readonly isPage?: boolean;
  /** Whether to interrupt those who listen. */
  readonly alert?: boolean;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A calm message in the middle of an otherwise empty place. */
export function Notice({ title, text, icon, isPage, alert, children }: NoticeProps) {
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
