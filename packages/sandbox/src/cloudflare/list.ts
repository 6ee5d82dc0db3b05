import { CloudflareError } from './cloudflare-error.ts'
import { type HeldRecord, recordJson } from './record.ts'
import type { HeldZone } from './zones.ts'

interface Page {
  readonly result: readonly unknown[]
  readonly result_info: Readonly<Record<string, number>>
}

interface PageSize {
  readonly usual: number
  readonly largest: number
}

/** The page that was asked for. One after the last has nothing, and is no error. */
export function paged(items: readonly unknown[], query: URLSearchParams, size: PageSize): Page {
  const page = whole(query, 'page', 1, Number.MAX_SAFE_INTEGER)
  const perPage = whole(query, 'per_page', size.usual, size.largest)
  const result = items.slice((page - 1) * perPage, page * perPage)
  const info = { page, per_page: perPage, count: result.length, total_count: items.length }
  return {
    result,
    result_info: { ...info, total_pages: Math.ceil(items.length / perPage) },
  }
}

function whole(query: URLSearchParams, key: string, usual: number, largest: number): number {
  const text = query.get(key)
  if (text === null) return usual
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= largest) return number
  throw new CloudflareError(400, 1004, `Invalid ${key}: must be between 1 and ${largest}.`)
}

type Comparison = (text: string, wanted: string) => boolean

const comparisons: Readonly<Record<string, Comparison>> = {
  '': (text, wanted) => text === wanted,
  '.exact': (text, wanted) => text === wanted,
  '.contains': (text, wanted) => text.includes(wanted),
  '.startswith': (text, wanted) => text.startsWith(wanted),
  '.endswith': (text, wanted) => text.endsWith(wanted),
  '.present': (text) => text !== '',
  '.absent': (text) => text === '',
}

/** The records that the query asks for, by name, type, content and comment; case does not matter. */
export function filtered(zone: HeldZone, query: URLSearchParams): unknown[] {
  const tests = ['name', 'type', 'content', 'comment'].flatMap((key) =>
    Object.entries(comparisons).flatMap(([suffix, compare]) => {
      const wanted = query.get(key + suffix)?.toLowerCase()
      if (wanted === undefined) return []
      return (record: HeldRecord) => compare(fieldOf(record, key).toLowerCase(), wanted)
    }),
  )
  const isWanted = (record: HeldRecord) => {
    if (tests.length === 0) return true
    const passes = (test: (record: HeldRecord) => boolean) => test(record)
    return query.get('match') === 'any' ? tests.some(passes) : tests.every(passes)
  }
  return [...zone.records.values()].filter(isWanted).map(recordJson)
}

const fieldOf = ({ name, type, content, comment }: HeldRecord, key: string): string =>
  ({ name, type, content, comment: comment ?? '' })[key] ?? ''
