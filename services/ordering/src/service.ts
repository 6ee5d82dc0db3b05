import { connectBudgets } from '@certwire/budgets'
import {
  AuthorizationInvalid,
  AuthorizationPending,
  AuthorizationValid,
  CertApproved,
  CertCancelled,
  CertDenied,
  CertificateIssued,
  CertificateRejected,
  CertificateStored,
  CertRequested,
  CertRetried,
  CertRevoked,
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
  RevocationDeferred,
  RevocationRefused,
  RevocationStored,
  WebhookReceived,
} from '@certwire/contracts'
import { connectDns } from '@certwire/dns'
import { certificates, orders, zoneStates } from '@certwire/documents'
import { sayable } from '@certwire/domain'
import { connectAccountDesk, connectIssuers } from '@certwire/issuers'
import { on, type Platform, service } from '@certwire/runtime'
import { accept } from './accepting/accept.ts'
import { orderPolicy } from './accepting/order-policy.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { accountWatch, ordersIn } from './accounts/account-watch.ts'
import { advance } from './advance.ts'
import { budgetRoutes } from './budget/budget-routes.ts'
import { hint } from './hint.ts'
import { connectHvcaAccounts } from './hvca/hvca.ts'
import { hvcaRoutes } from './hvca/hvca-routes.ts'
import { connectOrders } from './orders.ts'
import { isOver } from './placing/is-over.ts'
import { place } from './placing/place.ts'
import { placements } from './placing/placement-documents.ts'
import { connectPlacements } from './placing/placements.ts'
import { issuerStops } from './placing/stop-documents.ts'
import { connectStops } from './placing/stops.ts'
import { connectUnheard } from './placing/unheard.ts'
import { unheardOrders } from './placing/unheard-documents.ts'
import { caaWitness } from './preflight/caa-witness.ts'
import { claimed } from './preflight/claimed.ts'
import { objections } from './preflight/preflight.ts'
import { anyObjection, quotaObjection } from './preflight/quota.ts'
import { zoneRefusals } from './preflight/zone-refusals.ts'
import { sweep } from './sweep.ts'

/** Everything that can move an order. */
const movers = [
  ...[CertApproved, CertDenied, CertCancelled, CertRetried, CertRevoked],
  ...[RevocationStored, RevocationDeferred, RevocationRefused],
  ...[OrderPlaced, OrderRefused, OrderDeferred],
  ...[ChallengePresented, ChallengePending, ChallengeFailed, ChallengeCleanedUp, CsrPrepared],
  ...[AuthorizationValid, AuthorizationPending, AuthorizationInvalid],
  ...[OrderProcessing, OrderInvalid, CertificateIssued, CertificateStored, CertificateRejected],
]

export const ordering = service({
  name: 'ordering',
  connect: async ({ store, ...platform }: Platform) => {
    const { config, clock } = platform
    const kept = await store.open(orders)
    const issued = await store.open(certificates)
    const refusalOf = zoneRefusals(await store.open(zoneStates), clock)
    const { preflight } = connectDns(config.dns, clock)
    const issuers = await connectIssuers({ store, ...platform })
    const hvca = connectHvcaAccounts(platform)
    const looks = { preflight, refusalOf, claimed: claimed({ hvca, ...platform }), ...platform }
    const stops = connectStops(await store.open(issuerStops), clock)
    const places = connectPlacements(await store.open(placements), isOver(kept))
    const desk = { store, ...platform, ordersIn: ordersIn(kept) }
    const accounts = await connectAccountDesk(desk)
    return {
      ...platform,
      orders: connectOrders(kept, platform),
      placements: places,
      unheard: connectUnheard(await store.open(unheardOrders), places),
      stops,
      objection: anyObjection([quotaObjection(hvca), objections(modeOf(config.dns), looks)]),
      hvca,
      certificates: issued,
      policy: orderPolicy(config.policy, issued),
      issuers,
      witness: caaWitness({ orders: kept, issuers, preflight }),
      accounts,
      watchAccounts: accountWatch(accounts, platform.log),
      budgets: await connectBudgets({ store, ...platform }),
    }
  },
  handlers: [
    on(CertRequested, [], accept),
    on(WebhookReceived, [], hint),
    on(PlaceOrder, [OrderPlaced, OrderRefused, OrderDeferred], place),
    ...movers.map((contract) => on(contract, [], advance)),
  ],
  says: sayable,
  jobs: [
    { name: 'sweep', everyMs: 500, run: sweep },
    {
      name: 'accounts',
      everyMs: 10_000,
      run: ({ watchAccounts }, signal) => watchAccounts(signal),
    },
    { name: 'budgets', everyMs: 600_000, run: ({ budgets }, signal) => budgets.tidy(signal) },
  ],
  routes: (app, deps) => {
    hvcaRoutes(app, deps)
    budgetRoutes(app, deps)
    accountRoutes(app, deps)
  },
  close: async ({ issuers, accounts, hvca }) => {
    await hvca.close()
    await accounts.close()
    await issuers.close()
  },
})

/** Where only the solver knows the zones, nothing can be said of them here. */
const modeOf = ({ preflight, zones }: Platform['config']['dns']) =>
  zones.length > 0 ? preflight : 'off'
