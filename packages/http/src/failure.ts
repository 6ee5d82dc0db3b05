/** What an error of undici or of the network says: a stable code, or none, and its words. */
export interface Failure {
  readonly code: string
  readonly message: string
}

/** An address that has several records fails with several errors, of which the first tells enough. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0])
  if (!(error instanceof Error)) return { code: '', message: 'no reason given' }
  const name = error.name === 'HTTPParserError' ? error.name : ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : name
  return { code, message: error.message.slice(0, 200) }
}
