import type { SandboxCaScript } from '../control.ts'
import { problem } from './answers.ts'

const esc = '\u001b'

/** What text of a CA may hold that wants to be more than text, by what it aims at. */
export const hostileTexts = {
  'terminal colours': `${esc}[31mred${esc}[0m`,
  'terminal title': `${esc}]0;owned\u0007`,
  'terminal clear': `${esc}[2J${esc}[H`,
  'C1 control': '\u009b31mred',
  'line break': 'first\r\nlevel=error msg="second"',
  'header break': 'x\r\nSet-Cookie: a=b\r\n\r\n<html>',
  html: '<script>alert(document.domain)</script>',
  'html attribute': '"><img src=x onerror=alert(1)>',
  shell: '$(touch /tmp/owned); `touch /tmp/owned` | touch /tmp/owned',
  'shell quotes': '\'; touch /tmp/owned; echo "',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: other languages' templates are meant.
  template: '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}',
  'format string': '%s%s%n %x',
  path: '../../../../etc/passwd',
  'nul octet': 'before\u0000after',
  'database operator': '{"$ne":null}',
  'database statement': "'; DROP TABLE documents; --",
  'bidirectional override': '\u202egnp.exe\u2066 \u2069',
  'zero width': 'exam\u200bple\ufeff.test',
  'lone surrogate': '\ud800',
  'subject wildcard': 'cert.> cert.*',
  prototype: '__proto__',
  long: 'A'.repeat(100_000),
} as const

/** A refusal that says it. */
export function hostileDetail(text: string, status = 400, type = 'malformed'): SandboxCaScript {
  return problem(status, type, text)
}
