import type * as Sdk from '@aws-sdk/client-route-53'
import type { Caller } from './call.ts'
import { isConflict, malformed } from './error.ts'

type Answer<Response, Key extends keyof Response> = Response & {
  readonly [key in Key]-?: NonNullable<Response[key]>
}
type Zones = Answer<Sdk.ListHostedZonesByNameResponse, 'HostedZones'>
type Sets = Answer<Sdk.ListResourceRecordSetsResponse, 'ResourceRecordSets'>

/** The calls that we make, their answers checked: a web page is an answer as well to the SDK, an empty one. */
export interface Route53 {
  zonesByName(input: Sdk.ListHostedZonesByNameRequest, signal: AbortSignal): Promise<Zones>
  /** Of the zone's delegation set, which a private zone does not have. */
  nameServers(zoneId: string, signal: AbortSignal): Promise<readonly string[]>
  recordSets(input: Sdk.ListResourceRecordSetsRequest, signal: AbortSignal): Promise<Sets>
  /** The id of the change; `conflict` where the sets are no longer what the changes say they are. */
  change(zoneId: string, changes: Sdk.Change[], signal: AbortSignal): Promise<Changed>
  isInSync(changeId: string, signal: AbortSignal): Promise<boolean>
}

type Changed = { readonly id: string } | 'conflict'

export function route53Client(call: Caller): Route53 {
  return {
    zonesByName: (input, signal) =>
      call({ operation: 'ListHostedZonesByName', signal }, async ({ sdk, client }, options) => {
        const command = new sdk.ListHostedZonesByNameCommand(input)
        const { HostedZones, ...rest } = await client.send(command, options)
        if (!HostedZones) throw malformed('ListHostedZonesByName')
        return { ...rest, HostedZones }
      }),
    nameServers: (Id, signal) =>
      call({ operation: 'GetHostedZone', signal }, async ({ sdk, client }, options) => {
        const command = new sdk.GetHostedZoneCommand({ Id })
        const { HostedZone, DelegationSet } = await client.send(command, options)
        if (!HostedZone) throw malformed('GetHostedZone')
        return DelegationSet?.NameServers ?? []
      }),
    recordSets: (input, signal) =>
      call({ operation: 'ListResourceRecordSets', signal }, async ({ sdk, client }, options) => {
        const command = new sdk.ListResourceRecordSetsCommand(input)
        const { ResourceRecordSets, ...rest } = await client.send(command, options)
        if (!ResourceRecordSets) throw malformed('ListResourceRecordSets')
        return { ...rest, ResourceRecordSets }
      }),
    change: (HostedZoneId, Changes, signal) => {
      const changes = Changes.reduce((sum, { Action }) => sum + (Action === 'UPSERT' ? 2 : 1), 0)
      const operation = 'ChangeResourceRecordSets'
      return call({ operation, signal, changes }, async ({ sdk, client }, options) => {
        const command = new sdk.ChangeResourceRecordSetsCommand({
          HostedZoneId,
          ChangeBatch: { Changes },
        })
        try {
          const { ChangeInfo } = await client.send(command, options)
          if (!ChangeInfo?.Id) throw malformed(operation)
          return { id: ChangeInfo.Id }
        } catch (error) {
          if (isConflict(error)) return 'conflict'
          throw error
        }
      })
    },
    isInSync: (Id, signal) =>
      call({ operation: 'GetChange', signal }, async ({ sdk, client }, options) => {
        const { ChangeInfo } = await client.send(new sdk.GetChangeCommand({ Id }), options)
        if (!ChangeInfo?.Status) throw malformed('GetChange')
        return ChangeInfo.Status === 'INSYNC'
      }),
  }
}
