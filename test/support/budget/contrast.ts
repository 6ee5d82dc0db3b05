import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SandboxCaLimits, startSandboxCa, startSandboxDns } from '@certwire/sandbox'
import { CLAIMED, FAILURES, PROVED, type Tally, tallyOf } from './budget-load.ts'

/** A simulated hour is nine seconds. */
const SPEED = 400
const SCRIPT = new URL('./plain-script.ts', import.meta.url).pathname

/** The same orders by a script with acme-client, at a CA of the same limits whose time runs as fast as the script's. */
export async function plainScript(
  orders: readonly (readonly string[])[],
  limits: SandboxCaLimits,
): Promise<Tally & { gaveUp: number }> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'certwire-plain-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const dns = opened.adopt(await startSandboxDns({ zones: [PROVED] }), (one) => one.close())
  const start = Date.now()
  const clock = () => new Date(start + (Date.now() - start) * SPEED)
  const options = { dnsServers: [dns.address], clock, limits, claims: CLAIMED, keptCalls: 100_000 }
  const ca = opened.adopt(await startSandboxCa(options), (one) => one.close())
  ca.failNext({ type: 'dns', detail: 'no answer' }, FAILURES)
  const tlsCa = join(folder, 'ca.pem')
  await writeFile(tlsCa, ca.tlsCaPem)
  const args = ['--directory', ca.directoryUrl, '--dns', dns.http.url, '--speed', String(SPEED)]
  const { issued, gaveUp } = JSON.parse(await run(args, JSON.stringify(orders), tlsCa))
  return { ...tallyOf(ca, start), issued, gaveUp }
}

function run(args: readonly string[], input: string, tlsCa: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { NODE_EXTRA_CA_CERTS: tlsCa } }
    const child = execFile(process.execPath, [SCRIPT, ...args], options, (error, stdout) => {
      if (error) reject(error)
      else resolve(stdout.trim().split('\n').at(-1) ?? '')
    })
    child.stdin?.end(input)
  })
}
