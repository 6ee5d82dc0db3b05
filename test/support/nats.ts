import { type NatsServerBinary, natsServers } from '@certwire/testkit'
import { describe, test } from 'vitest'

const servers = await natsServers()

/** A stream for `t.>`. */
export const streams = [
  { name: 'T', subjects: ['t.>'], maxAgeSeconds: 600, maxBytes: 1e8, discard: 'old' },
] as const

/** The same tests on every nats-server that is here; with none they are skipped, and why has been printed. */
export function onNatsServers(title: string, tests: (server: NatsServerBinary) => void): void {
  if (servers.length === 0) test(title, ({ skip }) => skip('needs nats-server'))
  describe.each(servers)(`${title}, on nats-server $version`, tests)
}
