import { z } from 'zod'
import { dnsProvider, type TxtValue } from '../provider.ts'
import { postJson } from '../provider-http.ts'
import { below, Endpoint } from './endpoint.ts'

const Config = z.strictObject({
  endpoint: Endpoint.describe('The URL of the server; `/present` and `/cleanup` are below it.'),
  username: z
    .string()
    .min(1)
    .regex(/^[^:]*$/, 'RFC 7617: no colon')
    .optional()
    .describe('For HTTP basic authentication.'),
  password: z.string().min(1).optional().meta({ secret: true, description: 'For the same.' }),
})

/** RFC 7617, in UTF-8. */
function basic({ username = '', password = '' }: z.infer<typeof Config>) {
  if (username === '' && password === '') return { headers: {}, secrets: [] }
  const token = Buffer.from(`${username}:${password}`).toString('base64')
  const secrets = [token, password].filter((secret) => secret !== '')
  return { headers: { authorization: `Basic ${token}` }, secrets }
}

/**
 * The protocol that lego's `httpreq` speaks in its default mode, so every server written for that works. Its RAW mode
 * wants the key authorization, of which a TXT record has only the digest. There is one record per request and no batch:
 * a change that fails half way is done in part.
 */
export const httpRequest = dnsProvider({
  name: 'http-request',
  summary: 'A server of your own that answers POST /present and /cleanup with {"fqdn","value"}.',
  config: Config,
  connect: (config, context) => {
    const credentials = basic(config)
    const post = (path: string, { name, value }: TxtValue, signal: AbortSignal) => {
      const body = { fqdn: `${name}.`, value }
      const url = below(config.endpoint, path)
      return postJson({ provider: 'http-request', url, body, ...credentials }, context, signal)
    }
    return {
      // Each is a request of its own: what is in flight together fails together.
      capacity: { records: 20 },
      // One after the other: many such servers read, merge and write a zone, and lose updates that overlap.
      change: async (_zone, { add, remove }, signal) => {
        for (const record of remove) await post('cleanup', record, signal)
        for (const record of add) await post('present', record, signal)
        return 'accepted'
      },
    }
  },
})
