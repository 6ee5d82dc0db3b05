import { z } from 'zod'
import { getAccount } from './account.ts'
import { linkTargets } from './link.ts'
import type { Session } from './session.ts'
import { shaped, Url } from './shaped.ts'

const MOST_PAGES = 50

const PageShape = z.object({ orders: z.array(Url).max(10_000) })

/** RFC 8555 §7.1.2.1. What is elsewhere is left out. */
export async function listOrders(
  session: Session,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const { orders: first } = await getAccount(session, signal)
  if (first === undefined || !session.origins.allows(first)) return undefined
  const urls: string[] = []
  let page: string | undefined = first
  for (let read = 0; page !== undefined && read < MOST_PAGES; read++) {
    const answer = await session.post(page, { signal })
    urls.push(...shaped(PageShape, answer).orders.filter(session.origins.allows))
    page = linkTargets(answer.links, 'next', answer.url).find(session.origins.allows)
  }
  return urls
}
