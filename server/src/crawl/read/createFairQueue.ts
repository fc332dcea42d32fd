/** Waiting tasks of several owners. Owners take turns, so that one with many tasks delays others by one task each. */
export function createFairQueue<Task>() {
  const byOwner = new Map<string, Task[]>();
  let size = 0;
  return {
    add(owner: string, task: Task): void {
      const own = byOwner.get(owner);
      if (own) own.push(task);
      else byOwner.set(owner, [task]);
      size += 1;
    },
    /** The next task; its owner goes to the end of the row. */
    take(): Task | undefined {
      for (const [owner, own] of byOwner) {
        const task = own.shift();
        byOwner.delete(owner);
        if (own.length > 0) byOwner.set(owner, own);
        if (task === undefined) continue;
        size -= 1;
        return task;
      }
      return undefined;
    },
    remove(owner: string, task: Task): void {
      const own = byOwner.get(owner);
      const at = own?.indexOf(task) ?? -1;
      if (own === undefined || at === -1) return;
      own.splice(at, 1);
      if (own.length === 0) byOwner.delete(owner);
      size -= 1;
    },
    size: (): number => size,
  };
}
