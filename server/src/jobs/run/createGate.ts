/** A scan waits at this gate before each request. It is closed while the job is paused. */
export function createGate() {
  let open: (() => void) | null = null;
  let passing: Promise<void> = Promise.resolve();
  return {
    pass: (): Promise<void> => passing,
    close(): void {
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
