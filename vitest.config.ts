import { defineConfig } from 'vitest/config'

/** Where a machine-readable report goes, for continuous integration. */
const report = process.env.STILLWATCH_TEST_REPORT

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    // chDB runs only in a process's main thread, so every test file gets a process of its own.
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
