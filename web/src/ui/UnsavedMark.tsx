import { CloudUpload } from "lucide-react";
import { texts } from "../texts";

/** Mark an edit that the server has not confirmed. */
export function UnsavedMark() {
  return (
    <span className="unsaved" role="img" aria-label={texts.common.unsaved}>
      <CloudUpload aria-hidden="true" />
    </span>
  );
}
