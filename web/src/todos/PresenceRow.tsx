import { Focusable, Tooltip, TooltipTrigger } from "react-aria-components";
import { useWorkspace } from "../workspace/workspace";
import { texts } from "../texts";
import { Avatar } from "../ui/Avatar";
import { useSession } from "./session";

const SHOWN_MAX = 4;

/** Who else has this set open. */
export function PresenceRow() {
  const { me } = useWorkspace();
  const { presence, presenceMore } = useSession();
  const others = presence.filter((user) => user.id !== me.id);
  if (others.length === 0) return null;
  const sentence = texts.presence.here(
    others.map((user) => user.name),
    presenceMore,
  );
  const unshown = others.length + presenceMore - SHOWN_MAX;
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        <span className="presence" role="img" tabIndex={0} aria-label={sentence}>
          {others.slice(0, SHOWN_MAX).map((user) => (
            <Avatar key={user.id} id={user.id} name={user.name} url={user.avatarUrl} />
          ))}
          {unshown > 0 ? (
            <span
              className="avatar avatar-small avatar-more"
              data-initials={`+${unshown}`}
              aria-hidden="true"
            />
          ) : null}
        </span>
      </Focusable>
      <Tooltip className="tooltip" offset={6}>
        {sentence}
      </Tooltip>
    </TooltipTrigger>
  );
}
