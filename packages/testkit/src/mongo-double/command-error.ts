import type { Fields } from './fields.ts'

/** What the server answers with `ok: 0`, or inside `writeErrors`; codes are MongoDB's own. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly code: number
  readonly codeName: string
  readonly more: Fields

  constructor(code: number, codeName: string, message: string, more: Fields = {}) {
    super(message)
    this.code = code
    this.codeName = codeName
    this.more = more
  }

  reply(): Fields {
    const { code, codeName, message: errmsg, more } = this
    return { ok: 0, errmsg, code, codeName, ...more }
  }
}
