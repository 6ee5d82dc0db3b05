import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chance, seededChance } from '../conformance/seeded.ts'
import { readXml } from './read-xml.ts'
import { type SandboxRoute53, startSandboxRoute53 } from './start.ts'
import { change, request } from './test-client.ts'

// Whatever is sent is refused as the client's mistake, in XML, and the next one is served.

// biome-ignore lint/style/noProcessEnv: `npm run check` takes a share of the trials, `npm test` all of them.
const share = Number(process.env.CERTWIRE_TRIALS ?? 1)
const ROUNDS = 500 * share
const good = request(
  change('CREATE', '_acme-challenge.example.com', ['"a\\"b" "c"']),
  change('UPSERT', 'www.example.com', ['192.0.2.1'], { type: 'A' }),
)

let aws: SandboxRoute53
let chance: Chance

beforeAll(async () => {
  chance = seededChance('hostile Route 53')
  aws = await startSandboxRoute53({ zones: [{ name: 'example.com', id: 'Z1' }] })
})
afterAll(() => aws.close())

async function sent(path: string, init: RequestInit = {}) {
  const response = await fetch(`${aws.endpoint}${path}`, init)
  const text = await response.text()
  const about = `CERTWIRE_SEED=${chance.seed} ${path} ${String(init.body).slice(0, 500)} ${text}`
  expect(response.status, about).toBeLessThan(500)
  expect(() => readXml(text), about).not.toThrow()
  return response.status
}

const post = (body: NonNullable<RequestInit['body']>) =>
  sent('/2013-04-01/hostedzone/Z1/rrset/', { method: 'POST', body })

test('damaged batches are refused or understood', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await post(Buffer.from(chance.damaged(Buffer.from(good))).toString('latin1'))
  }
})

test.each([
  ['nothing', ''],
  ['no XML', '{"a":1}'],
  ['two roots', '<a/><a/>'],
  ['an open element', '<a><b></b>'],
  ['elements that cross', '<a><b></a></b>'],
  ['another root', '<ListRequest/>'],
  ['no batch', '<ChangeResourceRecordSetsRequest/>'],
  ['no change', request()],
  ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${good}`],
  ['an entity', good.replace('CREATE', '&xxe;')],
  ['a character that is none', good.replace('CREATE', '&#0;')],
  ['a surrogate', good.replace('CREATE', '&#xD800;')],
  ['depth', '<a>'.repeat(100_000)],
  ['a comment without end', `<!--${'-'.repeat(100_000)}`],
  ['an element without end', `<a ${' '.repeat(100_000)}`],
  ['another action', good.replace('CREATE', 'PATCH')],
  ['another type', good.replace('TXT', 'constructor')],
  ['a TTL below zero', good.replace('<TTL>60', '<TTL>-1')],
  ['a TTL above all', good.replace('<TTL>60', '<TTL>99999999999')],
  ['no records', good.replace(/<ResourceRecords>.*?<\/ResourceRecords>/, '')],
  ['a value of 5,000', good.replace('192.0.2.1', '1'.repeat(5000))],
  ['a value of nothing but backslashes', good.replace('192.0.2.1', '\\'.repeat(5000))],
])('%s is a 400', async (_what, body) => {
  expect(await post(body)).toBe(400)
})

test('a body without end is a 400', async () => {
  expect(await post(Buffer.alloc(9 * 1024 * 1024, 'x'))).toBe(400)
})

test('paths and queries of any bytes are refused or understood', async () => {
  const path = '/2013-04-01/hostedzone/Z1/rrset?name=_acme-challenge.%C3%A4&type=TXT&maxitems=3'
  for (let round = 0; round < ROUNDS; round++) {
    const text = chance.damaged(Buffer.from(path)).toString('latin1')
    await sent(`/${encodeURI(text).replaceAll('#', '%23').slice(1)}`)
  }
})
