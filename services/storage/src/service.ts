import {
  CertificateRejected,
  CertificateRevoked,
  CertificateStored,
  CsrPrepared,
  PrepareCsr,
  RevocationDeferred,
  RevocationRefused,
  RevocationStored,
  RevokeByCertificate,
  StoreCertificate,
} from '@certwire/contracts'
import { certificates } from '@certwire/documents'
import { revokeByKey } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { exportRoutes } from './export.ts'
import { keys } from './key-documents.ts'
import { connectKeys } from './keys.ts'
import { prepare } from './prepare.ts'
import { markRevoked, revoke } from './revoke.ts'
import { store as keep } from './store.ts'

export const storage = service({
  name: 'storage',
  connect: async ({ config, store, sealer, clock, random }: Platform) => ({
    ...{ clock, random },
    revokeByKey: revokeByKey({ config, clock }),
    keys: connectKeys(await store.open(keys), sealer),
    certificates: await store.open(certificates),
    rootsOf: (issuer: string) => [config.issuers[issuer]?.trustedRoots ?? []].flat(),
  }),
  handlers: [
    on(PrepareCsr, [CsrPrepared], prepare),
    on(StoreCertificate, [CertificateStored, CertificateRejected], keep),
    on(RevokeByCertificate, [CertificateRevoked, RevocationDeferred, RevocationRefused], revoke),
    on(CertificateRevoked, [RevocationStored], markRevoked),
  ],
  routes: exportRoutes,
})
