import { randomBytes } from 'node:crypto'
import { env } from 'node:process'
import type { ZoneConfig } from '@certwire/dns'
import { startSandboxCloudflare, startSandboxDns, startSandboxRoute53 } from '@certwire/sandbox'
import { upsertEach } from '../bench/upsert-each.ts'
import { startSolverAlone } from '../support/solver-alone.ts'
import type { Wanted } from '../support/solver-driver.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const ZONE = 'example.com'
const ORDERS = 200
const NAMES = 5
const INSYNC_MS = 2000

export const dnsBatch = proof({
  name: 'dns-batch',
  claim: `${ORDERS * NAMES} names of one zone, as ${ORDERS} orders of ${NAMES}, at Route 53's published limits and ${INSYNC_MS / 1000} s to INSYNC: all present in at most 10 change calls and all gone in at most 10, with at least 100 times fewer write calls and 10 times faster than one UPSERT each; on Cloudflare's free plan at most 10 batch calls in all.`,
  run: async ({ say }) => {
    // Found as AWS's own tools find them; the emulator takes any.
    Object.assign(env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' })
    const route53 = await onRoute53()
    say(`Route 53: ${JSON.stringify(route53)}`)
    const cloudflare = await onCloudflare()
    say(`Cloudflare: ${JSON.stringify(cloudflare)}`)
    const each = await oneByOne()
    const fewer = each.presentCalls / route53.presentCalls
    const faster = each.presentSeconds / route53.presentSeconds
    const batches = cloudflare.presentCalls + cloudflare.removeCalls
    return {
      ok:
        Math.max(route53.presentCalls, route53.removeCalls) <= 10 &&
        batches <= 10 &&
        fewer >= 100 &&
        faster >= 10 &&
        route53.left + cloudflare.left === 0,
      figures: {
        ...{ n: ORDERS * NAMES, fewerCalls: fewer.toFixed(0), faster: faster.toFixed(1) },
        ...{ cloudflareBatches: batches, left: route53.left + cloudflare.left },
      },
      table: table([
        row('Certwire, Route 53', route53),
        row('Certwire, Cloudflare (free)', cloudflare),
        row('one UPSERT each, Route 53', each),
      ]),
    }
  },
})

interface Cost {
  readonly presentCalls: number
  readonly presentSeconds: number
  readonly removeCalls?: number
  readonly removeSeconds?: number
}

const row = (way: string, cost: Cost) => ({
  way,
  'write calls to present': cost.presentCalls,
  's to present': cost.presentSeconds.toFixed(1),
  'write calls to remove': cost.removeCalls ?? '',
  's to remove': cost.removeSeconds?.toFixed(1) ?? '',
})

async function onRoute53() {
  const vendor = await awsAtItsLimits()
  try {
    const { endpoint } = vendor
    const zone: ZoneConfig = {
      zone: ZONE,
      provider: 'route53',
      endpoint,
      servers: [vendor.address],
    }
    const calls = () =>
      vendor.calls.filter(({ operation }) => operation === 'ChangeResourceRecordSets').length
    return { ...(await presentAndRemove(zone, calls)), left: vendor.records().length }
  } finally {
    await vendor.close()
  }
}

async function onCloudflare() {
  const dns = await startSandboxDns({ zones: [ZONE] })
  const vendor = await startSandboxCloudflare({
    ...{ zones: [{ name: ZONE, plan: 'free' }], tokens: { t0ken: {} }, dns },
    ...{ limits: 'cloudflare', propagationMs: 1000 },
  })
  try {
    const zone: ZoneConfig = {
      ...{ zone: ZONE, provider: 'cloudflare', servers: [dns.address] },
      ...{ endpoint: vendor.endpoint, apiToken: 't0ken', batchSize: 200 },
    }
    const calls = () => vendor.calls.filter(({ operation }) => operation.endsWith('/batch')).length
    return { ...(await presentAndRemove(zone, calls)), left: vendor.records().length }
  } finally {
    await vendor.close()
    await dns.close()
  }
}

async function presentAndRemove(zone: ZoneConfig, calls: () => number) {
  const wanted = orders()
  const solver = await startSolverAlone({ zones: [zone] })
  try {
    const presentSeconds = await seconds(() => solver.present(wanted))
    const presentCalls = calls()
    const removeSeconds = await seconds(() => solver.cleanUp(wanted))
    return { presentCalls, presentSeconds, removeCalls: calls() - presentCalls, removeSeconds }
  } finally {
    await solver.close()
  }
}

async function oneByOne(): Promise<Cost> {
  const vendor = await awsAtItsLimits()
  try {
    const { writeCalls, seconds } = await upsertEach({
      ...{ endpoint: vendor.endpoint, zone: ZONE, records: [...orders().values()].flat() },
    })
    return { presentCalls: writeCalls, presentSeconds: seconds }
  } finally {
    await vendor.close()
  }
}

/** Its records are at the DNS server, too, as soon as they are in sync. */
async function awsAtItsLimits() {
  const dns = await startSandboxDns({ zones: [ZONE] })
  const vendor = await startSandboxRoute53({
    ...{ zones: [{ name: ZONE }], dns, insyncMs: INSYNC_MS, callMs: 100, limits: 'aws' },
  })
  const close = async () => {
    await vendor.close()
    await dns.close()
  }
  return { ...vendor, address: dns.address, close }
}

const orders = (): Wanted =>
  new Map(
    Array.from({ length: ORDERS }, (_, order) => [
      `ord_${order}`,
      Array.from({ length: NAMES }, (_, name) => ({
        name: `_acme-challenge.n${name}.o${order}.${ZONE}`,
        value: randomBytes(32).toString('base64url'),
      })),
    ]),
  )

async function seconds(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}
