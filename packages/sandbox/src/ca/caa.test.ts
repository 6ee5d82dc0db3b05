import { expect, test } from 'vitest'
import { csr } from './test-csr.ts'
import { readyOrder, testSandbox } from './test-sandbox.ts'

const options = { checksCaa: true, caaIdentities: ['ca.example'] }

async function finalized(
  records: readonly [name: string, value: string][],
  name = 'www.example.test',
) {
  await using sandbox = await testSandbox(options)
  for (const [at, value] of records) sandbox.dns.add({ name: at, type: 'CAA', value })
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, name)
  return await client.post(order.body.finalize, { csr: (await csr([name])).csr })
}

test.each<[string, [string, string][]]>([
  ['no records', []],
  ['a record for it', [['example.test', '0 issue "ca.example"']]],
  ['a record with parameters', [['example.test', '0 issue "ca.example; x=y"']]],
  [
    'a closer record for it',
    [
      ['example.test', '0 issue ";"'],
      ['www.example.test', '0 issue "ca.example"'],
    ],
  ],
  ['records of other properties', [['example.test', '0 iodef "mailto:a@example.test"']]],
  ['a record for wildcards', [['example.test', '0 issuewild ";"']]],
])('with %s the CA issues', async (_, records) => {
  expect((await finalized(records)).body.status).toBe('valid')
})

test.each<[string, [string, string][], string?]>([
  ['a record for another CA', [['example.test', '0 issue "other.example"']]],
  ['a record for none', [['www.example.test', '0 issue ";"']]],
  ['a record against wildcards', [['example.test', '0 issuewild ";"']], '*.example.test'],
])('with %s it does not', async (_, records, name) => {
  const { status, body } = await finalized(records, name)
  expect([status, body.type]).toEqual([403, 'urn:ietf:params:acme:error:caa'])
})
