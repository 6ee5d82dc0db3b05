import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

// The parser's ES module does not load; its CommonJS form does.
const { Parser }: typeof import('@asyncapi/parser') = createRequire(import.meta.url)(
  '@asyncapi/parser',
)
const file = new URL('../../packages/contracts/generated/asyncapi.json', import.meta.url)
const text = await readFile(file, 'utf8')

async function errorsOf(document: string): Promise<string[]> {
  const diagnostics = await new Parser().validate(document, { allowedSeverity: { error: true } })
  return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message)
}

test('the AsyncAPI document is valid', async () => {
  expect(await errorsOf(text)).toEqual([])
})

test.each([
  ['channel', '#/channels/order_placed', '#/channels/order_lost'],
  ['schema', '#/components/schemas/Envelope', '#/components/schemas/Letter'],
])('a reference to a %s that is not there is an error', async (_, good, bad) => {
  expect(await errorsOf(text.replace(good, bad))).not.toEqual([])
})
