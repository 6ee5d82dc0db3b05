import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'
import { kinds } from './index.ts'

test.each(Object.entries(kinds))(
  'the configuration lets %s go without `verify` only if it has something of its own to pass',
  async (kind, { verify }) => {
    const staged = stage({ sources: { ca: { kind, issuer: 'sandbox' } } })

    const isTaken = await staged.then(
      () => true,
      () => false,
    )

    expect(isTaken).toBe(verify.length > 0)
  },
)
