import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ChallengePresented, type ChallengeRecord, type OrderId } from '@certwire/contracts'
import { findBind, findKnot, pebbles, startBind, startKnot } from '@certwire/testkit'
import { startDelegatedZones, TARGETS } from '../support/delegated-zones.ts'
import { ZONE } from '../support/ground.ts'
import { type OneProcess, startOneProcess } from '../support/one-process.ts'
import { packageVersion } from '../support/third-party/find.ts'
import { verifiedSerial } from '../support/third-party/verified.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const wanted = [
  [`plain.${ZONE}`],
  [ZONE, `*.${ZONE}`],
  [`www.${ZONE}`],
  [`shop.${ZONE}`, `*.shop.${ZONE}`],
  [`one.${ZONE}`],
  [`two.${ZONE}`],
  [`here.${ZONE}`, `www.${ZONE}`],
]

/** Where challenge records belong that are not at the challenge name. Two orders share a name, and two a target. */
const targets: Readonly<Record<string, string>> = {
  [`_acme-challenge.www.${ZONE}`]: `www.${TARGETS}`,
  [`_acme-challenge.shop.${ZONE}`]: `shop.a.b.${TARGETS}`,
  [`_acme-challenge.one.${ZONE}`]: `shared.${TARGETS}`,
  [`_acme-challenge.two.${ZONE}`]: `shared.${TARGETS}`,
}
const aliases = [
  `_acme-challenge.www CNAME www.${TARGETS}.`,
  '_acme-challenge.shop CNAME alias-of-shop',
  `alias-of-shop CNAME shop.a.b.${TARGETS}.`,
  `_acme-challenge.one CNAME shared.${TARGETS}.`,
  `_acme-challenge.two CNAME shared.${TARGETS}.`,
]

export const dnsReal = proof({
  name: 'dns-real',
  claim:
    'Pebble validates, through a BIND that resolves for it, what TSIG updates have written at Knot, and then at BIND: a plain name, apex and wildcard, and names whose _acme-challenge is a CNAME into a zone on another server. By the journals of the servers every record was where it belongs, openssl verifies every certificate, and no record is left.',
  run: async () => {
    const [knot, bind] = [await findKnot(), await findBind()]
    const [pebble] = await pebbles()
    if (!knot || !bind || !pebble) return { ok: false, figures: { orders: 0 } }
    const runs = [await served('knot', startKnot), await served('bind9', startBind)]
    const rows = runs.flatMap(({ orders }) => orders)
    const count = (key: 'verified' | 'in place') => rows.filter((row) => row[key] === 'yes').length
    const left = rows.reduce((sum, row) => sum + row.left, 0)
    const strays = runs.reduce((sum, one) => sum + one.strays, 0)
    const [verified, inPlace] = [count('verified'), count('in place')]
    return {
      ok: verified === rows.length && inPlace === rows.length && left + strays === 0,
      figures: {
        ...{ orders: rows.length, verified, inPlace, left, strays, knot, bind9: bind },
        pebble: (await packageVersion('pebble')) ?? 'unknown',
      },
      table: table(rows),
    }
  },
})

const eachIsValidated = { PEBBLE_AUTHZREUSE: '0', PEBBLE_VA_NOSLEEP: '1' }

/** What became of every order, and how many records were added that no order asked for. */
async function served(server: string, start: typeof startKnot) {
  await using started = new AsyncDisposableStack()
  const dns = started.adopt(await startDelegatedZones(start, aliases), (one) => one.stop())
  const options = { elsewhere: dns.elsewhere, pebbleEnv: eachIsValidated }
  const one = started.adopt(await startOneProcess(options), (all) => all.close())
  const ids = await Promise.all(wanted.map((names) => one.api.request(names)))
  await Promise.all(ids.map((id) => one.api.finished(id)))
  const left = await dns.left()
  const added = await dns.added()
  const asked = await Promise.all(ids.map((id) => recordsOf(one, id)))
  const orders = await Promise.all(
    ids.map(async (id, at) => {
      const [names, records] = [wanted[at] ?? [], asked[at] ?? []]
      const places = added.filter(isOneOf(records)).map(({ zone, name }) => `${name} in ${zone}`)
      const right = records.map(({ name }) => placeOf(name))
      const isInPlace = listed(places) === listed(right) && places.length === names.length
      return {
        ...{ server, names: names.join(' '), 'written at': listed(places) },
        'in place': isInPlace ? 'yes' : 'no',
        verified: (await isVerified(one, id, names)) ? 'yes' : 'no',
        left: left.filter(isOneOf(records)).length,
      }
    }),
  )
  return { orders, strays: added.filter((record) => !isOneOf(asked.flat())(record)).length }
}

const placeOf = (challenge: string) => {
  const target = targets[challenge]
  return target === undefined ? `${challenge} in ${ZONE}` : `${target} in ${TARGETS}`
}

/** Without what is there twice: apex and wildcard share a name. */
const listed = (places: readonly string[]) => [...new Set(places)].sort().join(', ')

const isOneOf = (records: readonly ChallengeRecord[]) => {
  const values = new Set(records.map(({ value }) => value))
  return (record: { readonly value: string }) => values.has(record.value)
}

async function recordsOf({ api }: OneProcess, id: OrderId): Promise<ChallengeRecord[]> {
  const presented = (await api.events(id)).filter(({ type }) => type === ChallengePresented.type)
  return presented.flatMap(({ data }) => ChallengePresented.schema.parse(data).records)
}

async function isVerified({ api, ...one }: OneProcess, id: OrderId, names: readonly string[]) {
  const { certificate } = await api.order(id)
  if (!certificate) return false
  const { fullchain, privateKey = '' } = await api.exported(certificate.certificateId)
  const folder = join(one.folder, id)
  const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')]
  await mkdir(folder)
  await Promise.all([writeFile(chain, fullchain), writeFile(key, privateKey)])
  await verifiedSerial({ chain, key }, { folder, names }, one.pebble.rootPem)
  return true
}
