/** Thrown by a handler when no repetition can help: the message goes to `cert.dead.>` at once. */
export class Reject extends Error {
  override readonly name = 'Reject'
  readonly code: string

  constructor(code: string, reason: string) {
    super(reason)
    this.code = code
  }
}
