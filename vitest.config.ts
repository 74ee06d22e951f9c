import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // chDB runs only in a process's main thread, so every test file gets a process of its own.
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
