import { defineConfig } from 'vitest/config'

const conditions = ['certwire-source', 'node']

/** `unit` and `flow` need nothing and take seconds; `integration` uses real servers and skips, with a line, what is not there. */
export default defineConfig({
  // vitest reads `ssr.resolve.conditions`; with only `resolve.conditions` it would quietly test `dist`.
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    // The order table decides about certificates: none of its branches is left to chance.
    coverage: {
      include: ['packages/domain/src/**/*.ts'],
      reporter: ['text'],
      thresholds: { branches: 100 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'services/*/src/**/*.test.ts',
            'test/{contract,security}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        // Each of these loads all there is: they share it, and a stage is closed behind every test.
        test: {
          ...{ name: 'flow', include: ['test/flow/**/*.test.ts'], isolate: false },
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
