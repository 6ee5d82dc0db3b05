import { test as bare } from 'vitest'
import { type StageOptions, stage } from './stage.ts'

const options: StageOptions = {}

/** A test with a stage of its own, `on`, set up as `test.override('options', …)` says. */
export const test = bare
  .extend('options', options)
  .extend('on', async ({ options }, { onCleanup }) => {
    const on = await stage(options)
    onCleanup(on.close)
    return on
  })
