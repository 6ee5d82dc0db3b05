import { expect, test } from 'vitest'
import { testSandbox } from '../test-sandbox.ts'
import { hostileDetail, hostileTexts } from './texts.ts'

test.each(Object.entries(hostileTexts))('a CA can say: %s', async (_, text) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.answerNext(hostileDetail(text, 403, 'unauthorized'))
  const { status, body } = await client.post(String(client.kid))
  expect([status, body.detail]).toEqual([403, text])
})
