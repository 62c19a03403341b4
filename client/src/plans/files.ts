/** The files of a plan, as its feature names them: known also where no server tells what holds. */
import type { Feature } from "../model.ts";
import type { PlanLink } from "./applying.ts";

function link(href: string, title: string): PlanLink {
  return { rel: "related", type: "", title, href, length: null };
}

/** Links to the plan as XPlanGML, its archive and its attachments. */
export function filesOf({ properties }: Feature): readonly PlanLink[] {
  const { gml, archiv, anlagen } = properties;
  const attachments = typeof anlagen === "string" ? anlagen.split(" ") : [];
  return [
    ...(typeof gml === "string" ? [link(gml, "XPlanGML")] : []),
    ...(typeof archiv === "string" ? [link(archiv, "XPlanArchiv (ZIP)")] : []),
    ...attachments.map((path) => link(path, decodeURIComponent(path.replace(/^.*\/attachments\//, "")))),
  ];
}
