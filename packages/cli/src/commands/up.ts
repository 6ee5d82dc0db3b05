import { once } from 'node:events'
import { z } from 'zod'
import { command } from '../command.ts'
import { serviceNames } from '../compose/services.ts'
import { tokenFileOf } from '../compose/token-file.ts'

export const up = command({
  name: 'up',
  summary: 'Run services in this process until it is told to stop; all of them by default.',
  arguments: [['[services...]', `of ${serviceNames.join(', ')}`]],
  examples: ['certwire up', 'NATS_URL=nats://bus MONGODB_URI=mongodb://store certwire up solver'],
  input: z.strictObject({ services: z.array(z.string()).default([]) }),
  run: async ({ services }, { config, say, terminal, signal }) => {
    // Loaded here, so that whoever only asks does not wait for it.
    const { up: compose } = await import('../compose/up.ts')
    const loaded = await config()
    const running = await compose(loaded, services.length > 0 ? services : serviceNames, signal)
    // Who is no person reads the log, in which it stands as well.
    if (terminal) say(`certwire is up: ${running.url} (token in ${tokenFileOf(loaded.dataDir)})`)
    if (terminal && running.publicUrl) say(`webhooks go to ${running.publicUrl}/webhooks/…`)
    if (!signal.aborted) await once(signal, 'abort')
    await running.close()
  },
})
