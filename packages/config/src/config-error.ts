export interface Finding {
  /** Where it is, as in `issuers.atlas.eab.hmacKey`, or the name of the variable or file. */
  readonly path: string
  readonly code: string
  /** What is wrong and what is expected. Never the value. */
  readonly message: string
}

const MOST_LINES = 100

/** Everything that is wrong with the configuration, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'ERR_CONFIG'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ path, message }) => `  ${path}: ${message}`)
    const more = lines.splice(MOST_LINES).length
    if (more > 0) lines.push(`  and ${more} more`)
    super(['the configuration is not right', ...lines].join('\n'))
    this.findings = findings
  }
}
