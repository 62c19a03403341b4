/** Puts the page's style sheet into the page: what is seen first waits for no second request. */
import type { Plugin } from "vite";

const LINK = /<link rel="stylesheet"[^>]* href="\/([^"]+)">/;

export function styleInPage(): Plugin {
  return {
    name: "style-in-page",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const [link = "", name = ""] = LINK.exec(html) ?? [];
        const sheet = bundle?.[name];
        if (!bundle || sheet?.type !== "asset") throw new Error("the page has no style sheet");
        delete bundle[name];
        return html.replace(link, () => `<style>${String(sheet.source).trim()}</style>`);
      },
    },
  };
}
