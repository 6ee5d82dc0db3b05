import assert from 'node:assert/strict'
import { randomBytes, X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SandboxCa, type SandboxDns, startSandboxCa, startSandboxDns } from '@certwire/sandbox'
import type { Task, ThirdPartyClient } from './third-party.ts'
import { verifiedSerial } from './verified.ts'

/** How long each step took, in seconds. */
export type Served = Readonly<Record<'obtain' | 'renew' | 'revoke', string>>

interface Sandbox {
  readonly ca: SandboxCa
  readonly dns: SandboxDns
}

const KEY_COMPROMISE = 1

/**
 * Lets a client obtain a certificate for an apex and its wildcard at a sandbox of its own that demands EAB, renew it
 * with the alternate chain, and revoke it. Throws if it cannot, or if what it got or left behind is not as it should be.
 */
export async function serveClient(client: ThirdPartyClient): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), `certwire-${client.name}-`))
  const eab = { kid: 'kid-1', hmacKey: randomBytes(32).toString('base64url') }
  const dns = await startSandboxDns({ zones: ['example.test'] })
  const ca = await startSandboxCa({
    ...{ dnsServers: [dns.address], eab: { [eab.kid]: eab.hmacKey } },
  })
  try {
    const tlsCaFile = join(folder, 'tls-ca.pem')
    await writeFile(tlsCaFile, ca.tlsCaPem)
    const task: Task = {
      ...{ folder, tlsCaFile, eab, directoryUrl: ca.directoryUrl },
      names: ['clients.example.test', '*.clients.example.test'],
      dns: { address: dns.address, url: dns.http.url },
      preferredChain: new X509Certificate(ca.alternateRootPem).subject.replace('CN=', ''),
    }
    return await lifeOfCertificate(client, { ca, dns }, task)
  } finally {
    await Promise.all([ca.close(), dns.close()])
    await rm(folder, { recursive: true, force: true })
  }
}

async function lifeOfCertificate(client: ThirdPartyClient, { ca, dns }: Sandbox, task: Task) {
  const obtain = await secondsOf(client.obtain(task))
  const first = await verifiedSerial(client.files(task), task, ca.rootPem)
  const renew = await secondsOf(client.renew(task))
  const second = await verifiedSerial(client.files(task), task, ca.alternateRootPem)
  const revoke = await secondsOf(client.revoke(task))

  const { accounts, issued, revoked } = ca.ledger
  assert.deepEqual(
    issued.map(({ serial }) => serial),
    [first, second],
  )
  assert.deepEqual(revoked, [{ serial: second, reason: KEY_COMPROMISE }])
  assert.equal(accounts, 1)
  assert.deepEqual(dns.records(), [])
  return { obtain, renew, revoke }
}

async function secondsOf(step: Promise<void>): Promise<string> {
  const begin = performance.now()
  await step
  return ((performance.now() - begin) / 1000).toFixed(2)
}
