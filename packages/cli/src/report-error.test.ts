import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { CliError } from './cli-error.ts'
import { reportError } from './report-error.ts'

function report(error: unknown) {
  const written: string[] = []
  return { exit: reportError(error, (text) => written.push(text)), text: written.join('') }
}
const coded = (code: string, message: string) => Object.assign(new Error(message), { code })

test.each([
  [
    'of ours',
    new CliError('ERR_X', 'Seen. Do this.', 'conflict'),
    5,
    'error: ERR_X: Seen. Do this.\n',
  ],
  ['of a part below', coded('ERR_STORE_IN_USE', 'in use'), 5, 'error: ERR_STORE_IN_USE: in use\n'],
  [
    'of the configuration',
    coded('ERR_CONFIG', 'wrong\n  a: b'),
    2,
    'error: ERR_CONFIG: wrong\n  a: b\n',
  ],
  ['of the system', coded('EACCES', 'EACCES: no'), 1, 'error: EACCES: no\n'],
  ['of nobody', new Error('odd'), 1, 'error: ERR_UNEXPECTED: odd\n'],
  ['that is none', 'odd', 1, 'error: ERR_UNEXPECTED: odd\n'],
  [
    'with a number',
    Object.assign(new Error('odd'), { code: 20 }),
    1,
    'error: ERR_UNEXPECTED: odd\n',
  ],
])('an error %s has a code, a text and an exit code', (_, error, exit, text) => {
  expect(report(error)).toEqual({ exit, text })
})

test('what a CA said does not move the cursor', () => {
  expect(report(new CliError('ERR_X', 'a\u001b[2Jb\u009b')).text).toBe('error: ERR_X: a·[2Jb·\n')
})

test('help that was asked for is no error', () => {
  expect(report(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toEqual({
    exit: 0,
    text: '',
  })
})
