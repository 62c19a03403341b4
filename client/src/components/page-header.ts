/** The head of the page: logo, title, the other language. */
import { html, nothing, render } from "lit";
import type { Words } from "../de.ts";
import { localized } from "../language.ts";
import type { Language, Town } from "../model.ts";

/** A logo that does not come leaves no broken picture. */
function hide(event: Event): void {
  (event.currentTarget as HTMLElement).remove();
}

/** Fill `<header>`; a change of language is a plain link, so that it works with the back button and can be shared. */
export function renderHeader(
  target: HTMLElement,
  town: Town,
  language: Language,
  words: Words,
  link: () => string,
): void {
  const other: Language = language === "de" ? "en" : "de";
  const follow = (event: Event): void => {
    (event.currentTarget as HTMLAnchorElement).href = link();
  };
  target.replaceChildren();
  render(
    html`
      ${town.logo ? html`<img class="logo" src=${town.logo} alt="" width="40" height="40" @error=${hide} />` : nothing}
      <h1>${localized(town.title, language)}</h1>
      <a class="language" href=${`?sprache=${other}`} lang=${other} hreflang=${other}
        title=${words.otherLanguageHint} @click=${follow}
      >${words.otherLanguage}</a>`,
    target,
  );
}
