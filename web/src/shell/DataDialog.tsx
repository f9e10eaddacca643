import { useState } from "react";
import { readMyData } from "../data/account";
import { texts } from "../texts";
import { textsLater } from "../texts-later";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useTask } from "../ui/use-task";
import { DeleteAccountDialog } from "./DeleteAccountDialog";

/** What is stored about oneself: to take along, and to be deleted. */
export function DataDialog({ onClose }: { readonly onClose: () => void }) {
  const [isDeleting, setDeleting] = useState(false);
  const download = useTask(async () => save(await readMyData()));
  const t = textsLater.data;
  return (
    <ModalDialog title={texts.account.data} onClose={onClose}>
      <section className="danger-zone">
        <div>
          <p>{t.downloadText}</p>
          <Button isPending={download.running} onPress={download.run}>
            {t.download}
          </Button>
        </div>
        <FormError error={download.error} />
        <div>
          <p>{t.deleteText}</p>
          <Button variant="danger" onPress={() => setDeleting(true)}>
            {t.delete}
          </Button>
        </div>
      </section>
      {isDeleting ? <DeleteAccountDialog onClose={() => setDeleting(false)} /> : null}
    </ModalDialog>
  );
}

/** Saves it as a file of JSON. */
function save(data: unknown): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = "glint-data.json";
  link.click();
  // Some browsers begin to read the file only after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
