import { createSecretKey } from 'node:crypto'
import { z } from 'zod'
import { canonical, isHostLike } from '../dns-name.ts'
import { dnsProvider } from '../provider.ts'
import { algorithms, type TsigKey } from '../rfc2136/tsig.ts'
import { update } from '../rfc2136/update.ts'
import { UpdateServerText, updateServer } from '../rfc2136/update-server.ts'

const Config = z
  .strictObject({
    server: UpdateServerText.describe('The primary server of the zone, as in ns1.example.com.'),
    keyName: z
      .string()
      .refine((name) => isHostLike(canonical(name)), { error: 'is not the name of a TSIG key' })
      .optional()
      .describe('The TSIG key that signs updates; without one they are not signed.'),
    keyAlgorithm: z.enum(algorithms).default('hmac-sha256').describe('What the key signs with.'),
    keySecret: z
      .base64({ error: 'is not base64: copy the secret as the server has it' })
      .min(1)
      .optional()
      .meta({ secret: true, description: 'Its secret, in base64.' }),
  })
  .refine(({ keyName, keySecret }) => (keyName === undefined) === (keySecret === undefined), {
    path: ['keySecret'],
    error: 'goes with keyName: give both or none',
  })

function keyOf({ keyName, keyAlgorithm, keySecret }: z.infer<typeof Config>): TsigKey | undefined {
  if (keyName === undefined || keySecret === undefined) return undefined
  const secret = createSecretKey(keySecret, 'base64')
  return { name: canonical(keyName), algorithm: keyAlgorithm, secret }
}

/**
 * Any server that takes dynamic updates (RFC 2136), signed by TSIG (RFC 8945). A change is one message, which the server
 * makes as a whole or not at all, and repeatable by the protocol: adding what is there and removing what is gone are no
 * errors. All values at a name have one TTL (RFC 2181 §5.2): what others have there gets ours.
 */
export const rfc2136 = dnsProvider({
  name: 'rfc2136',
  summary: 'A DNS server that takes dynamic updates, such as BIND, Knot or PowerDNS.',
  config: Config,
  connect: (config, { clock }) => {
    const address = updateServer(config.server)
    if (!address) throw new TypeError(`${config.server} is not a DNS server`)
    const server = { address, key: keyOf(config), where: `rfc2136 at ${config.server}` }
    return {
      // Names of any usual length make them fit a message, each with the requirement that stands before it.
      capacity: { records: 400 },
      change: async (zone, change, signal) => {
        await update(server, zone, change, clock(), signal)
        return 'accepted'
      },
    }
  },
})
