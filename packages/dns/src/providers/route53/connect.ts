import type * as Sdk from '@aws-sdk/client-route-53'
import { capBodies } from './capped-bodies.ts'

const timeouts = { connectionTimeout: 5000 }

/** As in the configuration of a zone. What is left out follows AWS's own conventions. */
export interface Access {
  readonly roleArn?: string | undefined
  readonly externalId?: string | undefined
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
  readonly profile?: string | undefined
}

export interface Connection {
  readonly sdk: typeof Sdk
  readonly client: Sdk.Route53Client
}

/** Loads the SDK, which takes its time and memory, and which only those with a zone at Route 53 need. */
export async function connect(access: Access): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-route-53')
  const { endpoint, profile, roleArn } = access
  const region = access.region ?? (await usualRegion(sdk, profile))
  const client = new sdk.Route53Client({
    // Who calls repeats, and is told of everything that went wrong.
    ...{ region, maxAttempts: 1, requestHandler: timeouts },
    ...(endpoint && { endpoint }),
    ...(profile && { profile }),
    ...(roleArn && { credentials: await assumedRole({ ...access, roleArn, region }) }),
  })
  capBodies(client)
  return { sdk, client }
}

/** What AWS's own settings say, and else the one that signs for the whole world. */
async function usualRegion({ Route53Client }: typeof Sdk, profile: string | undefined) {
  const { config } = new Route53Client(profile ? { profile } : {})
  return config.region().catch(() => 'us-east-1')
}

async function assumedRole(access: Access & { roleArn: string; region: string }) {
  const { roleArn, externalId, region, profile } = access
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import(
    '@aws-sdk/credential-providers'
  )
  return fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: 'certwire',
      ...(externalId && { ExternalId: externalId }),
    },
    clientConfig: { region, maxAttempts: 1, requestHandler: timeouts },
    ...(profile && { masterCredentials: fromNodeProviderChain({ profile }) }),
  })
}
