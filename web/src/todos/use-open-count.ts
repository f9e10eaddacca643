import { useEffect } from "react";
import { keepOpenCount, useSets } from "../data/sets";
import { useWorkspace } from "../workspace/workspace";

/** Show beside the name of a list, among all lists, how many of its todos are open here; null while that is not known. */
export function useOpenCount(setId: string, open: number | null): void {
  const { team } = useWorkspace();
  const answered = useSets(team.id).data?.openCounts?.[setId];
  useEffect(() => {
    if (open !== null && open !== answered) void keepOpenCount(team.id, setId, open);
  }, [team.id, setId, open, answered]);
}
