import { texts } from "../texts";
import { textsOfShortcuts } from "../texts/shortcuts";
import { ModalDialog } from "../ui/ModalDialog";

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog title={texts.shortcuts.title} onClose={onClose} wide>
      <div className="shortcuts">
        {textsOfShortcuts.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.keys.map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ModalDialog>
  );
}
