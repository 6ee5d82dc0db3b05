import { test as bare } from 'vitest'
import { type StageOptions, stage } from './stage.ts'

/**
 * Tests with a stage of their own each, `on`. A `describe` may set it up differently by `test.override`; a whole file
 * takes tests of its own, for files of a worker share this one.
 */
export const staged = (usual: StageOptions = {}) =>
  bare.extend('options', usual).extend('on', async ({ options }, { onCleanup }) => {
    const on = await stage(options)
    onCleanup(on.close)
    return on
  })

export const test = staged()
