import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  misbehave,
  type SandboxCa,
  type SandboxCaOperation,
  type SandboxDns,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'
import { freePort, startChild } from '@certwire/testkit'
import { type TestApi, testApi } from '../api.ts'
import { ZONE } from '../stage.ts'
import type { Payload } from './payload.ts'
import { straceOptions } from './traced.ts'

/** All services in one process under strace, and a CA that says what it is told to. */
export interface HostileGround {
  readonly folder: string
  readonly trace: string
  readonly log: string
  readonly url: string
  readonly api: TestApi
  readonly env: Readonly<Record<string, string>>
  /** Where the process has something to look for: the CA, the zone's server and the zone's provider, as `ip:port`. */
  readonly allowed: readonly string[]
  /** Of the process itself. */
  readonly pid: number
  /** From now on the CA says this to whoever asks, and nothing else amiss; answers how often it has. */
  say(payload?: Payload): () => number
  close(): Promise<void>
}

const operations: readonly SandboxCaOperation[] = [
  ...(['directory', 'newNonce', 'newAccount', 'newOrder', 'account', 'orders', 'order'] as const),
  ...(['finalize', 'authorization', 'challenge', 'certificate'] as const),
]
const cli = join(import.meta.dirname, '../../../packages/cli/src/main.ts')

export async function layHostileGround(issuers: number): Promise<HostileGround> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'certwire-hostile-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const dns = started.adopt(await startSandboxDns({ zones: [ZONE] }), (one) => one.close())
  const ca = started.adopt(await startSandboxCa({ dnsServers: [dns.address] }), (one) =>
    one.close(),
  )
  const port = await freePort()
  await writeFile(join(folder, 'certwire.yaml'), configOf(issuers, port, ca, dns))
  const [trace, log] = [join(folder, 'trace'), join(folder, 'log')]
  const token = randomBytes(24).toString('base64url')
  const url = `http://127.0.0.1:${port}`
  const env = { CERTWIRE_API_TOKEN: token, CERTWIRE_HTTP_PORT: `${port}` }
  const child = started.adopt(await launch(folder, trace, log, url, env), stop)
  const all = started.move()
  return {
    ...{ folder, trace, log, url, env, api: testApi(url, token), pid: await inner(child) },
    allowed: [hostOf(ca.directoryUrl), dns.address, hostOf(dns.http.url)],
    say: sayer(ca),
    close: () => all.disposeAsync(),
  }
}

/** JSON is YAML. Each issuer has an account of its own, so that what one payload ends does not keep the next from its order. */
function configOf(issuers: number, port: number, ca: SandboxCa, dns: SandboxDns): string {
  const { tlsCaPem: tlsCa, rootPem: trustedRoots } = ca
  const entries = Array.from({ length: issuers }, (_, n) => [
    issuerOf(n),
    { directory: `${ca.directoryUrl}?account=${n}`, tlsCa, trustedRoots },
  ])
  const zone = { zone: ZONE, provider: 'sandbox', endpoint: dns.http.url, servers: [dns.address] }
  return JSON.stringify({
    ...{ http: { port }, defaultIssuer: issuerOf(0), issuers: Object.fromEntries(entries) },
    dns: { zones: [zone], resolvers: [dns.address] },
  })
}

export const issuerOf = (n: number): string => `hostile-${n}`

const hostOf = (url: string): string => new URL(url).host

function sayer(ca: SandboxCa): HostileGround['say'] {
  const asUsual = misbehave.altered(() => undefined)
  let current: Payload | undefined
  let said = 0
  for (const operation of operations)
    ca.answerNext(
      (response, request, reply) => {
        const script = current?.operations.includes(operation) ? current.script : undefined
        if (script) said += 1
        return (script ?? asUsual)(response, request, reply)
      },
      { operation, times: Number.POSITIVE_INFINITY },
    )
  return (payload) => {
    const begin = said
    current = payload
    payload?.arrange?.(ca)
    return () => said - begin
  }
}

async function launch(
  folder: string,
  trace: string,
  log: string,
  url: string,
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
  const { PATH } = process.env
  const out = openSync(log, 'a')
  const node = [process.execPath, '--conditions=certwire-source', cli, 'up']
  const args = [...straceOptions(trace), ...node]
  const options: SpawnOptions = { cwd: folder, env: { PATH, ...env }, stdio: ['ignore', out, out] }
  try {
    return await startChild('strace', args, options, () => ready(url))
  } catch (cause) {
    const said = (await readFile(log, 'utf8')).slice(-2000)
    throw new Error(`the process did not start; its log ends with:\n${said}`, { cause })
  }
}

async function ready(url: string): Promise<void> {
  const { status } = await fetch(`${url}/readyz`)
  if (status !== 200) throw new Error(`${url}/readyz says ${status}`)
}

/** What strace has started. */
async function inner({ pid = 0 }: ChildProcess): Promise<number> {
  return Number(await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'))
}

/** A tracer that is told to end leaves what it traces running, so that is told. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(await inner(child), 'SIGTERM')
  await gone
}
