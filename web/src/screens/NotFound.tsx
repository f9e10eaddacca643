import { Compass } from "lucide-react";
import { Link } from "wouter";
import { paths } from "../paths";
import { texts } from "../texts";
import { Notice } from "../ui/Notice";

export default function NotFound() {
  return (
    <main className="centered">
      <Notice
        isPage
        title={texts.errors.notFoundTitle}
        text={texts.errors.notFoundText}
        icon={<Compass />}
      >
        <Link className="button button-primary" href={paths.home}>
          {texts.errors.toStart}
        </Link>
      </Notice>
    </main>
  );
}
