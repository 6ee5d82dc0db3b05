import { WebhookSourceView } from '@certwire/contracts'
import { z } from 'zod'
import { command } from '../command.ts'
import { sourceColumns } from '../webhook-views.ts'

const Answer = z.object({ sources: z.array(WebhookSourceView) })

export const webhookSources = command({
  name: 'webhook sources',
  summary: 'List who may send us webhooks, what they have to pass, and when they last did.',
  examples: ['certwire webhook sources'],
  input: z.strictObject({}),
  run: async (_, { api, print, say }) => {
    const { sources } = await (await api()).get('/webhooks/sources', Answer)
    print.rows(sources, sourceColumns(new Date()))
    if (sources.length === 0) say('there are none')
  },
})
