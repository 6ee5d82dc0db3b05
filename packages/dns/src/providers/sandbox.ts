import { z } from 'zod'
import { dnsProvider } from '../provider.ts'
import { postJson } from '../provider-http.ts'
import { below, Endpoint } from './endpoint.ts'

export const sandbox = dnsProvider({
  name: 'sandbox',
  summary: 'The DNS server of the built-in sandbox.',
  config: z.strictObject({
    endpoint: Endpoint.describe('The URL that the DNS server takes changes at.'),
  }),
  connect: ({ endpoint }, context) => ({
    capacity: { records: 1000 },
    change: async (zone, { add, remove }, signal) => {
      const url = below(endpoint, 'change')
      await postJson({ provider: 'sandbox', url, body: { zone, add, remove } }, context, signal)
      return 'accepted'
    },
  }),
})
