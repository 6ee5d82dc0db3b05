import { z } from 'zod'
import { dnsProvider, type TxtChange } from '../provider.ts'
import { DnsProviderError } from '../provider-error.ts'
import { Endpoint } from './endpoint.ts'
import { CAPACITY } from './route53/batches.ts'
import { caller } from './route53/call.ts'
import { changeSets } from './route53/change.ts'
import { route53Client } from './route53/client.ts'
import { hostedZones } from './route53/hosted-zone.ts'

const Config = z.strictObject({
  zoneId: z
    .string()
    .regex(/^[A-Z0-9]{1,32}$/, 'must be the id of a hosted zone, such as Z2FDTNDATAQYW2')
    .optional()
    .describe('The hosted zone. Without it the public one of the name is found.'),
  roleArn: z
    .string()
    .regex(/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'must be the ARN of a role')
    .optional()
    .describe('A role to assume, such as one of another account.'),
  externalId: z.string().min(2).max(1224).optional().describe('What the role asks for.'),
  profile: z.string().min(1).optional().describe('A profile of the shared AWS configuration.'),
  region: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a region')
    .optional()
    .describe('Where a role is assumed; needed outside of the commercial regions.'),
  endpoint: Endpoint.optional().describe('The URL of another server that speaks this API.'),
})

/**
 * Writes exact DELETE and CREATE pairs of what it has read, as a compare-and-set, so that values of others at the name
 * are kept whoever else writes there. Credentials are found as AWS's own tools find them.
 */
export const route53 = dnsProvider({
  name: 'route53',
  summary: 'Amazon Route 53. Credentials are found as AWS’s own tools find them.',
  config: Config,
  connect: ({ zoneId, ...access }, context) => {
    const api = route53Client(caller(access, context.clock))
    const zones = hostedZones(api, context)
    const changeIn = async (zone: string, change: TxtChange, signal: AbortSignal) =>
      changeSets(api, zoneId ?? (await zones.idOf(zone, signal)), change, signal)
    return {
      // A change is a call that reads, one that writes and some that ask for it, of ten a second for all zones.
      capacity: { records: CAPACITY, spacingMs: 1000 },
      change: async (zone, change, signal) => {
        const ids = await changeIn(zone, change, signal).catch((error) => {
          // It may have been made anew since it was found.
          if (!isZoneGone(error) || !zones.forget(zone)) throw error
          return changeIn(zone, change, signal)
        })
        return ids.length > 0 ? ids.join(' ') : undefined
      },
      nameServers: async (zone, signal) =>
        api.nameServers(zoneId ?? (await zones.idOf(zone, signal)), signal),
      settled: async (id, signal) => {
        for (const one of id.split(' ')) if (!(await api.isInSync(one, signal))) return false
        return true
      },
    }
  },
})

const isZoneGone = (error: unknown): boolean =>
  error instanceof DnsProviderError && error.code === 'ERR_DNS_PROVIDER_ZONE'
