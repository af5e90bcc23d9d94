import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["e2e/picture.ts"],
    environment: "node",
    testTimeout: 120_000,
  },
});
