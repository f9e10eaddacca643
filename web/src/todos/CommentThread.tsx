import { Trash2 } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { NetworkError, sentenceOf } from "glint-client";
import type { Comment, Todo } from "glint-client/wire";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Avatar } from "../ui/Avatar";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { IconButton } from "../ui/IconButton";
import { Loading } from "../ui/Loading";
import { useRelativeTime } from "../ui/use-relative-time";
import { UnsavedMark } from "../ui/UnsavedMark";
import { CommentField, LostComment } from "./CommentField";
import { CommentText } from "./CommentText";
import { useListView } from "./list-view";
import { usePeople } from "./people";
import { useSession } from "./session";
import { useWantedPart } from "./use-wanted-part";
import { shownName } from "./shown-name";
import type { Comments } from "./use-comments";
import { takeWantedComment } from "./wanted-comment";

const t = textsLater.comments;
/** Who is this close to the end reads the newest. */
const NEAR_END_PX = 40;

interface CommentThreadProps {
  readonly todo: Todo;
  readonly isGone: boolean;
  readonly thread: Comments;
}

/** The comments of a todo, the newest last, and the field for another one. */
export function CommentThread({ todo, isGone, thread }: CommentThreadProps) {
  const { comments, isLoaded, error } = thread;
  const { deleteComment } = useSession();
  const [doomed, setDoomed] = useState<Comment | null>(null);
  const box = useStickyEnd(comments.length);
  useWantedComment(box, comments);
  const section = useRef<HTMLElement>(null);
  useWantedPart("comments", true, () => {
    (section.current?.querySelector("textarea") ?? box.current)?.focus();
  });
  return (
    <section ref={section} className="thread" aria-label={texts.comments.heading}>
      <div ref={box} className="thread-scroll" tabIndex={-1}>
        <ul className="comments" aria-label={texts.comments.heading}>
          {comments.map((comment) => (
            <CommentItem key={comment.id} comment={comment} isGone={isGone} onDelete={setDoomed} />
          ))}
        </ul>
        {isGone ? null : <State isLoaded={isLoaded} error={error} count={comments.length} />}
      </div>
      {isGone ? (
        <LostComment todoId={todo.id} />
      ) : (
        <CommentField todo={todo} count={comments.length} />
      )}
      {doomed ? (
        <ConfirmDialog
          title={t.deleteTitle}
          message={t.deleteText}
          action={t.deleteAction}
          onConfirm={() => {
            deleteComment(todo.id, doomed.id);
            box.current?.focus();
          }}
          onClose={() => setDoomed(null)}
        />
      ) : null}
    </section>
  );
}

interface StateProps {
  readonly isLoaded: boolean;
  readonly error: unknown;
  readonly count: number;
}

/** Why not all comments are there. */
function State({ isLoaded, error, count }: StateProps) {
  if (isLoaded) return count === 0 ? <p className="thread-note">{t.none}</p> : null;
  if (error === null) return <Loading />;
  const text = error instanceof NetworkError ? t.unreachable : t.failed(sentenceOf(error));
  return (
    <p className="thread-note" role="status">
      {text}
    </p>
  );
}

interface CommentItemProps {
  readonly comment: Comment;
  readonly isGone: boolean;
  readonly onDelete: (comment: Comment) => void;
}

function CommentItem({ comment, isGone, onDelete }: CommentItemProps) {
  const { myId, rights, unsaved, access } = useListView();
  const { id, userId, displayName, avatarUrl, body, writtenBy, createdAt } = comment;
  const time = useRelativeTime(createdAt);
  const ownName = shownName(userId, displayName);
  const author = userId === myId ? texts.todos.you : ownName;
  const name = writtenBy
    ? textsLater.comments.imported(shownName(userId, writtenBy), author)
    : author;
  return (
    <li className="comment" data-comment={id}>
      <Avatar id={userId} name={ownName} url={avatarUrl} />
      <div className="comment-main">
        <p className="comment-head">
          <bdi className="comment-author">{name}</bdi>
          <time dateTime={createdAt} title={time.exact}>
            {time.relative}
          </time>
          {unsaved.has(id) ? <UnsavedMark /> : null}
        </p>
        <p className="comment-body" dir="auto">
          {access === "member" ? <TeamText text={body} /> : body}
        </p>
      </div>
      {!isGone && rights.removeComment(comment) ? (
        <IconButton
          className="comment-delete"
          label={t.delete(name)}
          icon={<Trash2 />}
          onPress={() => onDelete(comment)}
        />
      ) : null}
    </li>
  );
}

function TeamText({ text }: { readonly text: string }) {
  return <CommentText text={text} people={usePeople()} />;
}

/** Scroll to the comment to which a notification has led. */
function useWantedComment(
  box: RefObject<HTMLDivElement | null>,
  comments: readonly Comment[],
): void {
  useEffect(() => {
    const id = takeWantedComment(comments.map((comment) => comment.id));
    if (id === null) return;
    const item = box.current?.querySelector(`[data-comment="${CSS.escape(id)}"]`);
    item?.scrollIntoView({ block: "center" });
    item?.classList.add("is-wanted");
  }, [box, comments]);
}

/** Keep the end of what scrolls in sight when something is added, unless the reader is further up. */
function useStickyEnd(length: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    if (isAtEnd.current) scroller.scrollTop = scroller.scrollHeight;
    const look = () => {
      const { scrollTop, clientHeight, scrollHeight } = scroller;
      isAtEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_END_PX;
    };
    scroller.addEventListener("scroll", look);
    return () => scroller.removeEventListener("scroll", look);
  }, [length]);
  return box;
}
