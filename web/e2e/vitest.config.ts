import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["e2e/**/*.test.ts"],
    environment: "node",
    testTimeout: 300_000,
    hookTimeout: 60_000,
    // Each file has a server and a browser of its own, and most of their time is waiting; more than two would crowd a
    // small machine.
    maxWorkers: 2,
    minWorkers: 1,
  },
});
