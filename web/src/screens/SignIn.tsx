import { sentenceOf } from "glint-client";
import { USERNAME_MAX_CHARS } from "glint-client/wire";
import { signInForTrial, signInPath } from "../data/me";
import { useProviders } from "../data/providers";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { FormError } from "../ui/FormError";
import { Logo } from "../ui/Logo";
import { useTabTitle } from "../ui/use-tab-title";
import { NameForm } from "../drafts/NameForm";

interface SignInProps {
  /** Why the visitor should sign in, where that is not obvious. */
  readonly reason?: string;
}

export default function SignIn({ reason }: SignInProps) {
  const providersAnswer = useProviders();
  useTabTitle(texts.tab.page(textsLater.signIn.tab));
  const ways = providersAnswer.data;
  const trial = ways?.devLogin === true;
  const providers = ways?.providers ?? [];
  return (
    <main className="centered">
      <div className="card">
        <Logo />
        <h1>{textsLater.signIn.title}</h1>
        <p className="sign-in-pitch">{textsLater.signIn.pitch}</p>
        {reason === undefined ? null : <p>{reason}</p>}
        {trial ? <TrialForm /> : null}
        {trial && providers.length > 0 ? (
          <p className="sign-in-or">{textsLater.signIn.or}</p>
        ) : null}
        {providers.map((provider) => (
          <a
            key={provider.id}
            className={trial ? "button button-plain" : "button button-primary"}
            href={signInPath(provider.id, window.location.pathname)}
          >
            {textsLater.signIn.with(provider.name)}
          </a>
        ))}
        {ways?.missing ? <FormError error={ways.missing} /> : null}
        {providersAnswer.error ? <FormError error={sentenceOf(providersAnswer.error)} /> : null}
      </div>
    </main>
  );
}

function TrialForm() {
  return (
    <NameForm
      label={textsLater.signIn.trialLabel}
      placeholder={textsLater.signIn.trialPlaceholder}
      maxLength={USERNAME_MAX_CHARS}
      autoComplete="username"
      autoFocus
      action={textsLater.signIn.trialAction}
      onSave={signInForTrial}
    />
  );
}
