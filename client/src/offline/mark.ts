/** The line above the map that says how old it is, where what is shown is this browser's own copy. */
import { html, nothing, render } from "lit";
import type { Portal } from "../state/portal.ts";
import { shownSince } from "../state/state.ts";
import { formatMoment } from "../words/format.ts";

/** Keep `target` in step with what is shown; it is empty while all is of now. */
export function markAge(portal: Portal, target: HTMLElement): void {
  const { store, words, language, background } = portal;
  const draw = (): void => {
    const since = shownSince(store.state, background);
    render(
      since === null
        ? nothing
        : html`<p>${words.offlineSince(formatMoment(since, language))}</p>
            <button type="button" class="action" @click=${() => location.reload()}>${words.reload}</button>`,
      target,
    );
  };
  store.subscribe((state, before) => {
    if (shownSince(state, background) !== shownSince(before, background)) draw();
  });
  draw();
}
