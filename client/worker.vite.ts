/** Builds the service worker beside the page, once it is known which files the page is made of. */
import { build, type Plugin } from "vite";

/** Fetched only when a letter of it is shown; without a network another font has it. */
const RARE = /latin-ext/;

export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/") && !RARE.test(name));
      if (!dir || !entry) throw new Error("the page has no script");
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: {
          BUILD: JSON.stringify(`/${entry.fileName}`),
          FILES: JSON.stringify(files.map((name) => `/${name}`).sort()),
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: "es2022",
          rollupOptions: {
            input: "src/offline/worker.ts",
            output: { format: "iife", entryFileNames: "sw.js" }, // Firefox before 147 knows no worker with imports
          },
        },
      });
    },
  };
}
