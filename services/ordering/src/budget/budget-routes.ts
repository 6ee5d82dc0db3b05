import type { Budgets } from '@certwire/budgets'
import { IssuerName } from '@certwire/contracts'
import { HttpProblem } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

const Query = z.strictObject({ issuer: IssuerName.optional() })

/** What CAs still allow us, and who waits for it. */
export function budgetRoutes(app: FastifyInstance, { budgets }: { budgets: Budgets }): void {
  app.get('/budgets', async ({ query }) => {
    const asked = Query.safeParse(query)
    if (!asked.success)
      throw new HttpProblem(
        400,
        'ERR_HTTP_QUERY',
        'The query may have an issuer, by its name in the configuration.',
        'Correct the query.',
      )
    return { budgets: await budgets.list(asked.data.issuer) }
  })
}
