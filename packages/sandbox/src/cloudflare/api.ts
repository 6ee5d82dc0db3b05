import type { VendorApi, VendorReply, VendorRequest } from '../vendor/serve.ts'
import { batchSize } from './body.ts'
import { CloudflareError } from './cloudflare-error.ts'
import { routes } from './routes.ts'
import type { State } from './state.ts'
import { type Bearer, bearerOf } from './tokens.ts'

export const basePath = '/client/v4'
const json = { 'content-type': 'application/json' }

/** Cloudflare's API, version 4, as far as it is about DNS records. */
export const cloudflareApi = (state: State): VendorApi => ({
  describe: (request) => {
    const found = routeOf(request)
    if (!found) return { operation: `${request.method} ${request.url.pathname.slice(0, 200)}` }
    const { operation, zoneId } = found
    const isBatch = operation.endsWith('/batch')
    const size = isBatch ? batchSize(request.body) : request.method === 'GET' ? undefined : 1
    return { operation, ...(zoneId && { zone: zoneId }), ...(size !== undefined && { size }) }
  },
  answer: (request) => {
    try {
      return answered(state, request)
    } catch (error) {
      if (error instanceof CloudflareError) return refusal(error)
      throw error
    }
  },
})

function routeOf({ method, url }: VendorRequest) {
  const path = pathOf(url)
  const route = routes.find((one) => one.method === method && one.path.test(path))
  const [, zoneId = '', recordId = ''] = route?.path.exec(path) ?? []
  return route && { ...route, zoneId, recordId }
}

const pathOf = ({ pathname }: URL): string =>
  pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : ''

function answered(state: State, request: VendorRequest): VendorReply {
  const route = routeOf(request)
  if (!route) throw noRoute(request)
  const bearer = bearerOf(state.tokens, request.headers)
  const headers = state.limit?.(bearer?.text ?? '') ?? {}
  const call = { state, request, token: known(bearer, route.operation) }
  const answer = route.handle(call, route.zoneId, route.recordId)
  const body = { success: true, errors: [], messages: [], ...answer }
  return {
    status: 200,
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
    outcome: 'ok',
  }
}

function noRoute({ method, url }: VendorRequest): CloudflareError {
  return routes.some((one) => one.path.test(pathOf(url)))
    ? new CloudflareError(405, 7001, `Method ${method} not available for that URI.`)
    : new CloudflareError(404, 7000, 'No route for that URI')
}

/** A token that is wrong or has expired, in the words of what was asked. */
function known(bearer: Bearer | undefined, operation: string): Bearer {
  if (operation === 'GET /user/tokens/verify') {
    if (bearer) return bearer
    throw new CloudflareError(401, 1000, 'Invalid API Token')
  }
  if (bearer && !bearer.expired) return bearer
  if (operation.includes('dns_records'))
    throw new CloudflareError(401, 10_000, 'Authentication error')
  throw new CloudflareError(403, 9109, 'Invalid access token')
}

function refusal({ status, code, message, chain, headers }: CloudflareError): VendorReply {
  const error = { code, message, ...(chain.length > 0 && { error_chain: chain }) }
  const body = { success: false, errors: [error], messages: [], result: null }
  const text = JSON.stringify(body)
  return { status, headers: { ...json, ...headers }, body: text, outcome: String(code) }
}
