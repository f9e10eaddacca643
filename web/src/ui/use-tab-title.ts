import { useEffect } from "react";

const APP = "Glint";

/** Name the browser's tab while the component is shown; null leaves that to others. */
export function useTabTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    document.title = title;
    return () => {
      document.title = APP;
    };
  }, [title]);
}
