import { loadConfig } from '@certwire/config'
import { OrderId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { nextSteps } from './next-steps.ts'

const orderId = OrderId.parse('ord_1')
const load = (env: Record<string, string> = {}) => loadConfig({ env, cwd: '/nowhere' })

test('they are in the words by which it was started', async () => {
  const config = await load()

  const [plain, npm] = [{}, { npm_lifecycle_event: 'start' }].map((env) =>
    nextSteps('URL', orderId, config, env),
  )

  expect(plain).toMatch(/^ {2}certwire order show ord_1$/m)
  expect(npm).toMatch(/^ {2}npm run -s certwire -- order show ord_1$/m)
})

test('they can be followed: the name is in a zone of the sandbox', async () => {
  expect(nextSteps('URL', orderId, await load(), {})).toContain('request www.example.test --wait')
})

test('with a CA of its own nothing of the sandbox is named', async () => {
  const config = await load({ CERTWIRE_DEFAULT_ISSUER: 'letsencrypt' })

  expect(nextSteps('URL', undefined, config, {})).not.toMatch(/example\.test|order show/)
})
