import "../styles/mine.css";
import { UserRoundCheck } from "lucide-react";
import { Link, useLocation } from "wouter";
import { useMine } from "../data/mine";
import { paths } from "../paths";
import { textsMine } from "../texts/mine";

/** The way to the user's own todos, with how many there are. */
export default function MineLink({ onNavigate }: { readonly onNavigate: () => void }) {
  const [location] = useLocation();
  const { data: mine } = useMine();
  const open = mine?.lists.reduce((sum, { todos }) => sum + todos.length, 0) ?? 0;
  return (
    <Link
      className="mine-link"
      href={paths.mine}
      aria-current={location === paths.mine ? "page" : undefined}
      onClick={onNavigate}
    >
      <UserRoundCheck aria-hidden="true" />
      <span className="visually-hidden">{textsMine.link(open)}</span>
      <span aria-hidden="true">{textsMine.title}</span>
      {open > 0 ? (
        <span aria-hidden="true" className="mine-count">
          {textsMine.count(open, mine?.more === true)}
        </span>
      ) : null}
    </Link>
  );
}
