/** Which tools there are, and their short addresses. */

/** Those that a wide page's head has room for. */
export const HEAD_TOOLS = ["measure", "print", "share", "import"] as const;

export const TOOLS = [...HEAD_TOOLS, "draw", "compare", "offline"] as const;

/** `menu` lists them all; `check` is for planners, who have its address. */
export type ToolId = (typeof TOOLS)[number] | "menu" | "check";

/** Those whose points are taps on the map. */
const POINT_TOOLS: readonly (ToolId | null)[] = ["measure", "draw"];

/** Whether a tool takes the taps on the map as its points. */
export function setsPoints(tool: ToolId | null): boolean {
  return POINT_TOOLS.includes(tool);
}

/** Tools with a short address of their own. */
const PAGES: Readonly<Record<string, ToolId>> = { planpruefung: "check" };

/** The tool at a short address, such as `planpruefung`; null where there is none. */
export function toolAt(path: string): ToolId | null {
  return Object.hasOwn(PAGES, path) ? (PAGES[path] ?? null) : null;
}

/** The short address of a tool, or null. */
export function addressOf(tool: ToolId): string | null {
  return Object.keys(PAGES).find((path) => PAGES[path] === tool) ?? null;
}
