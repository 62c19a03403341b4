import { defineConfig } from "vitest/config";
import { styleInPage } from "./style.vite.ts";
import { serviceWorker } from "./worker.vite.ts";

export default defineConfig({
  plugins: [styleInPage(), serviceWorker()],
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1200, // MapLibre is one file; it comes after the first paint
    assetsInlineLimit: 0, // the security policy allows no data: scripts or fonts
    // What the page begins with is one file, also where later parts use some of it: each request costs a phone 150 ms.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "page", tags: ["$initial"] }] } } },
  },
  server: {
    proxy: {
      "/map.json": "http://127.0.0.1:8080",
      "/api": "http://127.0.0.1:8080",
      "/logo.svg": "http://127.0.0.1:8080",
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
