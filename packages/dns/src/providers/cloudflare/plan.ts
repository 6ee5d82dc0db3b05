import { canonical } from '../../dns-name.ts'
import type { TxtChange, TxtValue } from '../../provider.ts'
import type { CloudflareRecord } from './api.ts'

/** The comment of every record that we write, and of no other. */
export const OWNER_MARK = 'certwire'
/** The shortest that every plan takes. */
const TTL_SECONDS = 60

interface Post {
  readonly type: 'TXT'
  readonly name: string
  readonly content: string
  readonly ttl: number
  readonly comment: string
}

export interface Operations {
  deletes: { id: string }[]
  posts: Post[]
}

/**
 * What is left to do. A record that is there is not posted again, whoever wrote it. Of those with a name and value to
 * remove only ours go: one without our mark was there before us, and belongs to whoever wrote it.
 */
export function plan({ add, remove }: TxtChange, records: readonly CloudflareRecord[]): Operations {
  const wanted = new Set(add.map(keyOf))
  const unwanted = new Set(remove.map(keyOf).filter((key) => !wanted.has(key)))
  // The list is of TXT records only; whatever else it has is none of our business.
  const present = records
    .filter(({ type }) => type === 'TXT')
    .map(({ id, name, content, comment }) => ({
      ...{ id, isOurs: comment === OWNER_MARK },
      key: keyOf({ name: canonical(name), value: txtValue(content ?? '') }),
    }))
  const there = new Set(present.map(({ key }) => key))
  return {
    deletes: present
      .filter(({ key, isOurs }) => isOurs && unwanted.has(key))
      .map(({ id }) => ({ id })),
    posts: add.filter((record) => !there.has(keyOf(record))).map(post),
  }
}

/** The same operations, in parts that a batch can take; what is removed makes room for what is added. */
export function inParts({ deletes, posts }: Operations, size: number): Operations[] {
  const parts: Operations[] = []
  for (let from = 0; from < deletes.length + posts.length; from += size) {
    const offset = Math.max(0, from - deletes.length)
    const own = deletes.slice(from, from + size)
    parts.push({ deletes: own, posts: posts.slice(offset, offset + size - own.length) })
  }
  return parts
}

const keyOf = ({ name, value }: TxtValue): string => `${name} ${value}`

const post = ({ name, value }: TxtValue): Post => ({
  ...{ type: 'TXT', name, content: `"${value}"`, ttl: TTL_SECONDS, comment: OWNER_MARK },
})

/** Content is what somebody sent: in quotes, as character strings that belong together, or without. */
function txtValue(content: string): string {
  const strings = content.match(/^"[^"\\]*"(\s+"[^"\\]*")*$/) && content.match(/"[^"]*"/g)
  return strings ? strings.map((string) => string.slice(1, -1)).join('') : content
}
