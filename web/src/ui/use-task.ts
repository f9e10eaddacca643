import { useState } from "react";
import { sentenceOf } from "glint-client";

interface Task {
  readonly run: () => void;
  readonly running: boolean;
  /** Why the last run failed, as a sentence; null if it did not. */
  readonly error: string | null;
}

/** Run an asynchronous task that may fail, one at a time. */
export function useTask(work: () => Promise<void>): Task {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async () => {
    setRunning(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(sentenceOf(failure));
    } finally {
      setRunning(false);
    }
  };
  return { run: () => void run(), running, error };
}
