import { defineConfig } from 'vitest/config'

const conditions = ['certwire-source', 'node']

/** `unit` needs nothing and takes seconds; `integration` uses real servers and skips, with a line, what is not there. */
export default defineConfig({
  // vitest reads `ssr.resolve.conditions`; with only `resolve.conditions` it would quietly test `dist`.
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'services/*/src/**/*.test.ts',
            'test/{contract,flow}/**/*.test.ts',
          ],
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
