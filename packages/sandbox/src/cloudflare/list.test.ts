import { expect, test } from 'vitest'
import { cloudflare, refusal } from './test-client.ts'

const at = (name: string, value: string, comment?: string) => ({
  ...{ name: `${name}.example.com`, type: 'TXT' as const, value },
  ...(comment !== undefined && { comment }),
})

async function filled() {
  const { vendor, call } = await cloudflare()
  vendor.add(at('_acme-challenge.a', '"one"', 'certwire'))
  vendor.add(at('_acme-challenge.b', 'two', 'certbot'))
  vendor.add(at('a', 'three'))
  vendor.add({ name: 'a.example.com', type: 'A', value: '192.0.2.1' })
  return async (query: string) => {
    const { body } = await call(`GET /zones/{id}/dns_records?${query}`)
    return body.result.map(({ content }: { content: string }) => content)
  }
}

test.each([
  ['', ['"one"', 'two', 'three', '192.0.2.1']],
  ['type=TXT', ['"one"', 'two', 'three']],
  ['name=A.example.com', ['three', '192.0.2.1']],
  ['name.exact=a.example.com&type=A', ['192.0.2.1']],
  ['name.startswith=_acme-challenge', ['"one"', 'two']],
  ['name.endswith=b.example.com', ['two']],
  ['content=two', ['two']],
  ['content=one', []],
  ['content.contains=ONE', ['"one"']],
  ['comment=certwire', ['"one"']],
  ['comment.startswith=cert', ['"one"', 'two']],
  ['comment.present=true&name.contains=b', ['two']],
  ['comment.absent=true', ['three', '192.0.2.1']],
  ['match=any&content=two&type=A', ['two', '192.0.2.1']],
  ['match=any', ['"one"', 'two', 'three', '192.0.2.1']],
])('records are found by "%s"', async (query, expected) => {
  const found = await filled()

  expect(await found(query)).toEqual(expected)
})

test('a list has pages, and the page after the last is empty', async () => {
  const { vendor, call } = await cloudflare()
  for (const value of ['one', 'two', 'three']) vendor.add(at('a', value))
  const page = async (number: number) => {
    const { body } = await call(`GET /zones/{id}/dns_records?per_page=2&page=${number}`)
    return { values: body.result.length, info: body.result_info }
  }

  const info = { per_page: 2, total_count: 3, total_pages: 2 }
  expect(await page(1)).toEqual({ values: 2, info: { page: 1, count: 2, ...info } })
  expect(await page(2)).toEqual({ values: 1, info: { page: 2, count: 1, ...info } })
  expect(await page(3)).toEqual({ values: 0, info: { page: 3, count: 0, ...info } })
})

test.each(['page=0', 'page=x', 'per_page=-1', 'per_page=5000001'])(
  'there is no page of %s',
  async (query) => {
    const { call } = await cloudflare()

    expect(refusal(await call(`GET /zones/{id}/dns_records?${query}`))).toBe('400 1004')
  },
)

test('zones are found by name, several of one name with their servers', async () => {
  const nameServers = ['ns1.example.net', 'ns2.example.net']
  const { vendor, call } = await cloudflare({
    zones: [
      { name: 'example.com' },
      { name: 'example.net' },
      { name: 'Example.com.', nameServers, plan: 'pro' },
    ],
  })

  const { body } = await call('GET /zones?name=example.com')

  expect(body.result).toMatchObject([
    { name: 'example.com', status: 'active', plan: { legacy_id: 'free' } },
    { name: 'example.com', name_servers: nameServers, plan: { legacy_id: 'pro' } },
  ])
  const [first, , third] = vendor.zones().map(({ id }) => id)
  expect(body.result.map(({ id }: { id: string }) => id)).toEqual([first, third])
  expect(body.result_info).toEqual({
    ...{ page: 1, per_page: 20, count: 2, total_count: 2, total_pages: 1 },
  })
})
