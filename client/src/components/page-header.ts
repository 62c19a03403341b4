/** The head of the page: logo, title, tools, the other language. */
import { html, nothing, render, type TemplateResult } from "lit";
import { localized } from "../language.ts";
import type { Language } from "../model.ts";
import type { Portal } from "../portal.ts";
import { HEAD_TOOLS, type ToolId } from "../tools.ts";
import { icon } from "./icons.ts";

/** A logo that does not come leaves no broken picture. */
function hide(event: Event): void {
  (event.currentTarget as HTMLElement).remove();
}

function toolButton(portal: Portal, tool: Exclude<ToolId, "check">, name: string): TemplateResult {
  return html`<button type="button" class=${tool === "menu" ? "tool menu" : "tool"} @click=${() => portal.openTool(tool)}>
    ${icon(tool === "menu" ? "tools" : tool)}<span>${name}</span>
  </button>`;
}

/** Fill `<header>`; a change of language is a plain link, so that it works with the back button and can be shared. */
export function renderHeader(target: HTMLElement, portal: Portal, link: () => string): void {
  const { words, language } = portal;
  const { town } = portal.document;
  const other: Language = language === "de" ? "en" : "de";
  const follow = (event: Event): void => {
    (event.currentTarget as HTMLAnchorElement).href = link();
  };
  target.replaceChildren();
  render(
    html`
      ${town.logo ? html`<img class="logo" src=${town.logo} alt="" width="40" height="40" @error=${hide} />` : nothing}
      <h1>${localized(town.title, language)}</h1>
      <nav class="tools" aria-label=${words.tools}>
        ${HEAD_TOOLS.map((tool) => toolButton(portal, tool, words.toolNames[tool]))}
        ${toolButton(portal, "menu", words.tools)}
      </nav>
      <a class="language" href=${`?sprache=${other}`} lang=${other} hreflang=${other}
        title=${words.otherLanguageHint} @click=${follow}
      >${words.otherLanguage}</a>`,
    target,
  );
}
