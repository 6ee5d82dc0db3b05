import { z } from 'zod'
import type { DnsProviderContext } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import { type Asking, soundAnswer } from './answer.ts'
import type { Operations } from './plan.ts'

const Info = z.object({ total_pages: z.int().nullish() }).nullish()
const Zones = z.object({
  result: z.array(
    z.object({ id: z.string(), name: z.string(), name_servers: z.array(z.string()).nullish() }),
  ),
})
const Records = z.object({
  result: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      name: z.string(),
      content: z.string().nullish(),
      comment: z.string().nullish(),
    }),
  ),
  result_info: Info,
})

export type CloudflareZone = z.infer<typeof Zones>['result'][number]
export type CloudflareRecord = z.infer<typeof Records>['result'][number]

/** What names of TXT records are asked for. */
export type NameFilter = { exact: string } | { startswith: string } | undefined

interface Access {
  readonly apiToken: string
  readonly endpoint: string
  readonly context: DnsProviderContext
}

/** The little of Cloudflare's API that we need. Everything rejects with a `DnsProviderError`. */
export function cloudflareApi({ endpoint, ...access }: Access) {
  const ask = async <T>(
    asking: Pick<Asking, 'permission' | 'signal'>,
    run: (client: Client) => Promise<T>,
  ): Promise<T> => {
    let failure: unknown
    const answer: typeof fetch = async (url, init) => {
      try {
        return await soundAnswer(new URL(String(url)), init, { ...access, ...asking })
      } catch (error) {
        failure = error
        throw error
      }
    }
    const client = await connect(access.apiToken, endpoint, answer)
    // What the library makes of our error is less than what it is.
    return run(client).catch((error) => Promise.reject(failure ?? error))
  }
  return {
    /** Those of this name that the token sees; Cloudflare has one, and a few where accounts dispute it. */
    zones: async (name: string, signal: AbortSignal) => {
      const list = (client: Client) => client.zones.list({ name, per_page: 50 })
      return read(Zones, await ask({ permission: 'Zone:Zone:Read', signal }, list)).result
    },
    /** A page of the TXT records. */
    txtRecords: async (zone: string, query: PageQuery, signal: AbortSignal) => {
      const { name, ...page } = query
      const list = (client: Client) =>
        client.dns.records.list({ zone_id: zone, type: 'TXT', ...page, ...(name && { name }) })
      return read(Records, await ask({ permission: 'Zone:DNS:Edit', signal }, list))
    },
    /** All of the operations or, when it rejects, none. */
    batch: async (zone: string, operations: Operations, signal: AbortSignal): Promise<void> => {
      const batch = async (client: Client) => {
        await client.dns.records.batch({ zone_id: zone, ...operations })
      }
      await ask({ permission: 'Zone:DNS:Edit', signal }, batch)
    },
  }
}

export type CloudflareApi = ReturnType<typeof cloudflareApi>

interface PageQuery {
  readonly name: NameFilter
  readonly page: number
  readonly per_page: number
}

type Client = Awaited<ReturnType<typeof connect>>

/** Loaded at first use: it takes a third of a second and 30 MB. What the environment says to it is overruled. */
async function connect(apiToken: string, baseURL: string, answer: typeof fetch) {
  const [{ createClient }, { BaseZones }, { BaseRecords }] = await Promise.all([
    import('cloudflare/tree-shakable'),
    import('cloudflare/resources/zones/zones'),
    import('cloudflare/resources/dns/records'),
  ])
  return createClient({
    resources: [BaseZones, BaseRecords],
    ...{ apiToken, apiKey: null, apiEmail: null, userServiceKey: null, baseURL },
    ...{ fetch: answer, maxRetries: 0, logLevel: 'off' },
  })
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const message = 'cloudflare answered with a list that is not of its API.'
  throw new DnsProviderError('ERR_DNS_PROVIDER_MALFORMED', message)
}
