export interface Finding {
  /** Where it is, as in `issuers.atlas.eab.hmacKey`, or the variable's name. */
  readonly path: string
  readonly code: string
  /** What is wrong and what is expected. Never the value. */
  readonly message: string
}

/** Everything that is wrong with the configuration, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'ERR_CONFIG'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ path, message }) => `  ${path}: ${message}`)
    super(`the configuration is not right\n${lines.join('\n')}`)
    this.findings = findings
  }
}

/** Findings instead of a throw at the first, so that a person sees all of them. */
export type Findings = Finding[]
