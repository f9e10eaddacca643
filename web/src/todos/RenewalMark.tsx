import type { TodoSet } from "glint-client/wire";
import "../styles/renewal.css";
import { ListRestart } from "lucide-react";
import { Button, Tooltip, TooltipTrigger } from "react-aria-components";
import { textsDates } from "../texts/dates";
import { useReader } from "./use-reader";
import { useOpenDialog } from "../workspace/dialogs";
import { dailyText, nextText, renewalOf, renewalSentence } from "./renewal";

/** Says in the list's heading that it is renewed every day; the dialog, which everyone may open, says more. */
export default function RenewalMark({ set }: { readonly set: TodoSet }) {
  const open = useOpenDialog();
  const reader = useReader();
  const renewal = renewalOf(set, reader.zone);
  const sentence = renewalSentence(renewal, reader);
  const next = nextText(renewal, reader);
  const daily = dailyText(renewal, reader);
  const label = textsDates.renewal.mark(daily, sentence, next);
  return (
    <TooltipTrigger>
      <Button
        className="renewal-mark"
        aria-label={label}
        onPress={() => open({ kind: "renewal", set })}
      >
        <ListRestart aria-hidden="true" />
        <span>{daily}</span>
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
