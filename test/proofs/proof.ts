/** What a proof measured. `ok` says whether the claim holds as it is written. */
export interface Measured {
  readonly ok: boolean
  /** Few, named, with their units: these stand in docs/proof.md. */
  readonly figures: Readonly<Record<string, string | number>>
  /** In Markdown, where figures alone do not tell enough. */
  readonly table?: string
}

export interface ProofRun {
  readonly seed: number
  /** A line for whoever watches. */
  say(line: string): void
  readonly signal: AbortSignal
}

/** A claim and how to see it. One proof is one file, and the claim is its first sentence. */
export interface Proof {
  readonly name: string
  readonly claim: string
  run(run: ProofRun): Promise<Measured>
}

/** Returns its argument; it exists for inference. */
export const proof = (definition: Proof): Proof => definition

export const figuresOf = ({ figures }: Measured): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
