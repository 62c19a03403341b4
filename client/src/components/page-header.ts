/** The head of the page: logo, title, tools, the other languages. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Portal } from "../state/portal.ts";
import { HEAD_TOOLS, type ToolId } from "../state/tool.ts";
import type { Words } from "../words/de.ts";
import { localized } from "../words/language.ts";
import { keepSpeech, SPEECH_NAMES, SPEECHES, type Speech, TAGS } from "../words/speech.ts";
import { icon } from "./icons.ts";

/** A logo that does not come leaves no broken picture. */
function hide(event: Event): void {
  (event.currentTarget as HTMLElement).remove();
}

function toolButton(portal: Portal, tool: Exclude<ToolId, "check">, name: string): TemplateResult {
  return html`<button type="button" class=${tool === "menu" ? "tool menu" : "tool"} data-tool=${tool} @click=${() => portal.openTool(tool)}>
    ${icon(tool === "menu" ? "tools" : tool)}<span>${name}</span>
  </button>`;
}

/** The button whose tool is on its way shows that it waits. */
function showWaiting(target: HTMLElement, portal: Portal): void {
  portal.store.subscribe(({ waiting }, before) => {
    if (waiting === before.waiting) return;
    for (const button of target.querySelectorAll<HTMLElement>("[data-tool]"))
      button.ariaBusy = button.dataset.tool === waiting ? "true" : null;
  });
}

/** Plain links, so that they work with the back button and can be shared. */
function languages(words: Words, spoken: Speech, link: (speech: Speech) => string): TemplateResult {
  const close = (event: Event): void => {
    const { relatedTarget, currentTarget, key } = event as FocusEvent & KeyboardEvent;
    const menu = currentTarget as HTMLDetailsElement;
    if (
      event.type === "keydown" ? key !== "Escape" || !menu.open : menu.contains(relatedTarget as Node | null)
    )
      return;
    menu.open = false;
    if (event.type !== "keydown") return;
    event.preventDefault();
    menu.querySelector("summary")?.focus();
  };
  return html`<details class="languages" @keydown=${close} @focusout=${close}>
    <summary aria-label=${`${words.language}: ${SPEECH_NAMES[spoken]}`}>
      ${icon("language")}<span>${SPEECH_NAMES[spoken]}</span>
    </summary>
    <ul>
      ${SPEECHES.map(
        (speech) => html`<li><a
          href=${`?sprache=${speech}`} lang=${TAGS[speech]} hreflang=${TAGS[speech]}
          aria-current=${speech === spoken ? "true" : nothing}
          @click=${(event: Event) => {
            keepSpeech(speech);
            (event.currentTarget as HTMLAnchorElement).href = link(speech);
          }}
        >${SPEECH_NAMES[speech]}</a></li>`,
      )}
    </ul>
  </details>`;
}

/** Fill `<header>`; `link` is the address of what is seen in another language. */
export function renderHeader(
  target: HTMLElement,
  portal: Portal,
  spoken: Speech,
  link: (speech: Speech) => string,
): void {
  const { words, language } = portal;
  const { town } = portal.document;
  target.replaceChildren();
  render(
    html`
      ${town.logo ? html`<img class="logo" src=${town.logo} alt="" width="40" height="40" @error=${hide} />` : nothing}
      <h1>${localized(town.title, language)}</h1>
      <nav class="tools" aria-label=${words.tools}>
        ${HEAD_TOOLS.map((tool) => toolButton(portal, tool, words.toolNames[tool]))}
        ${toolButton(portal, "menu", words.tools)}
      </nav>
      ${languages(words, spoken, link)}`,
    target,
  );
  showWaiting(target, portal);
}
