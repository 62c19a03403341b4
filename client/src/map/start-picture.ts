/** The small picture of the town with which the server fills the map's place: there until the map is drawn. */

const PATIENCE_MS = 6000; // a part of the background may hang; then what is there is shown

function picture(): HTMLElement | null {
  return document.getElementById("startbild");
}

/** The map is drawn, or shows something else than the picture. */
export function dropStartPicture(): void {
  picture()?.remove();
}

/** The map has begun to draw beneath the picture. */
export function endStartPicture(): void {
  setTimeout(dropStartPicture, PATIENCE_MS);
}

/** There will be no map: the picture stays, and names whose data it shows. */
export function keepStartPicture(): void {
  picture()?.classList.add("stays");
}
