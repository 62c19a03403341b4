/** On an information column nobody can come back from another website: what leads away is text there. */

/** The map and its questions; not the server's own pages, which lead on. */
const MAP = /^\/(?!(?:api|barrierefreiheit|leichte-sprache)\b)[a-z0-9_-]*\/?$/;

/** Whether a link stays on the map: an address of our own host, in this window, that is no page of the server. */
export function staysHere(link: Pick<HTMLAnchorElement, "href" | "target">, origin: string): boolean {
  if (!URL.canParse(link.href)) return false;
  const url = new URL(link.href);
  return url.origin === origin && link.target !== "_blank" && MAP.test(url.pathname);
}

/** Take the address from all links that lead away, also from those that come later. */
export function keepHere(root: HTMLElement): void {
  const clean = (): void => {
    for (const link of root.querySelectorAll<HTMLAnchorElement>("a[href]"))
      if (!staysHere(link, location.origin)) link.removeAttribute("href");
  };
  new MutationObserver(clean).observe(root, {
    childList: true,
    subtree: true,
    attributeFilter: ["href", "target"],
  });
  clean();
}
