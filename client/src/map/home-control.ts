/** The map's button that shows the whole town again. */

/** What MapLibre asks of a control. */
interface Control {
  onAdd(): HTMLElement;
  onRemove(): void;
}

export function homeControl(label: string, goHome: () => void): Control {
  const container = document.createElement("div");
  container.className = "maplibregl-ctrl maplibregl-ctrl-group";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "home";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", goHome);
  container.append(button);
  return { onAdd: () => container, onRemove: () => container.remove() };
}
