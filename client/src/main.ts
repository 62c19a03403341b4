/** Starts the page: shell first, then the document, then data and the drawn map side by side. */
import "./css/tokens.css";
import "./css/page.css";
import "./css/panel.css";
import "./css/layers.css";
import "./css/search.css";
import "./css/tools.css";
import { html, render } from "lit";
import { chosenScheme, watchAppearance } from "./appearance/appearance.ts";
import { painted } from "./appearance/paint.ts";
import { renderHeader } from "./components/page-header.ts";
import type { PortalPanel } from "./components/portal-panel.ts";
import "./components/portal-panel.ts";
import { startMap } from "./map/start.ts";
import { dropStartPicture } from "./map/start-picture.ts";
import type { MapDocument } from "./model.ts";
import { bringDocument, keeper } from "./offline/document.ts";
import { markAge } from "./offline/mark.ts";
import { Portal } from "./state/portal.ts";
import { emptyState, Store, selectedKey, topPanel } from "./state/state.ts";
import { isPlaced, readView, writeView } from "./url.ts";
import type { Words } from "./words/de.ts";
import { localized, wordsOf } from "./words/language.ts";
import { bringWords, chooseSpeech, keptSpeech, languageOf, TAGS } from "./words/speech.ts";

const AFTER_DRAWN_MS = 300; // the first touches go before what is for later

const home = location.href;
const view = readView(location);
const speech = chooseSpeech(view.speech ?? (view.kiosk ? null : keptSpeech()), navigator.languages);
const language = languageOf(speech);
const kept = keeper(view.embedded);
if (!view.background || view.grey || isPlaced(location)) dropStartPicture();

function part<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

function dress({ document: { town }, words }: Portal): void {
  const root = document.documentElement;
  root.lang = TAGS[speech];
  root.style.setProperty("--town-primary", town.colours.primary);
  root.style.setProperty("--town-accent", town.colours.accent);
  document.title = localized(town.title, language);
  part("zur-karte").textContent = words.skipToMap;
  part("zu-den-ebenen").textContent = words.skipToLayers;
}

/** Path and query that share what is seen, in the language asked for. */
function address(portal: Portal, asked = view.speech, embedded = view.embedded): string {
  const { on, opacities, narrowed, background, look } = portal.store.state;
  const months = Object.fromEntries(Object.entries(narrowed).map(([id, { month }]) => [id, month]));
  const { page, usual } = portal.page;
  const own =
    usual !== null && usual.join() === on.join() && Object.keys({ ...opacities, ...months }).length === 0;
  return writeView({
    layers: own ? null : on,
    opacities,
    months,
    background,
    grey: look.grey,
    speech: asked,
    feature: selectedKey(portal.store.state),
    page,
    embedded,
    kiosk: view.kiosk,
  });
}

function keepAddress(portal: Portal): void {
  portal.store.subscribe((state, before) => {
    const seen = ["on", "opacities", "narrowed", "background", "look", "panels"] as const;
    if (seen.every((part) => state[part] === before[part])) return;
    const shared = address(portal);
    if (shared === location.pathname + location.search) return; // browsers fetch the icon anew with each state
    history.replaceState(history.state, "", shared + location.hash);
  });
}

function showNotices(portal: Portal): void {
  const area = part("hinweise");
  portal.store.subscribe((state, before) => {
    if (state.announcement !== before.announcement) part("ansage").textContent = state.announcement;
    if (state.notice === before.notice) return;
    const { notice } = state;
    render(
      notice
        ? html`<div class="notice" role=${notice.urgent ? "alert" : "status"}>
            <p>${notice.text}</p>
            <button type="button" class="icon close" aria-label=${portal.words.close} title=${portal.words.close}
              @click=${() => portal.dismissNotice()}></button>
          </div>`
        : null,
      area,
    );
  });
}

/** Say it when the connection goes; take it back when it comes again, and bring what is missing. */
function watchConnection(portal: Portal): void {
  const { words } = portal;
  addEventListener("offline", () => portal.notify(words.offline));
  addEventListener("online", () => {
    if (portal.store.state.notice?.text === words.offline) portal.dismissNotice();
    portal.reconnect();
  });
}

function showPanel(portal: Portal): PortalPanel {
  const panel = part<PortalPanel>("ebenen");
  panel.replaceChildren();
  part("ebenenbereich").setAttribute("aria-label", portal.words.panelName);
  panel.portal = portal;
  const show = (): void => {
    panel.state = portal.store.state;
    const { dataset } = document.documentElement;
    dataset.sheet = portal.store.state.sheet;
    dataset.panel = topPanel(portal.store.state).kind;
  };
  portal.store.subscribe(show);
  show();
  part("zu-den-ebenen").addEventListener("click", (event) => {
    event.preventDefault();
    if (portal.store.state.sheet === "collapsed") portal.setSheet("half");
    void panel.updateComplete.then(() => panel.focusHeading());
  });
  return panel;
}

/** On another website the map stands alone until something is tapped; a link leads to all of it. */
function embed(portal: Portal): void {
  document.documentElement.dataset.embedded = "1";
  const follow = (event: Event): void => {
    (event.currentTarget as HTMLAnchorElement).href = address(portal, view.speech, false) + location.hash;
  };
  const link = html`<a class="action whole" href="/" target="_blank" @click=${follow}>${portal.words.openPortal}</a>`;
  render(link, part("einbettung"));
}

function showFailure(): void {
  const words = wordsOf(language);
  part("ebenen").replaceChildren();
  render(
    html`<div class="failure" role="alert">
      <p>${words.documentFailed}</p>
      <button type="button" class="action" @click=${() => location.reload()}>${words.retry}</button>
    </div>`,
    part("hinweise"),
  );
}

/** When all is drawn, the browser has time to get ready for times without a network. */
function prepareForOffline(portal: Portal): void {
  if (!kept) return;
  const wait = new MutationObserver(() => {
    if (document.documentElement.dataset.ready !== "1") return;
    wait.disconnect();
    // Without it the map works, only not offline: nothing that people could do about it.
    const bring = () => import("./offline/install.ts").then(({ install }) => install(portal, kept));
    const failed = (error: unknown): void => {
      if (navigator.onLine) reportError(error);
    };
    setTimeout(() => void bring().catch(failed), AFTER_DRAWN_MS);
  });
  wait.observe(document.documentElement, { attributeFilter: ["data-ready"] });
}

function start(map: MapDocument, since: string | null, words: Words): void {
  const store = new Store({ ...emptyState(map.town.zoom), scheme: chosenScheme(), documentSince: since });
  watchAppearance(store);
  const portal = new Portal(map, store, language, words, kept);
  dress(portal);
  renderHeader(part("kopf"), portal, speech, (asked) => address(portal, asked) + location.hash);
  showNotices(portal);
  watchConnection(portal);
  markAge(portal, part("stand"));
  if (view.embedded) embed(portal);
  if (view.kiosk)
    void import("./kiosk/kiosk.ts").then(({ startKiosk }) => startKiosk(portal, home), reportError);
  const panel = showPanel(portal);
  keepAddress(portal);
  prepareForOffline(portal);
  portal.loadAfter(painted());
  portal.start(view);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && topPanel(store.state).kind !== "start")
      portal.close();
  });
  startMap(portal, part("karte"), () => panel.cover);
}

Promise.all([bringDocument(kept), bringWords(speech)]).then(
  ([{ map, since }, words]) => start(map, since, words),
  (error: unknown) => {
    showFailure();
    reportError(error);
  },
);
