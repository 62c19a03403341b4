/** When the page is seen for the first time: what comes before that is waited for, so little comes before that. */

/** Call back when what is on the page now can be read: the frame after the next one begins when that has been shown. */
export function afterPaint(next: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next)));
}

/** Resolves when what is on the page now can be read; at once where nobody sees it, as there are no frames then. */
export function painted(): Promise<void> {
  return document.hidden ? Promise.resolve() : new Promise(afterPaint);
}
