/** On an information column nobody can come back from another website: what leads away is text there. */

/** Whether a link stays on the map: a page of our own host, in this window, that is not the API's or a feature's. */
export function staysHere(link: Pick<HTMLAnchorElement, "href" | "target">, origin: string): boolean {
  if (!URL.canParse(link.href)) return false;
  const url = new URL(link.href);
  return (
    url.origin === origin && link.target !== "_blank" && /^\/(?:(?!api\b)[a-z0-9_-]*\/?)?$/.test(url.pathname)
  );
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
