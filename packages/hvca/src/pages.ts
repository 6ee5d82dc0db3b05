import { z } from 'zod'
import type { Listed } from './hvca.ts'
import { understood } from './shapes.ts'
import type { Answer } from './transport.ts'

/** The largest that HVCA gives, and it may give less. */
const PER_PAGE = 100
const MOST_PAGES = 200

/**
 * All pages of a list, one after the other, as far as its bound. A page may be shorter than was asked for, so the
 * count of all tells when it is whole, and an empty page where there is none.
 */
export async function allPages<S extends z.ZodType>(
  item: S,
  get: (query: string) => Promise<Answer>,
  what: string,
): Promise<Listed<z.output<S>>> {
  const items: z.output<S>[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await get(`page=${page}&per_page=${PER_PAGE}`)
    const found = answer.status === 204 ? [] : understood(z.array(item), answer.json(), what)
    items.push(...found)
    if (found.length === 0 || items.length >= totalOf(answer)) return { items, isWhole: true }
  }
  return { items, isWhole: false }
}

function totalOf(answer: Answer): number {
  const text = answer.header('total-count') ?? ''
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY
}
