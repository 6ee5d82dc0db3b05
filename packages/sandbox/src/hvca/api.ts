import type { VendorApi, VendorReply, VendorRequest } from '../vendor/serve.ts'
import { claims, issued } from './lists.ts'
import { authenticate, login } from './login.ts'
import { HvcaRefusal, json, refused } from './refusal.ts'
import type { State } from './state.ts'

export const basePath = '/v2'

type Route = (url: URL, state: State) => VendorReply

const value = (count: number): VendorReply => ({
  ...{ status: 200, headers: json, outcome: 'ok' },
  body: JSON.stringify({ value: count }),
})

const routes: Readonly<Record<string, Route>> = {
  'GET /claims/domains': claims,
  'GET /stats/issued': issued,
  'GET /quotas/issuance': (_, { account }) => value(account.quota),
  'GET /counters/certificates/issued': (_, { account }) => value(account.issued.length),
  'GET /counters/certificates/revoked': (_, { account }) => value(account.revoked),
}

/** HVCA, version 2, as far as it tells about an account. */
export const hvcaApi = (state: State): VendorApi => ({
  describe: (request) => ({ operation: operationOf(request) }),
  answer: (request) => {
    try {
      return answered(request, state)
    } catch (error) {
      if (error instanceof HvcaRefusal) return refused(error)
      throw error
    }
  },
})

function answered(request: VendorRequest, state: State): VendorReply {
  const operation = operationOf(request)
  if (operation === 'POST /login') {
    const body = JSON.stringify(login(request, state))
    return { status: 200, headers: json, outcome: 'ok', body }
  }
  authenticate(request, state)
  const route = Object.hasOwn(routes, operation) ? routes[operation] : undefined
  if (!route) throw new HvcaRefusal(404, 'Not found')
  return route(request.url, state)
}

function operationOf({ method, url: { pathname } }: VendorRequest): string {
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname
  return `${method} ${path.slice(0, 200)}`
}
