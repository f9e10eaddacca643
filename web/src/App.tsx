import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { SWRConfig } from "swr";
import { useLocation } from "wouter";
import { cacheSettings } from "./data/cache";
import { useMe } from "./data/me";
import { useOutbox } from "./workspace/outbox";
import { placeAt, type Place, type SharedPlace } from "./paths";
import { CrashScreen } from "./screens/CrashScreen";
import { SignedIn } from "./screens/SignedIn";
import { OutboxContext } from "./workspace/outbox";
import { language } from "./texts";
import { Loading } from "./ui/Loading";
import { toasts } from "./ui/toasts";

const NotFound = lazy(() => import("./screens/NotFound"));
const Join = lazy(() => import("./screens/Join"));
const SharedPage = lazy(() => import("./guests/SharedPage"));
const ToastStack = lazy(() => import("./ui/ToastStack"));

export function App() {
  const [, navigate] = useLocation();
  return (
    <SWRConfig value={cacheSettings}>
      <I18nProvider locale={language}>
        <RouterProvider navigate={navigate}>
          <CrashScreen>
            <Screens />
            <Toasts />
          </CrashScreen>
        </RouterProvider>
      </I18nProvider>
    </SWRConfig>
  );
}

/** The notices, loaded with the first one. */
function Toasts() {
  const [needed, setNeeded] = useState(false);
  useEffect(() => toasts.subscribe(() => setNeeded(true)), []);
  return needed ? (
    <Suspense fallback={null}>
      <ToastStack />
    </Suspense>
  ) : null;
}

/** What the address leads to. Whoever has a link to a list is nobody: nothing of a user is read there. */
function Screens() {
  const [location] = useLocation();
  const place = placeAt(location);
  if (place?.kind === "shared") {
    return (
      <Suspense fallback={<Loading lines={3} />}>
        <SharedPage key={place.token} token={place.token} />
      </Suspense>
    );
  }
  return (
    <WithOutbox>
      <Suspense fallback={<Loading lines={3} />}>
        <Screen place={place} />
      </Suspense>
    </WithOutbox>
  );
}

function Screen({ place }: { readonly place: Exclude<Place, SharedPlace> | null }) {
  switch (place?.kind) {
    case "join":
      return <Join token={place.token} />;
    case "lists":
    case "mine":
      return <SignedIn place={place} />;
    case "home":
      return <SignedIn place={null} />;
    default:
      return <NotFound />;
  }
}

/** Send queued edits, of any set, while someone is signed in. */
function WithOutbox({ children }: { readonly children: ReactNode }) {
  const { data: me } = useMe();
  const outbox = useOutbox(me?.id ?? null);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}
