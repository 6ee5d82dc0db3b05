import type { Collection, Document, Query } from '@certwire/store'
import { z } from 'zod'

export const Limit = z.coerce.number().int().min(1).max(200).default(50)

/** Where a page ended: the value of the index's last field, and the id, which decides among equals. */
export interface Cursor {
  readonly at: string
  /** Left out, the page begins with everything that has this very value. */
  readonly id?: string
}

/**
 * The page that follows a cursor, in the order of the index. The store's bounds do not know of ids, so a crowd that
 * shares one value is read from its beginning and cut here.
 */
export async function pageAfter<D extends Document>(
  collection: Pick<Collection<D>, 'find'>,
  index: string,
  query: Query,
  cursor: Cursor | undefined,
  at: (document: D) => string,
): Promise<D[]> {
  const bound = cursor && (query.descending ? { to: cursor.at } : { from: cursor.at })
  for (let limit = query.limit + 1; ; limit *= 2) {
    const found = await collection.find(index, { ...query, ...bound, limit })
    const after = found.filter((document) => follows(document, at(document), query, cursor))
    if (after.length >= query.limit || found.length < limit) return after.slice(0, query.limit)
  }
}

function follows(
  { _id }: Document,
  value: string,
  { descending = false }: Query,
  cursor: Cursor | undefined,
): boolean {
  if (cursor?.id === undefined || value !== cursor.at) return true
  return descending ? isBefore(_id, cursor.id) : isBefore(cursor.id, _id)
}

/** By UTF-8 bytes, as the store sorts. */
const isBefore = (a: string, b: string): boolean =>
  Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0

/** A page of a list with the newest first, after the document where the page before ended; `more` names its own end. */
export async function newestFirst<D extends Document>(
  collection: Pick<Collection<D>, 'find'>,
  index: string,
  query: Query,
  last: D | undefined,
  at: (document: D) => string,
): Promise<{ found: D[]; more: { next?: string } }> {
  const cursor = last && { at: at(last), id: last._id }
  const found = await pageAfter(collection, index, { ...query, descending: true }, cursor, at)
  const end = found.length === query.limit ? found.at(-1) : undefined
  return { found, more: end ? { next: end._id } : {} }
}
