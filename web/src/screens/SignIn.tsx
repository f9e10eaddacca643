import { useState } from "react";
import { Form } from "react-aria-components";
import { signInForTrial, signInPath } from "../data/me";
import { useProviders } from "../data/providers";
import { sentenceOf } from "../realtime/api-error";
import { texts } from "../texts";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { Logo } from "../ui/Logo";
import { TextInput } from "../ui/TextInput";
import { useTask } from "../ui/use-task";

const USERNAME_MAX_CHARS = 40;

interface SignInProps {
  /** Why the visitor should sign in, where that is not obvious. */
  readonly reason?: string;
}

export default function SignIn({ reason }: SignInProps) {
  const providersAnswer = useProviders();
  const ways = providersAnswer.data;
  const trial = ways?.devLogin === true;
  const providers = ways?.providers ?? [];
  return (
    <main className="centered">
      <div className="card">
        <Logo />
        <h1>{texts.signIn.title}</h1>
        <p className="sign-in-pitch">{reason ?? texts.signIn.pitch}</p>
        {trial ? <TrialForm /> : null}
        {trial && providers.length > 0 ? <p className="sign-in-or">{texts.signIn.or}</p> : null}
        {providers.map((provider) => (
          <a
            key={provider.id}
            className={trial ? "button button-plain" : "button button-primary"}
            href={signInPath(provider.id, window.location.pathname)}
          >
            {texts.signIn.with(provider.name)}
          </a>
        ))}
        {ways && !trial && providers.length === 0 ? <FormError error={texts.signIn.noWay} /> : null}
        {providersAnswer.error ? <FormError error={sentenceOf(providersAnswer.error)} /> : null}
      </div>
    </main>
  );
}

function TrialForm() {
  const [name, setName] = useState("");
  const task = useTask(() => signInForTrial(name.trim()));
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !task.running) task.run();
      }}
    >
      <TextInput
        label={texts.signIn.trialLabel}
        value={name}
        onChange={setName}
        placeholder={texts.signIn.trialPlaceholder}
        maxLength={USERNAME_MAX_CHARS}
        error={task.error}
        autoComplete="username"
        autoFocus
      />
      <Button variant="primary" type="submit" isPending={task.running} isDisabled={!name.trim()}>
        {texts.signIn.trialAction}
      </Button>
    </Form>
  );
}
