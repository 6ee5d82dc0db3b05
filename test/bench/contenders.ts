import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestApi } from '../support/api.ts'
import { startCluster } from '../support/cluster.ts'
import { cpuSeconds } from '../support/cpu.ts'
import { followEndings } from '../support/endings.ts'
import { type Ground, layGround, ZONE } from '../support/ground.ts'
import { startOneProcess } from '../support/one-process.ts'

export interface Load {
  readonly count: number
  readonly atOnce: number
  /** Certificates before the clock starts. */
  readonly warmUp: number
}

export interface Cost {
  readonly seconds: number
  /** Of the contender's own processes, without CA, DNS, NATS and store. */
  readonly cpuSeconds: number
}

const fast = { pebbleEnv: { PEBBLE_VA_NOSLEEP: '1' } }

/** A script over acme-client; `pollMs` is its first pause while the CA decides, 5000 by default. */
export async function plainScript(load: Load, pollMs: number): Promise<Cost> {
  const ground = await layGround(fast)
  try {
    return await runPlain(ground, load, pollMs)
  } finally {
    await ground.close()
  }
}

async function runPlain({ pebble, dns, eab, folder }: Ground, load: Load, pollMs: number) {
  const tlsCa = join(folder, 'pebble-tls-ca.pem')
  await writeFile(tlsCa, pebble.tlsCaPem)
  const options = {
    ...{ directory: pebble.directoryUrl, dns: dns.http.url, zone: ZONE, ...eab, pollMs, ...load },
  }
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'plain.ts'), ...flags], {
    // acme-client trusts what Node trusts.
    env: { NODE_EXTRA_CA_CERTS: tlsCa },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(await text(child.stdout)) as Cost
}

export async function allInOne(load: Load): Promise<Cost> {
  const one = await startOneProcess(fast)
  try {
    return await measured(one.api, one.service.url, one.token, [one.service.pid], load)
  } finally {
    await one.close()
  }
}

export async function separateProcesses(load: Load): Promise<Cost> {
  const cluster = await startCluster(fast)
  try {
    const pids = cluster.services.map(({ pid }) => pid)
    return await measured(cluster.api, cluster.url, cluster.token, pids, load)
  } finally {
    await cluster.close()
  }
}

async function measured(
  api: TestApi,
  url: string,
  token: string,
  pids: readonly (number | undefined)[],
  { count, atOnce, warmUp }: Load,
): Promise<Cost> {
  const endings = await followEndings(url, token)
  const issue = async (from: number, to: number) => {
    let next = from
    const worker = async () => {
      while (next < to) {
        next += 1
        const ending = await endings.of(await api.request([`certwire-${next}.${ZONE}`]))
        if (ending !== 'cert.issued') throw new Error(`an order ended with ${ending}`)
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, to - from) }, worker))
  }
  await issue(0, warmUp)
  const [begin, cpu] = [performance.now(), cpuSeconds(pids)]
  await issue(warmUp, warmUp + count)
  const result = {
    seconds: (performance.now() - begin) / 1000,
    cpuSeconds: cpuSeconds(pids) - cpu,
  }
  endings.close()
  return result
}
