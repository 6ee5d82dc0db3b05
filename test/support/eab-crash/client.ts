import { stdout } from 'node:process'
import { connectAccountDesk, connectIssuers } from '@certwire/issuers'
import { createSealer, localKek, parseKek, Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import type { EabClientInput } from './trial.ts'

/** Registers an account as ordering does, places an order as that account, and says what it has. */
const [given = '{}'] = process.argv.slice(2)
const { file, kek, directory, tlsCa, kid, hmacKey, laterMs, stays } = JSON.parse(
  given,
) as EabClientInput
const clock = () => new Date(Date.now() + laterMs)
const signal = new AbortController().signal
const eab = { kid, hmacKey: Secret.of(hmacKey) }
const issuer = { name: 'ca', contact: [], origins: [], directory, tlsCa, eab }
const config = {
  issuers: { ca: { ...issuer, propagation: 'all' as const } },
  defaultIssuer: 'ca',
}
const kept = { config, clock, store: await sqliteStore({ file }) }
const platform = { ...kept, sealer: createSealer([localKek(parseKek(kek))]) }
stdout.write('begins\n')
const { acme, accountUrl } = await (await connectIssuers(platform)).register('ca', signal)
const order = await acme.newOrder(['a.example'], signal)
const desk = await connectAccountDesk({ ...platform, ordersIn: async () => 0 })
const [binding] = await desk.eabs()
stdout.write(`${JSON.stringify({ accountUrl, order: order.status, eab: binding })}\n`)
if (stays) setInterval(() => undefined, 1000)
else process.exit()
