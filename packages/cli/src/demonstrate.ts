import { CertificateView, type OrderId } from '@certwire/contracts'
import { Accepted } from './accepted.ts'
import { awaitOrder, issued } from './await-order.ts'
import type { Address, Context } from './context.ts'
import { exportCertificate } from './export-certificate.ts'
import { eventElapsed } from './views.ts'

/** Requests a certificate, shows each event with the time that it took, and then the certificate and its files. */
export async function demonstrate(
  at: Address,
  names: readonly string[],
  out: string,
  { api: connect, print, say, signal }: Context,
): Promise<OrderId> {
  const api = await connect(at)
  const begin = new Date()
  say(`requesting a certificate for ${names.join(', ')}`)
  const { orderId } = await api.post('/requests', Accepted, { names })
  const ended = await awaitOrder(api, orderId, (event) => say(eventElapsed(event, begin)), signal)
  const { certificate } = issued(ended)
  if (!certificate) return orderId
  const view = await api.get(`/certificates/${certificate.certificateId}`, CertificateView)
  const files = await exportCertificate(api, view.id, out)
  print.one({ ...view, files: files.map(({ file }) => file) }, [
    ['Subject', ({ subject }) => subject],
    ['Names', (shown) => shown.names.join(', ')],
    ['Issuer', ({ issuerName }) => issuerName],
    ['Valid from', ({ notBefore }) => notBefore],
    ['Valid to', ({ notAfter }) => notAfter],
    ['Files', (shown) => shown.files.join('\n')],
  ])
  return orderId
}
