import {
  AuthorizationInvalid,
  AuthorizationPending,
  AuthorizationValid,
  CertCancelled,
  CertificateIssued,
  CertificateRejected,
  CertificateStored,
  CertRequested,
  CertRetried,
  ChallengeCleanedUp,
  ChallengeFailed,
  ChallengePending,
  ChallengePresented,
  CsrPrepared,
  OrderDeferred,
  OrderInvalid,
  OrderPlaced,
  OrderProcessing,
  OrderRefused,
  PlaceOrder,
} from '@certwire/contracts'
import { connectDns } from '@certwire/dns'
import { orders, zoneStates } from '@certwire/documents'
import { sayable } from '@certwire/domain'
import { connectIssuers } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { accept } from './accept.ts'
import { advance } from './advance.ts'
import { isOver } from './is-over.ts'
import { connectOrders } from './orders.ts'
import { place } from './place.ts'
import { placements } from './placement-documents.ts'
import { connectPlacements } from './placements.ts'
import { objections } from './preflight.ts'
import { sweep } from './sweep.ts'
import { zoneRefusals } from './zone-refusals.ts'

/** Everything that can move an order. */
const movers = [
  ...[CertCancelled, CertRetried, OrderPlaced, OrderRefused, OrderDeferred],
  ...[ChallengePresented, ChallengePending, ChallengeFailed, ChallengeCleanedUp, CsrPrepared],
  ...[AuthorizationValid, AuthorizationPending, AuthorizationInvalid],
  ...[OrderProcessing, OrderInvalid, CertificateIssued, CertificateStored, CertificateRejected],
]

export const ordering = service({
  name: 'ordering',
  connect: async ({ store, ...platform }: Platform) => {
    const { config, clock } = platform
    const kept = await store.open(orders)
    const refusalOf = zoneRefusals(await store.open(zoneStates), clock)
    const { preflight } = connectDns(config.dns, clock)
    return {
      ...platform,
      orders: connectOrders(kept, platform),
      placements: connectPlacements(await store.open(placements), isOver(kept)),
      objection: objections(modeOf(config.dns), { preflight, refusalOf, ...platform }),
      issuers: await connectIssuers({ store, ...platform }),
    }
  },
  handlers: [
    on(CertRequested, [], accept),
    on(PlaceOrder, [OrderPlaced, OrderRefused, OrderDeferred], place),
    ...movers.map((contract) => on(contract, [], advance)),
  ],
  says: sayable,
  jobs: [{ name: 'sweep', everyMs: 500, run: sweep }],
  close: ({ issuers }) => issuers.close(),
})

/** Where only the solver knows the zones, nothing can be said of them here. */
const modeOf = ({ preflight, zones }: Platform['config']['dns']) =>
  zones.length > 0 ? preflight : 'off'
