import { z } from 'zod'
import { command } from '../command.ts'
import { version as number } from '../version.ts'

export const version = command({
  name: 'version',
  summary: 'Print the versions of Certwire and of what it runs on.',
  examples: ['certwire version -o json'],
  input: z.strictObject({}),
  run: async (_, { print }) => {
    const found = { certwire: number, node: process.version }
    print.one(found, [
      ['certwire', () => found.certwire],
      ['node', () => found.node],
    ])
  },
})
