import { useRef } from "react";
import { Form, Text, TextArea, TextField } from "react-aria-components";
import { COMMENT_MAX_CHARS, TODO_MAX_COMMENTS, type Member, type Todo } from "glint-client/wire";
import { useDraft, useHasDraft } from "../drafts/use-draft";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Button } from "../ui/Button";
import KeptDrafts from "./KeptDrafts";
import { useListView } from "./list-view";
import { MentionChoices, mentionProps } from "./MentionChoices";
import { mentionedIn } from "./mentions";
import { usePeople } from "./people";
import { useSession } from "./session";
import { useMention } from "./use-mention";

const t = textsLater.comments;
/** From here on it is shown how much room is left. */
const NEARLY_FULL_CHARS = 200;
const NOBODY: readonly Member[] = [];

interface CommentFieldProps {
  readonly todo: Todo;
  /** How many comments there are. */
  readonly count: number;
}

/** Write a comment, or say why not. */
export function CommentField({ todo, count }: CommentFieldProps) {
  const { permissions } = useSession();
  const { rights, access } = useListView();
  if (permissions === null) return null;
  if (!rights.comment)
    return (
      <>
        <p className="thread-note">{t.mayNot}</p>
        <LostComment todoId={todo.id} />
      </>
    );
  if (count >= TODO_MAX_COMMENTS) return <p className="thread-note">{t.full(count)}</p>;
  return access === "member" ? (
    <MemberField todoId={todo.id} />
  ) : (
    <OpenField todoId={todo.id} people={NOBODY} />
  );
}

/** One who writes in a team can mention the others. */
function MemberField({ todoId }: { readonly todoId: string }) {
  return <OpenField todoId={todoId} people={usePeople()} />;
}

interface OpenFieldProps {
  readonly todoId: string;
  /** Whom a comment can mention, and oneself. */
  readonly people: readonly Member[];
}

/** What was typed where nothing can be sent any more, to be saved; nothing if that is nothing. */
export function LostComment({ todoId }: { readonly todoId: string }) {
  const { myId, setId } = useListView();
  const place = `comment:${todoId}` as const;
  return useHasDraft({ userId: myId, setId, place }) ? <KeptDrafts places={[place]} /> : null;
}

/** Enter sends, Shift with it begins a new line; on a phone, where there is no such key, Enter does that. */
function OpenField({ todoId, people }: OpenFieldProps) {
  const { comment } = useSession();
  const { myId, setId, isTouch, wantedPart } = useListView();
  const draft = useDraft({ userId: myId, setId, place: `comment:${todoId}` }, "");
  const field = useRef<HTMLTextAreaElement>(null);
  const others = people.filter(({ userId }) => userId !== myId);
  const mention = useMention({ text: draft.text, type: draft.type, people: others, field });
  const body = draft.text.trim();
  const left = COMMENT_MAX_CHARS - draft.text.length;
  const send = () => {
    if (!body) return;
    comment(todoId, body, mentionedIn(body, people, { myId, chosen: mention.chosen }));
    mention.reset();
    draft.finish();
    field.current?.focus();
  };
  return (
    <Form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField
        aria-label={t.write}
        className="panel-text comment-field"
        value={draft.text}
        onChange={(text) => {
          draft.type(text);
          mention.follow();
        }}
        maxLength={COMMENT_MAX_CHARS}
        autoFocus={!isTouch && wantedPart === null}
        onKeyDown={(event) => {
          if (mention.handleKey(event)) return;
          const sends = event.ctrlKey || event.metaKey || !(event.shiftKey || isTouch);
          if (event.key !== "Enter" || !sends) event.continuePropagation();
          else {
            event.preventDefault();
            send();
          }
        }}
      >
        <MentionChoices choice={mention} />
        <TextArea
          ref={field}
          rows={1}
          dir="auto"
          placeholder={t.write}
          onSelect={mention.follow}
          {...mentionProps(mention)}
        />
        {left <= NEARLY_FULL_CHARS || draft.isRestored ? (
          <Text slot="description" className="comment-hint">
            {left <= NEARLY_FULL_CHARS ? t.left(left) : texts.drafts.mark}
          </Text>
        ) : null}
      </TextField>
      {body ? (
        <Button variant="primary" type="submit">
          {t.send}
        </Button>
      ) : null}
    </Form>
  );
}
