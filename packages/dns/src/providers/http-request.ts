import { z } from 'zod'
import { dnsProvider, type TxtValue } from '../provider.ts'
import { postJson } from '../provider-http.ts'
import { below, Endpoint } from './endpoint.ts'

const Config = z.strictObject({
  endpoint: Endpoint.describe('`/present` and `/cleanup` are below it.'),
  username: z
    .string()
    .min(1)
    .regex(/^[^:]*$/, 'RFC 7617: no colon')
    .optional(),
  password: z.string().min(1).optional().meta({ secret: true }),
})

/** RFC 7617, in UTF-8. */
function basic({ username = '', password = '' }: z.infer<typeof Config>) {
  if (username === '' && password === '') return { headers: {}, secrets: [] }
  const token = Buffer.from(`${username}:${password}`).toString('base64')
  const secrets = [token, password].filter((secret) => secret !== '')
  return { headers: { authorization: `Basic ${token}` }, secrets }
}

/**
 * The protocol that lego's `httpreq` speaks, so every server written for it works. It has one record per request and
 * no batch: a change that fails half way is done in part.
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
      // One after the other: many such servers read, merge and write a zone, and lose updates that overlap.
      change: async (_zone, { add, remove }, signal) => {
        for (const record of remove) await post('cleanup', record, signal)
        for (const record of add) await post('present', record, signal)
        return 'accepted'
      },
    }
  },
})
