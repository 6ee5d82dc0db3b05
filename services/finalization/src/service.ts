import {
  CertificateIssued,
  CollectCertificate,
  FinalizeOrder,
  OrderInvalid,
  OrderProcessing,
} from '@certwire/contracts'
import { connectIssuers } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { collect, finalize } from './finalize.ts'

const answers = [CertificateIssued, OrderProcessing, OrderInvalid] as const

export const finalization = service({
  name: 'finalization',
  connect: async (platform: Platform) => ({ ...platform, issuers: await connectIssuers(platform) }),
  handlers: [on(FinalizeOrder, answers, finalize), on(CollectCertificate, answers, collect)],
  close: ({ issuers }) => issuers.close(),
})
