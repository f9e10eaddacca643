import { sentenceOf } from "glint-client";
import "../styles/mine.css";
import "../styles/tabs.css";
import { CircleCheck } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useMine, type Mine } from "../data/mine";
import { texts } from "../texts";
import { textsMine } from "../texts/mine";
import { DeviceChoice, useChoice } from "../device-choice";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { Unreachable } from "../ui/Unreachable";
import { useTabTitle } from "../ui/use-tab-title";
import { MineByDate } from "./MineByDate";
import { MineByList } from "./MineByList";
import { CompletionContext, useCompletion } from "./completion";
import { useKeptPlace } from "./use-kept-place";

const VIEWS = ["list", "date"] as const;
const chosenView = new DeviceChoice("mine", VIEWS);

interface MinePageProps {
  /** What stands before the heading. */
  readonly lead: ReactNode;
}

/** What is open of what the user has claimed or is assigned to, in all teams. */
export default function MinePage({ lead }: MinePageProps) {
  useTabTitle(texts.tab.page(textsMine.title));
  const query = useMine();
  const mine = query.data;
  return (
    <div className="set-area mine">
      <header className="mine-header">
        {lead}
        <h1>{textsMine.title}</h1>
      </header>
      {query.isLoading ? <Loading lines={4} /> : null}
      {query.error && mine ? (
        <p className="mine-note" role="status">
          {textsMine.failed(sentenceOf(query.error))}
        </p>
      ) : null}
      {query.error && !mine ? (
        <Unreachable reason={sentenceOf(query.error)} onRetry={() => void query.mutate()} />
      ) : null}
      {mine && mine.lists.length === 0 ? (
        <Notice title={textsMine.none} text={textsMine.noneText} icon={<CircleCheck />} />
      ) : null}
      {mine && mine.lists.length > 0 ? <Views mine={mine} /> : null}
    </div>
  );
}

/** The same todos by list or by date, as chosen on this device. */
function Views({ mine }: { readonly mine: Mine }) {
  const view = useChoice(chosenView);
  const completion = useCompletion();
  const box = useRef<HTMLDivElement>(null);
  const keptPlace = useKeptPlace(box, mine);
  return (
    <CompletionContext value={completion}>
      <Tabs
        className="mine-views"
        selectedKey={view}
        onSelectionChange={(key) => chosenView.choose(key as (typeof VIEWS)[number])}
      >
        <TabList className="tab-list" aria-label={textsMine.views.label}>
          {VIEWS.map((each) => (
            <Tab key={each} id={each} className="tab">
              {textsMine.views[each]}
            </Tab>
          ))}
        </TabList>
        <TabPanel key={view} id={view} className="mine-scroll">
          <div ref={box} {...keptPlace}>
            {view === "list" ? <MineByList mine={mine} /> : <MineByDate mine={mine} />}
          </div>
          {mine.more ? <p className="mine-note">{textsMine.more}</p> : null}
        </TabPanel>
      </Tabs>
    </CompletionContext>
  );
}
