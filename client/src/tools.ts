/** The tools: each is a view of the panel whose code comes when it is first opened. */
import type { PortalElement } from "./components/portal-element.ts";

/** Those that a wide page's head has room for. */
export const HEAD_TOOLS = ["measure", "print", "share", "import"] as const;

export const TOOLS = [...HEAD_TOOLS, "draw", "compare", "offline"] as const;

/** `menu` lists them all; `check` is for planners, who have its address. */
export type ToolId = (typeof TOOLS)[number] | "menu" | "check";

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

const LOADERS: Readonly<Record<ToolId, () => Promise<new () => PortalElement>>> = {
  menu: async () => (await import("./components/tool-menu.ts")).ToolMenu,
  print: async () => (await import("./components/print-tool.ts")).PrintTool,
  share: async () => (await import("./components/share-tool.ts")).ShareTool,
  import: async () => (await import("./components/import-tool.ts")).ImportTool,
  check: async () => (await import("./plan-check/plan-check.ts")).PlanCheck,
  draw: async () => (await import("./components/draw-tool.ts")).DrawTool,
  compare: async () => (await import("./components/compare-tool.ts")).CompareTool,
  offline: async () => (await import("./components/offline-tool.ts")).OfflineTool,
  measure: async () => (await import("./components/measure-tool.ts")).MeasureTool,
};

/** Bring the code of a tool. Rejects without a connection. */
export function loadTool(tool: ToolId): Promise<new () => PortalElement> {
  return LOADERS[tool]();
}
