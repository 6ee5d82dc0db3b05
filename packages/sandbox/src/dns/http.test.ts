import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SandboxDns, startSandboxDns } from './start.ts'

let dns: SandboxDns

beforeEach(async () => {
  dns = await startSandboxDns({ zones: ['example.test'] })
})
afterEach(() => dns.close())

const name = '_acme-challenge.example.test'
const record = (value: string) => ({ name, type: 'TXT', value })

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${dns.http.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

test('a change adds and removes values of a zone at once', async () => {
  dns.add({ name, type: 'TXT', value: 'old' })
  const change = { add: [{ name, value: 'new' }], remove: [{ name, value: 'old' }] }

  const first = await post('/change', { zone: 'example.test', ...change })
  const again = await post('/change', { zone: 'Example.test.', ...change })

  expect([first.status, again.status]).toEqual([200, 200])
  expect(dns.records()).toEqual([record('new')])
  expect(dns.journal).toHaveLength(3)
})

test('a change with one name outside its zone changes nothing', async () => {
  const add = [
    { name, value: 'good' },
    { name: 'a.example.com', value: 'bad' },
  ]

  const response = await post('/change', { zone: 'example.test', add })

  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ error: 'A name of the change is not in its zone.' })
  expect(dns.records()).toEqual([])
})

test('one value is added and removed by its name', async () => {
  await post('/txt/add', { name, value: 'v' })
  const listed = await fetch(`${dns.http.url}/records`)
  await post('/txt/remove', { name, value: 'v' })

  expect(await listed.json()).toEqual([record('v')])
  expect(dns.records()).toEqual([])
})

test('lego presents and cleans up', async () => {
  await post('/present', { fqdn: `${name}.`, value: 'v' })
  const presented = dns.records()
  await post('/cleanup', { fqdn: `${name}.`, value: 'v' })

  expect(presented).toEqual([record('v')])
  expect(dns.records()).toEqual([])
})

test('what is no change is refused with a reason', async () => {
  const bodies = ['', 'null', '[]', '{"zone":1}', '{"zone":"example.test","add":{}}', '{']

  for (const body of bodies) {
    const response = await post('/change', body)
    expect(response.status, body).toBe(400)
    expect(await response.json()).toEqual({ error: expect.any(String) })
  }
  const large = await post('/change', `"${'x'.repeat(1024 * 1024)}"`)
  const nowhere = await post('/constructor', {})
  const read = await fetch(`${dns.http.url}/change`)
  expect([large.status, nowhere.status, read.status]).toEqual([413, 404, 405])
})

test('with a token only its bearer may change', async () => {
  const guarded = await startSandboxDns({ zones: ['example.test'], token: 'correct' })
  const change = async (authorization?: string) =>
    fetch(`${guarded.http.url}/txt/add`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: JSON.stringify({ name, value: 'v' }),
    }).then(({ status }) => status)

  const statuses = [await change(), await change('Bearer wrong'), await change('Bearer correct')]
  await guarded.close()

  expect(statuses).toEqual([401, 401, 200])
})
