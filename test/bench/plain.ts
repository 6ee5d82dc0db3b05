import { parseArgs } from 'node:util'
import acme from 'acme-client'

// What a user writes who needs certificates from a script: `client.auto()`, a TXT record, a key for each. Run as a
// process of its own; its last line says how long it took and what it cost.
const { values } = parseArgs({
  options: {
    directory: { type: 'string', default: '' },
    kid: { type: 'string', default: '' },
    hmacKey: { type: 'string', default: '' },
    dns: { type: 'string', default: '' },
    zone: { type: 'string', default: '' },
    count: { type: 'string', default: '1' },
    atOnce: { type: 'string', default: '1' },
    warmUp: { type: 'string', default: '0' },
    pollMs: { type: 'string', default: '5000' },
  },
})

const client = new acme.Client({
  directoryUrl: values.directory,
  accountKey: await acme.crypto.createPrivateEcdsaKey(),
  externalAccountBinding: { kid: values.kid, hmacKey: values.hmacKey },
  backoffMin: Number(values.pollMs),
})
await client.createAccount({ termsOfServiceAgreed: true })

let issued = 0
await issue(Number(values.warmUp), Number(values.atOnce))
const [begin, cpu] = [performance.now(), process.cpuUsage()]
await issue(Number(values.count), Number(values.atOnce))
const { user, system } = process.cpuUsage(cpu)
const result = { seconds: (performance.now() - begin) / 1000, cpuSeconds: (user + system) / 1e6 }
process.stdout.write(`${JSON.stringify(result)}\n`)

async function issue(count: number, atOnce: number): Promise<void> {
  const end = issued + count
  const worker = async () => {
    while (issued < end) {
      issued += 1
      await one(`plain-${issued}.${values.zone}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker))
}

async function one(name: string): Promise<void> {
  const key = await acme.crypto.createPrivateEcdsaKey()
  const [, csr] = await acme.crypto.createCsr({ altNames: [name] }, key)
  await client.auto({
    csr,
    challengePriority: ['dns-01'],
    // It would ask the resolver of this machine, which does not know the zone.
    skipChallengeVerification: true,
    challengeCreateFn: (authorization, _, value) =>
      txt('add', authorization.identifier.value, value),
    challengeRemoveFn: (authorization, _, value) =>
      txt('remove', authorization.identifier.value, value),
  })
}

async function txt(verb: 'add' | 'remove', name: string, value: string): Promise<void> {
  const body = JSON.stringify({ name: `_acme-challenge.${name}`, value })
  const { ok, status } = await fetch(`${values.dns}/txt/${verb}`, { method: 'POST', body })
  if (!ok) throw new Error(`the DNS server says ${status}`)
}
