/** The address with which the column starts, also once a change of language has loaded the page anew. */

const KEY = "geoportal-start";

/** What the page before has handed on, else the present address. */
export function takeHome(store: Pick<Storage, "getItem" | "removeItem">, here: string): string {
  const home = store.getItem(KEY) ?? here;
  store.removeItem(KEY);
  return home;
}

/** Hand it on to the page that a link loads. */
export function giveHome(store: Pick<Storage, "setItem">, home: string): void {
  store.setItem(KEY, home);
}
