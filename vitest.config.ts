import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const conditions = ['certwire-source', 'node']

/** `unit` needs nothing and takes seconds; `integration` uses real servers and skips, with a line, what is not there. */
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
            'test/{contract,flow,security}/**/*.test.ts',
          ],
          // Importing costs more than most tests: files of a worker share their modules, and keep nothing in them.
          isolate: false,
          // They wait for one thing or another most of the time.
          maxWorkers: availableParallelism() + 1,
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
          // After the others: these measure time, and start servers.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
