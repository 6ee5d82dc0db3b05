import { isDeepStrictEqual } from 'node:util'
import type { Order } from './compare.ts'
import { type Fields, isFields } from './fields.ts'
import type { SortedIndex } from './sorted-index.ts'

export interface Plan {
  readonly candidates: Iterable<Fields>
  /** The candidates come in the order that was asked for. */
  readonly sorted: boolean
  /** How they were found, for tests that care. */
  readonly by: string
}

interface Stored {
  readonly documents: ReadonlyMap<string, Fields>
  readonly indexes: Iterable<SortedIndex>
}

/** Where to look: by `_id`, else the index with the most fields bound, else everywhere. */
export function plan({ documents, indexes }: Stored, filter: Fields, order: Order): Plan {
  const id = equalTo(filter._id)
  if (typeof id === 'string') {
    const found = documents.get(id)
    return { candidates: found ? [found] : [], sorted: true, by: '_id_' }
  }
  const [best] = [...indexes]
    .map((index) => scan(index, filter, order))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  return best ?? { candidates: documents.values(), sorted: order.length === 0, by: 'scan' }
}

function scan(index: SortedIndex, filter: Fields, order: Order): Plan & { score: number } {
  const prefix: unknown[] = []
  for (const field of index.fields) {
    const value = equalTo(filter[field])
    if (value === undefined) break
    prefix.push(value)
  }
  const next = filter[index.fields[prefix.length] ?? '']
  const [from, to] = isFields(next) ? [next.$gte ?? next.$gt, next.$lte ?? next.$lt] : []
  const bound = (value: unknown) => (value === undefined ? prefix : [...prefix, value])
  const direction = order[0]?.[1] ?? 1
  const sorted = follows(index.fields, order, direction)
  const ranged = from !== undefined || to !== undefined
  const score = prefix.length * 4 + Number(ranged) * 2 + Number(sorted && order.length > 0)
  return {
    candidates: index.documents(index.span(bound(from), bound(to)), direction < 0),
    sorted,
    by: index.name,
    score: isImplied(index.partial, filter) ? score : 0,
  }
}

function follows(fields: readonly string[], order: Order, direction: number) {
  return order.every(([field, each], at) => field === fields[at] && each === direction)
}

/** As MongoDB, which uses a partial index only where the query repeats its condition. */
function isImplied(partial: Fields, filter: Fields) {
  return Object.entries(partial).every(([field, condition]) => {
    const asked = filter[field]
    if (!isFields(condition) || !isFields(asked)) return isDeepStrictEqual(condition, asked)
    return Object.entries(condition).every(([key, value]) => isDeepStrictEqual(asked[key], value))
  })
}

function equalTo(condition: unknown) {
  const value = isFields(condition) ? condition.$eq : condition
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}
