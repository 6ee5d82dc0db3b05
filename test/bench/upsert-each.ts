import { setTimeout as sleep } from 'node:timers/promises'
import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListHostedZonesByNameCommand,
  Route53Client,
  Route53ServiceException,
} from '@aws-sdk/client-route-53'

interface Job {
  readonly endpoint: string
  readonly zone: string
  readonly records: readonly { readonly name: string; readonly value: string }[]
}

const POLL_MS = 4000
const WAITS = ['Throttling', 'PriorRequestNotComplete']

/**
 * What lego and certbot do for each name: an UPSERT, repeated after growing pauses where it is throttled, and a
 * GetChange every four seconds until that change is in sync. It is kind to them: all changes wait together, and the
 * zone is looked for once.
 */
export async function upsertEach({ endpoint, zone, records }: Job) {
  const credentials = { accessKeyId: 'upsert-each', secretAccessKey: 'upsert-each' }
  const client = new Route53Client({ region: 'us-east-1', maxAttempts: 1, endpoint, credentials })
  const begin = performance.now()
  let writeCalls = 0
  const upsert = (zoneId: string | undefined, { name, value }: Job['records'][number]) =>
    patiently(() => {
      writeCalls += 1
      return client.send(upsertCommand(zoneId, name, value))
    })
  try {
    const found = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone }))
    const zoneId = found.HostedZones?.[0]?.Id
    const changes: (string | undefined)[] = []
    for (const record of records) changes.push((await upsert(zoneId, record)).ChangeInfo?.Id)
    for (const Id of changes) await untilInSync(client, Id)
    return { writeCalls, seconds: (performance.now() - begin) / 1000 }
  } finally {
    client.destroy()
  }
}

const upsertCommand = (HostedZoneId: string | undefined, name: string, value: string) =>
  new ChangeResourceRecordSetsCommand({
    HostedZoneId,
    ChangeBatch: {
      Changes: [
        {
          Action: 'UPSERT',
          ResourceRecordSet: {
            ...{ Name: `${name}.`, Type: 'TXT', TTL: 10 },
            ResourceRecords: [{ Value: `"${value}"` }],
          },
        },
      ],
    },
  })

async function untilInSync(client: Route53Client, Id: string | undefined): Promise<void> {
  const ask = () => client.send(new GetChangeCommand({ Id }))
  while ((await patiently(ask)).ChangeInfo?.Status !== 'INSYNC') await sleep(POLL_MS)
}

/** With lego's pauses: 200 to 250 ms, doubled each time. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let pauseMs = 200 + Math.random() * 50; ; pauseMs *= 2) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof Route53ServiceException) || !WAITS.includes(error.name)) throw error
      await sleep(pauseMs)
    }
  }
}
