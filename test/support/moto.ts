import { findMoto } from '@certwire/testkit'
import { describe, test } from 'vitest'

const binary = await findMoto()

/** The tests on Moto's server; without one they are skipped, and why has been printed. */
export function onMoto(title: string, tests: (binary: string) => void): void {
  if (binary === undefined) test(title, ({ skip }) => skip('needs moto_server'))
  else describe(`${title}, on moto_server`, () => tests(binary))
}
