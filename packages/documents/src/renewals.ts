import { Renewal } from '@certwire/domain'
import type { CollectionDefinition } from '@certwire/store'

/** Written by renewal alone. */
export const renewals: CollectionDefinition<Renewal> = {
  name: 'renewals',
  schema: Renewal,
  indexes: {
    /** What has come to an end has no `nextAt` and is not in it. */
    due: { fields: ['nextAt'] },
    tenant: { fields: ['tenantId', 'notAfter'] },
    expiry: { fields: ['notAfter'] },
    /** Whose window was over before its time, and since when that is known. */
    rushed: { fields: ['issuer', 'rushedAt'] },
    plan: { fields: ['planId', 'state', 'rank'] },
  },
}
