import type { Budgets } from '@certwire/budgets'
import { IssuerName } from '@certwire/contracts'
import { checked } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

const Query = z.strictObject({ issuer: IssuerName.optional() })

/** What CAs still allow us, and who waits for it. */
export function budgetRoutes(app: FastifyInstance, { budgets }: { budgets: Budgets }): void {
  app.get('/budgets', async ({ query }) => {
    const { issuer } = checked(Query, query, 'query')
    return { budgets: await budgets.list(issuer) }
  })
}
