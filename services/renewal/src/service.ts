import { CertExpiring, CertIssued, CertRequested } from '@certwire/contracts'
import { certificates, orders, renewals } from '@certwire/documents'
import { on, type Platform, service } from '@certwire/runtime'
import { keep, reconciler } from './keep.ts'
import { plans as planDefinition } from './plan-documents.ts'
import { connectPlans } from './plans.ts'
import { proceed } from './proceed.ts'
import { planRoutes } from './routes/plans.ts'
import { renewalRoutes } from './routes/renewals.ts'
import { sweep } from './sweep.ts'
import { connectWindows } from './windows.ts'

export const renewal = service({
  name: 'renewal',
  connect: async ({ config, store, bus, clock, log, random }: Platform) => {
    const { policy } = config
    const kept = await store.open(renewals)
    const plans = await store.open(planDefinition)
    const issued = await store.open(certificates)
    const reconcile = reconciler({ renewals: kept, clock, random }, issued)
    return {
      ...{ bus, clock, log, random, policy, reconcile, renewals: kept, certificates: issued },
      orders: await store.open(orders),
      windows: connectWindows({ config, clock }),
      planDocuments: plans,
      plans: connectPlans({ plans, renewals: kept, policy, clock }),
    }
  },
  handlers: [on(CertIssued, [], keep)],
  says: [CertRequested, CertExpiring],
  jobs: [
    { name: 'sweep', everyMs: 5000, run: sweep },
    { name: 'reconcile', everyMs: 10_000, run: ({ reconcile }) => reconcile() },
    {
      name: 'plans',
      everyMs: 15_000,
      run: ({ planDocuments: plans, ...deps }, signal) => proceed({ ...deps, plans }, signal),
    },
  ],
  routes: (app, { planDocuments: plans, ...deps }) => {
    renewalRoutes(app, deps)
    planRoutes(app, { ...deps, plans })
  },
  close: ({ windows }) => windows.close(),
})
