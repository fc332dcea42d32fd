/** A gate that a scan passes before each request. It is shut while the job is paused. */
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
