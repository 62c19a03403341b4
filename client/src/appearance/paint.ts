/** When the page is seen for the first time: what comes before that is waited for, so little comes before that. */

/** Call back when what is on the page now can be read: the frame after the next one begins when that has been shown. */
export function afterPaint(next: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next)));
}

/** A page that nobody sees has no frames: one that is hidden, or a frame below the fold of another page. */
const UNSEEN_MS = 3_000;

/** Resolves when what is on the page now can be read, or nobody seems to look. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    afterPaint(resolve);
    setTimeout(resolve, document.hidden ? 0 : UNSEEN_MS);
  });
}
