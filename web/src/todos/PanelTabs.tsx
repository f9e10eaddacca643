import type { Todo } from "glint-client/wire";
import "../styles/tabs.css";
import { lazy, Suspense, useState } from "react";
import { Tab, TabList, TabPanel, Tabs, type Key } from "react-aria-components";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { Loading } from "../ui/Loading";
import { CommentThread } from "./CommentThread";
import { useListView } from "./list-view";
import type { Comments } from "./use-comments";

const HistoryOfTodo = lazy(() =>
  import("./HistoryList").then(({ HistoryList }) => ({ default: HistoryList })),
);

interface PanelTabsProps {
  readonly todo: Todo;
  readonly isGone: boolean;
  readonly thread: Comments;
}

/** What was said about the todo, and what happened to it, which guests are not shown. */
export function PanelTabs({ todo, isGone, thread }: PanelTabsProps) {
  const { access, wantedPart } = useListView();
  const [tab, setTab] = useState<Key>("comments");
  if (wantedPart === "comments" && tab !== wantedPart) setTab(wantedPart);
  if (access === "guest") return <CommentThread todo={todo} isGone={isGone} thread={thread} />;
  return (
    <Tabs className="panel-tabs" selectedKey={tab} onSelectionChange={setTab}>
      <TabList className="tab-list" aria-label={textsLater.panel.label(todo.title)}>
        <Tab id="comments" className="tab">
          {texts.comments.heading}
        </Tab>
        <Tab id="history" className="tab">
          {texts.todos.history}
        </Tab>
      </TabList>
      <TabPanel id="comments" className="panel-tab-content">
        <CommentThread todo={todo} isGone={isGone} thread={thread} />
      </TabPanel>
      <TabPanel id="history" className="panel-tab-content">
        <Suspense fallback={<Loading />}>
          <HistoryOfTodo todoId={todo.id} />
        </Suspense>
      </TabPanel>
    </Tabs>
  );
}
