import { Instant } from '@certwire/contracts'
import type { AccountDesk } from '@certwire/issuers'
import { checked } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Chance, inWordsOfHttp } from './account-refusals.ts'

interface Deps extends Chance {
  readonly accounts: AccountDesk
}

interface Issuer {
  Params: { issuer: string }
}
interface Eab {
  Params: { id: string }
}

/** RFC 8555 §7.3: one address, without header fields. */
const Contact = z
  .string()
  .max(320)
  .regex(/^mailto:[^\s@,?]+@[^\s@,?]+$/, 'must be as in mailto:ops@example.com')
const Key = z.string().min(1).max(20_000)

const bodies = {
  register: z.strictObject({ anew: z.boolean().default(false) }),
  contact: z.strictObject({
    contact: z.array(Contact).max(10).optional(),
    agreeToTerms: z.boolean().default(false),
  }),
  nothing: z.strictObject({}),
  import: z.strictObject({
    key: Key,
    url: z
      .url({ protocol: /^https$/ })
      .max(2048)
      .optional(),
    anew: z.boolean().default(false),
  }),
  export: z.strictObject({ format: z.enum(['pem', 'jwk']).default('pem') }),
  eab: z.strictObject({
    issuer: z.string().max(100),
    kid: z.string().min(1).max(1000),
    hmacKey: z.string().min(1).max(4000),
    owner: z.string().min(1).max(200).optional(),
    expiresAt: Instant.optional(),
    reusable: z.boolean().default(false),
  }),
}

/** What an operator does with our accounts at the CAs. Ordering has them, so it is ordering that is asked. */
export function accountRoutes(app: FastifyInstance, { accounts, ...chance }: Deps): void {
  const asking = inWordsOfHttp(chance)
  const post = <B extends keyof typeof bodies>(
    path: string,
    kind: B,
    act: (
      issuer: string,
      body: z.infer<(typeof bodies)[B]>,
      signal: AbortSignal,
    ) => Promise<unknown>,
  ) =>
    app.post<Issuer>(`/accounts/:issuer${path}`, ({ params, body }) => {
      // What is checked by one of the schemas is of its type.
      const given = checked(bodies[kind], body ?? {}, 'body') as z.infer<(typeof bodies)[B]>
      return asking((signal) => act(params.issuer, given, signal))
    })
  app.get('/accounts', () => asking(async () => ({ accounts: await accounts.list() })))
  app.get<Issuer>('/accounts/:issuer', ({ params }) => asking(() => accounts.show(params.issuer)))
  post('', 'register', (issuer, { anew }, signal) => accounts.register(issuer, anew, signal))
  post('/rollover', 'nothing', (issuer, _, signal) => accounts.rollOver(issuer, signal))
  post('/contact', 'contact', accounts.update)
  post('/deactivate', 'nothing', (issuer, _, signal) => accounts.deactivate(issuer, signal))
  post('/import', 'import', accounts.import)
  app.post<Issuer>('/accounts/:issuer/export', async ({ params, body }, reply) => {
    const { format } = checked(bodies.export, body ?? {}, 'body')
    const key = await asking(() => accounts.export(params.issuer, format))
    return reply.header('cache-control', 'no-store').send(key)
  })
  app.get('/eabs', () => asking(async () => ({ eabs: await accounts.eabs() })))
  app.post('/eabs', ({ body }) => {
    const { issuer, ...eab } = checked(bodies.eab, body, 'body')
    return asking(() => accounts.addEab(issuer, eab))
  })
  app.post<Eab>('/eabs/:id/remove', ({ params }) => asking(() => accounts.removeEab(params.id)))
}
