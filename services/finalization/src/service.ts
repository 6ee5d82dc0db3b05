import { connectBudgets } from '@certwire/budgets'
import {
  CertificateIssued,
  CertificateRevoked,
  CollectCertificate,
  FinalizeOrder,
  OrderInvalid,
  OrderProcessing,
  RevocationDeferred,
  RevocationRefused,
  RevokeByAccount,
} from '@certwire/contracts'
import { certificates } from '@certwire/documents'
import { connectIssuers, courteous } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { collect, finalize } from './finalize.ts'
import { revoke } from './revoke.ts'

const answers = [CertificateIssued, OrderProcessing, OrderInvalid] as const

export const finalization = service({
  name: 'finalization',
  connect: async (platform: Platform) => ({
    ...platform,
    issuers: await connectIssuers(platform),
    budgets: await connectBudgets(platform),
    certificates: await platform.store.open(certificates),
  }),
  handlers: [
    on(FinalizeOrder, answers, courteous(finalize, OrderProcessing)),
    on(CollectCertificate, answers, courteous(collect, OrderProcessing)),
    on(RevokeByAccount, [CertificateRevoked, RevocationDeferred, RevocationRefused], revoke),
  ],
  close: ({ issuers }) => issuers.close(),
})
