/** Exit codes, as scripts read them. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  notFound: 3,
  auth: 4,
  conflict: 5,
  timeout: 6,
  unreachable: 7,
  interrupted: 130,
  terminated: 143,
} as const

export type Exit = keyof typeof exitCodes

/** Something to tell the person at the keyboard: what was seen and what to do. No stack is shown. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: string
  readonly exit: Exit

  constructor(code: string, message: string, exit: Exit = 'failure') {
    super(message)
    this.code = code
    this.exit = exit
  }
}
