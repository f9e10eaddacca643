import { useState } from "react";
import { readMyData } from "../data/account";
import { texts } from "../texts";
import { textsLater } from "../texts/later";
import { download } from "../ui/download";
import { Button } from "../ui/Button";
import { FormError } from "../ui/FormError";
import { ModalDialog } from "../ui/ModalDialog";
import { useTask } from "../ui/use-task";
import { DeleteAccountDialog } from "./DeleteAccountDialog";

/** What is stored about oneself: to take along, and to be deleted. */
export function DataDialog({ onClose }: { readonly onClose: () => void }) {
  const [isDeleting, setDeleting] = useState(false);
  const reading = useTask(async () => {
    const data = JSON.stringify(await readMyData(), null, 2);
    download("glint-data.json", "application/json", data);
  });
  const t = textsLater.data;
  return (
    <ModalDialog title={texts.account.data} onClose={onClose}>
      <section className="danger-zone">
        <div>
          <p>{t.downloadText}</p>
          <Button isPending={reading.running} onPress={reading.run}>
            {t.download}
          </Button>
        </div>
        <FormError error={reading.error} />
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
