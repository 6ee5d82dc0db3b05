import { z } from 'zod'
import type { Context } from './context.ts'
import type { Columns } from './print.ts'

const MOST_A_PAGE = 200

interface List<Row> {
  readonly path: string
  /** Where the rows stand in an answer. */
  readonly key: string
  readonly row: z.ZodType<Row>
  readonly columns: Columns<Row>
  readonly query?: Readonly<Record<string, string>>
}

/** Prints up to `limit` rows, page by page, and says so when there are more. */
export async function list<Row>(
  { path, key, row, columns, query = {} }: List<Row>,
  limit: number,
  { api, print, say }: Context,
): Promise<void> {
  const connected = await api()
  const Page = z.object({ [key]: z.array(row), next: z.string().optional() })
  const rows: Row[] = []
  let before: string | undefined
  do {
    const size = String(Math.min(limit - rows.length, MOST_A_PAGE))
    const asked = new URLSearchParams({ ...query, limit: size, ...(before && { before }) })
    const page = await connected.get(`${path}?${asked}`, Page)
    rows.push(...(page[key] as Row[]))
    before = page.next as string | undefined
  } while (before !== undefined && rows.length < limit)
  print.rows(rows, columns)
  if (rows.length === 0) say('there are none')
  else if (before !== undefined) say('there are more: raise --limit')
}
