import {
  CertificateRejected,
  CertificateStored,
  CsrPrepared,
  PrepareCsr,
  StoreCertificate,
} from '@certwire/contracts'
import { certificates } from '@certwire/documents'
import { on, type Platform, service } from '@certwire/runtime'
import { exportRoutes } from './export.ts'
import { keys } from './key-documents.ts'
import { connectKeys } from './keys.ts'
import { prepare } from './prepare.ts'
import { store as keep } from './store.ts'

export const storage = service({
  name: 'storage',
  connect: async ({ config, store, sealer, clock }: Platform) => ({
    clock,
    keys: connectKeys(await store.open(keys), sealer),
    certificates: await store.open(certificates),
    rootsOf: (issuer: string) => [config.issuers[issuer]?.trustedRoots ?? []].flat(),
  }),
  handlers: [
    on(PrepareCsr, [CsrPrepared], prepare),
    on(StoreCertificate, [CertificateStored, CertificateRejected], keep),
  ],
  routes: exportRoutes,
})
