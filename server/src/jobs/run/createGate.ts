/** A gate that scans pass between two requests: shut while a job is paused. */
export function createGate() {
  let open: (() => void) | null = null;
  let passing: Promise<void> = Promise.resolve();
  return {
    pass: (): Promise<void> => passing,
    shut(): void {
      if (open) return;
      passing = new Promise((resolve) => {
        open = resolve;
      });
    },
    open(): void {
      open?.();
      open = null;
      passing = Promise.resolve();
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
