/** Notices that nobody is there any more. */

export const IDLE_MS = 120_000;

/** How long before that people are asked whether they are still there (WCAG 2.2.1 wants 20 seconds). */
export const WARNING_MS = 20_000;

export interface Idle {
  /** Nobody has touched anything for long. */
  warn(): void;
  /** Somebody was there after all. */
  back(): void;
  /** Nobody came back. */
  over(): void;
}

/** Start to count; what is returned is called for every touch. Before the first touch nothing runs. */
export function watchIdle({ warn, back, over }: Idle): () => void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  let warned = false;
  return () => {
    for (const timer of timers) clearTimeout(timer);
    if (warned) back();
    warned = false;
    timers = [
      setTimeout(() => {
        warned = true;
        warn();
      }, IDLE_MS - WARNING_MS),
      setTimeout(over, IDLE_MS),
    ];
  };
}
