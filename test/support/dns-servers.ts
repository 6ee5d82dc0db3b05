import { findBind, findKnot, startBind, startKnot } from '@certwire/testkit'
import { describe, test } from 'vitest'

const servers = [
  { name: 'knot', version: await findKnot(), start: startKnot },
  { name: 'bind9', version: await findBind(), start: startBind },
]

/** The same tests on Knot and on BIND; one that is not here is skipped, and why has been printed. */
export function onDnsServers(title: string, tests: (start: typeof startKnot) => void): void {
  for (const { name, version, start } of servers) {
    if (version) describe(`${title} on ${name} ${version}`, () => tests(start))
    else test(`${title} on ${name}`, ({ skip }) => skip(`needs ${name}`))
  }
}
