import type { TxtChange } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import type { CloudflareApi, CloudflareRecord, NameFilter } from './api.ts'
import { inParts, plan } from './plan.ts'
import { CloudflareRefusal } from './refusal.ts'

const ATTEMPTS = 3
const PAGE_SIZE = 5000
/** No plan has so many records. */
const MOST_PAGES = 20
const CHALLENGES = '_acme-challenge.'

/** Somebody was faster: the record to delete is gone, or the record to post is there. */
const overtaken = [81_044, 81_057, 81_058]

interface Zone {
  readonly api: CloudflareApi
  readonly id: string
  readonly batchSize: number
}

/**
 * Makes the change with a read and as few batches as it takes: one, unless it is larger than a batch. When another hand
 * was in between, it reads again.
 */
export async function changeRecords(zone: Zone, change: TxtChange, signal: AbortSignal) {
  const filter = filterFor(change)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const operations = plan(change, await txtRecords(zone, filter, signal))
    try {
      for (const part of inParts(operations, zone.batchSize))
        await zone.api.batch(zone.id, part, signal)
      return
    } catch (error) {
      if (!isOvertaken(error)) throw error
    }
  }
  const message = `cloudflare: the records were changed by others ${ATTEMPTS} times while we changed them.`
  throw new DnsProviderError('ERR_DNS_PROVIDER_BUSY', message)
}

const isOvertaken = (error: unknown): boolean =>
  error instanceof CloudflareRefusal && error.vendorCodes.some((code) => overtaken.includes(code))

/** The closest filter that one list has for all names: there are few challenges in a zone, and many other records. */
function filterFor({ add, remove }: TxtChange): NameFilter {
  const names = new Set([...add, ...remove].map(({ name }) => name))
  const [first] = names
  if (first !== undefined && names.size === 1) return { exact: first }
  const areChallenges = [...names].every((name) => name.startsWith(CHALLENGES))
  return areChallenges ? { startswith: CHALLENGES } : undefined
}

async function txtRecords(
  { api, id }: Zone,
  name: NameFilter,
  signal: AbortSignal,
): Promise<CloudflareRecord[]> {
  const records: CloudflareRecord[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { name, page, per_page: PAGE_SIZE }
    const { result, result_info } = await api.txtRecords(id, query, signal)
    records.push(...result)
    const pages = result_info?.total_pages ?? (result.length < PAGE_SIZE ? page : MOST_PAGES + 1)
    if (result.length === 0 || page >= pages) return records
  }
  const message = `cloudflare: the list of records has no end after ${MOST_PAGES} pages.`
  throw new DnsProviderError('ERR_DNS_PROVIDER_MALFORMED', message)
}
