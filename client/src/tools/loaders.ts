/** Brings the code of a tool when it is first opened; each is a view of the panel. */
import type { PortalElement } from "../components/portal-element.ts";
import type { ToolId } from "../state/tool.ts";

const LOADERS: Readonly<Record<ToolId, () => Promise<new () => PortalElement>>> = {
  menu: async () => (await import("./tool-menu.ts")).ToolMenu,
  print: async () => (await import("./print-tool.ts")).PrintTool,
  share: async () => (await import("./share-tool.ts")).ShareTool,
  import: async () => (await import("./import-tool.ts")).ImportTool,
  check: async () => (await import("../plan-check/plan-check.ts")).PlanCheck,
  draw: async () => (await import("./draw-tool.ts")).DrawTool,
  compare: async () => (await import("./compare-tool.ts")).CompareTool,
  offline: async () => (await import("./offline-tool.ts")).OfflineTool,
  measure: async () => (await import("./measure-tool.ts")).MeasureTool,
};

/** Bring the code of a tool. Rejects without a connection. */
export function loadTool(tool: ToolId): Promise<new () => PortalElement> {
  return LOADERS[tool]();
}
