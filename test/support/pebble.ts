import { pebbles } from '@certwire/testkit'
import { describe, test } from 'vitest'

const binaries = await pebbles()

/** The same tests on every Pebble that is here; with none they are skipped, and why has been printed. */
export function onPebbles(title: string, tests: (binary: string) => void): void {
  if (binaries.length === 0) test(title, ({ skip }) => skip('needs pebble'))
  describe.each(binaries)(`${title}, on %s`, tests)
}
