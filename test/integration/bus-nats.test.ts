import { natsBus } from '@certwire/bus'
import { busSuite } from '@certwire/bus/suite'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterAll, beforeAll } from 'vitest'
import { onNatsServers } from '../support/nats.ts'

onNatsServers('the NATS bus', ({ binary }) => {
  const ackWaitMs = 900
  let server: NatsServer

  beforeAll(async () => {
    server = await startNatsServer({ binary })
  })
  afterAll(() => server.stop())

  busSuite(async () => ({
    connect: () =>
      natsBus({
        url: server.url,
        name: 'suite',
        streams: [
          {
            name: 'SUITE',
            subjects: ['suite.>'],
            maxAgeSeconds: 600,
            maxBytes: 1e8,
            discard: 'old',
          },
        ],
        timing: { ackWaitMs },
      }),
    redeliveredWithinMs: ackWaitMs * 1.5,
  }))
})
