import { RefreshCw, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { NewListImage } from "glint-client/wire";
import { endListImage, replaceListImage, useListImages, type ImageKind } from "../data/list-images";
import type { LinkedList } from "../data/share-links";
import { textsOfShareLinks } from "../texts/share-links";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { FormError } from "../ui/FormError";
import { focusWhenFree } from "../ui/frames";
import { IconButton } from "../ui/IconButton";
import { ShownOnce } from "../ui/ShownOnce";
import { useTask } from "../ui/use-task";

const t = textsOfShareLinks.images;
const KINDS = ["badge", "checklist"] as const;

interface Asked {
  readonly what: "replace" | "end";
  readonly kind: ImageKind;
}

/** The images by which a README shows a list, and the Markdown for those that were just made. */
export function ListImages({ list }: { readonly list: LinkedList }) {
  const images = useListImages(list).data;
  const [made, setMade] = useState<readonly NewListImage[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = useRef<HTMLUListElement>(null);
  const ended = useRef<ImageKind | null>(null);
  const forget = (kind: ImageKind) => setMade((all) => all.filter((image) => image.kind !== kind));
  const make = async (kind: ImageKind) => {
    const image = await replaceListImage(list, kind);
    forget(kind);
    setMade((all) => [...all, image]);
  };
  const end = async (kind: ImageKind) => {
    forget(kind);
    await endListImage(list, kind);
    ended.current = kind;
  };
  useEffect(() => {
    if (asked || ended.current === null) return;
    const row = KINDS.indexOf(ended.current);
    ended.current = null;
    focusWhenFree(() => rows.current?.children[row]?.querySelector("button"));
  }, [asked]);
  if (!images) return null;
  return (
    <section className="invites">
      <h3>{t.heading}</h3>
      <p className="dialog-text">{t.intro}</p>
      <ul ref={rows} className="member-list" aria-label={t.heading}>
        {KINDS.map((kind) => (
          <li key={kind} className="member">
            <span className="member-names">
              <span className="member-name">{t.name[kind]}</span>
              <span className="member-username">{t.shows[kind]}</span>
            </span>
            {images.some((image) => image.kind === kind) ? (
              <Existing kind={kind} onAsk={(what) => setAsked({ what, kind })} />
            ) : (
              <Missing kind={kind} onMake={() => make(kind)} />
            )}
          </li>
        ))}
      </ul>
      {made.map((image) => (
        <Markdown key={image.token} image={image} />
      ))}
      {asked ? (
        <ConfirmDialog
          {...t.question[asked.what](t.name[asked.kind])}
          onClose={() => setAsked(null)}
          onConfirm={() => (asked.what === "replace" ? make(asked.kind) : end(asked.kind))}
        />
      ) : null}
    </section>
  );
}

interface ExistingProps {
  readonly kind: ImageKind;
  readonly onAsk: (what: Asked["what"]) => void;
}

function Existing({ kind, onAsk }: ExistingProps) {
  const name = t.name[kind];
  return (
    <>
      <IconButton label={t.replace(name)} icon={<RefreshCw />} onPress={() => onAsk("replace")} />
      <IconButton label={t.end(name)} icon={<Trash2 />} onPress={() => onAsk("end")} />
    </>
  );
}

interface MissingProps {
  readonly kind: ImageKind;
  readonly onMake: () => Promise<void>;
}

function Missing({ kind, onMake }: MissingProps) {
  const { run, running, error } = useTask(onMake);
  return (
    <>
      <FormError error={error} />
      <Button isDisabled={running} onPress={run}>
        {t.make[kind]}
      </Button>
    </>
  );
}

function Markdown({ image: { kind, url } }: { readonly image: NewListImage }) {
  const text = `![${t.alt}](${url})`;
  const label = t.markdown(t.name[kind]);
  return <ShownOnce label={label} hint={textsOfShareLinks.once} value={text} />;
}
