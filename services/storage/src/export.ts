import { CertificateId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { HttpProblem } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import type { Keys } from './keys.ts'

interface Deps {
  readonly keys: Keys
  readonly certificates: Collection<CertificateDocument>
}

/** The only way by which a private key leaves: one certificate at a time, to whoever has the token. */
export function exportRoutes(app: FastifyInstance, { certificates, keys }: Deps): void {
  app.get<{ Params: { id: string } }>('/certificates/:id/export', async ({ params }, reply) => {
    const id = CertificateId.safeParse(params.id)
    const certificate = id.success ? await certificates.get(id.data) : undefined
    if (!certificate)
      throw new HttpProblem(
        404,
        'ERR_CERTIFICATE_UNKNOWN',
        'There is no such certificate.',
        'Look for it in the list of certificates.',
      )
    const { keyId, chain, root } = certificate
    const key = keyId === undefined ? undefined : await keys.find(keyId)
    const privateKey = key && (await keys.open(key)).reveal()
    return reply
      .header('cache-control', 'no-store')
      .send({ fullchain: chain, ...(privateKey && { privateKey }), ...(root && { ca: root }) })
  })
}
