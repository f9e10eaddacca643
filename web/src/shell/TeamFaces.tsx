import { useEffect } from "react";
import { useMembers } from "../data/members";
import { giveHues } from "../ui/face-hues";
import { useWorkspace } from "../workspace/workspace";

/** Give the people of the open team colours that tell them apart. Shows nothing itself. */
export default function TeamFaces() {
  const { team } = useWorkspace();
  const { data: members } = useMembers(team.id);
  useEffect(() => {
    if (members) giveHues(members.map(({ userId }) => userId));
  }, [members]);
  return null;
}
