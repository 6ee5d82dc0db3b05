/** What Route 53 answers instead of a result; `messages` are those of a batch, one for each thing wrong with it. */
export class Route53Error extends Error {
  override readonly name = 'Route53Error'
  readonly status: number
  readonly code: string
  readonly messages: readonly string[]

  constructor(status: number, code: string, message: string, messages: readonly string[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.messages = messages
  }
}

export const invalidInput = (message: string) => new Route53Error(400, 'InvalidInput', message)

export const malformed = (message: string) => new Route53Error(400, 'MalformedInput', message)

export const invalidBatch = (messages: readonly string[]) =>
  new Route53Error(400, 'InvalidChangeBatch', `[${messages.join(', ')}]`, messages)

export const noSuchZone = (id: string) =>
  new Route53Error(404, 'NoSuchHostedZone', `No hosted zone found with ID: ${id}`)
