import "../styles/filters.css";
import { useEffect, useMemo } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { textsLater } from "../texts/later";
import { clockIn } from "../ui/local-time";
import { filtersFor } from "./filters";
import { useListView } from "./list-view";
import { matcherOf, type Filter } from "./search";
import { useReader } from "./use-reader";

interface FilterChoiceProps {
  readonly onFilter: (filter: Filter | null) => void;
}

/** Show only some todos of the list: one's own, the claimed ones, or what is due. */
export function FilterChoice({ onFilter }: FilterChoiceProps) {
  const { myId, todos, query, filter, isPartial } = useListView();
  const { zone, now } = useReader();
  const { date: today } = clockIn(zone, now);
  const filters = useMemo(() => filtersFor({ id: myId, zone, today }), [myId, zone, today]);
  const byKind = (kind: unknown) => filters.find((each) => each.kind === kind) ?? null;
  const current = byKind(filter?.kind);
  useEffect(() => {
    if (current !== filter) onFilter(current); // it is another day
  }, [current, filter, onFilter]);
  const found = useMemo(() => {
    const isFound = matcherOf({ query, filter, pinned: null });
    return isPartial ? todos.filter(isFound).length : null;
  }, [todos, query, filter, isPartial]);
  return (
    <div className="filters">
      <ToggleButtonGroup
        aria-label={textsLater.filters.label}
        className="filter-group"
        selectedKeys={current ? [current.kind] : []}
        onSelectionChange={(kinds) => onFilter(byKind([...kinds][0]))}
      >
        {filters.map(({ kind, label }) => (
          <ToggleButton key={kind} id={kind} className="filter">
            {label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p role="status" className="filter-found">
        {found === null ? null : textsLater.filters.found(found)}
      </p>
    </div>
  );
}
