import { z } from 'zod'
import { dnsProvider, type TxtChange } from '../provider.ts'
import { DnsProviderError } from '../provider-error.ts'
import { cloudflareApi } from './cloudflare/api.ts'
import { changeRecords } from './cloudflare/change-records.ts'
import { zoneIds } from './cloudflare/zone-ids.ts'
import { Endpoint } from './endpoint.ts'

const Config = z.strictObject({
  apiToken: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be a token: printable characters without spaces')
    .meta({
      secret: true,
      description:
        'An API token with Zone:DNS:Edit for the zone, and Zone:Zone:Read where there is no `zoneId`.',
    }),
  zoneId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the 32 hexadecimal digits of the zone’s overview')
    .optional()
    .describe('The id of the zone; found by its name without it.'),
  endpoint: Endpoint.default('https://api.cloudflare.com/client/v4').describe(
    'The URL of the API.',
  ),
  batchSize: z
    .int()
    .min(1)
    .max(3500)
    .default(200)
    .describe('How many records a call may change: 200 on the free plan, 3500 on the others.'),
})

/** What a place in the quota of four requests per second is worth. */
const SPACING_MS = 1000

/** Every TXT value is a record of its own, so nothing is merged. Cloudflare does not say when its servers have it. */
export const cloudflare = dnsProvider({
  name: 'cloudflare',
  summary: 'Cloudflare, with an API token.',
  config: Config,
  connect: ({ zoneId, batchSize, ...access }, context) => {
    const api = cloudflareApi({ ...access, context })
    const ids = zoneIds(api, context)
    const find = async (zone: string, signal: AbortSignal) =>
      zoneId === undefined ? ids.find(zone, signal) : { id: zoneId, isKnown: false }
    const write = async (zone: string, change: TxtChange, signal: AbortSignal): Promise<void> => {
      const { id, isKnown } = await find(zone, signal)
      try {
        await changeRecords({ api, id, batchSize }, change, signal)
      } catch (error) {
        if (!isZoneGone(error)) throw error
        ids.forget(zone)
        if (!isKnown) throw error
        await write(zone, change, signal)
      }
    }
    return {
      capacity: { records: batchSize, spacingMs: SPACING_MS },
      change: async (zone, change, signal) => {
        await write(zone, change, signal)
        return 'accepted'
      },
      nameServers: async (zone, signal) => {
        const { id } = await find(zone, signal)
        const found = (await api.zones(zone, signal)).find((one) => one.id === id)
        return found?.name_servers ?? []
      },
    }
  },
})

/** Or out of reach, which Cloudflare does not tell apart. A zone that was removed and made anew has another id. */
const isZoneGone = (error: unknown): boolean =>
  error instanceof DnsProviderError &&
  (error.code === 'ERR_DNS_PROVIDER_ZONE' || error.code === 'ERR_DNS_PROVIDER_AUTH')
