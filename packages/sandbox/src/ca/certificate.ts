import type { Ca } from './ca.ts'
import { malformed, notFound, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet } from './reply.ts'

/** RFC 8555 §7.4.2; the path goes on with the number of an alternate chain, and each chain links to the others. */
export function certificate(ca: Ca, request: AccountRequest): Reply {
  const [serial = '', alternate = '0'] = request.parameters
  const found = ca.certificates.get(serial)
  const chain = found?.chains[Number(alternate)]
  if (!found || chain === undefined) throw notFound('certificate')
  if (found.account !== request.account) throw unauthorized('it was issued to another account')
  if (!isPostAsGet(request)) throw malformed('a certificate takes POST-as-GET only')
  const url = `${ca.origin}/certificate/${serial}`
  const urls = found.chains.map((_, index) => (index === 0 ? url : `${url}/${index}`))
  const others = urls.filter((_, index) => index !== Number(alternate))
  return { status: 200, body: chain, links: others.map((each) => [each, 'alternate'] as const) }
}
