import { expect, test } from 'vitest'
import { transitions } from './transitions.ts'

test('the table is what a reviewer has seen', () => {
  const printed = Object.entries(transitions)
    .flatMap(([phase, row]) =>
      Object.entries(row).map(([type, cell]) => `${phase} × ${type} → ${cell.name}`),
    )
    .sort()

  expect(printed.join('\n')).toMatchSnapshot()
})
