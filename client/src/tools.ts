/** The tools: each is a view of the panel whose code comes when it is first opened. */
import type { PortalElement } from "./components/portal-element.ts";

export const TOOLS = ["measure", "print", "share", "import"] as const;

/** `menu` lists the others where the page has no room for them. */
export type ToolId = (typeof TOOLS)[number] | "menu";

const LOADERS: Readonly<Record<ToolId, () => Promise<new () => PortalElement>>> = {
  menu: async () => (await import("./components/tool-menu.ts")).ToolMenu,
  print: async () => (await import("./components/print-tool.ts")).PrintTool,
  share: async () => (await import("./components/share-tool.ts")).ShareTool,
  import: async () => (await import("./components/import-tool.ts")).ImportTool,
  measure: async () => (await import("./components/measure-tool.ts")).MeasureTool,
};

/** Bring the code of a tool. Rejects without a connection. */
export function loadTool(tool: ToolId): Promise<new () => PortalElement> {
  return LOADERS[tool]();
}
