import type { Index } from '../store.ts'
import type { StoreErrorCode } from '../store-error.ts'

/** What is asked of the one connection that writes. Plain data: it crosses into a thread. */
export type Write =
  | { kind: 'define'; collection: string; indexes: Readonly<Record<string, Index>> }
  | { kind: 'insert'; collection: string; id: string; version: number; body: string }
  | { kind: 'replace'; collection: string; id: string; version: number; body: string }
  | { kind: 'delete'; collection: string; id: string; version: number | undefined }
  | { kind: 'probe' }

export interface Failure {
  readonly code: StoreErrorCode
  readonly message: string
}

/** The write's own answer: its neighbours in the same commit have theirs. */
export type Outcome =
  | { readonly changed: boolean }
  | { readonly duplicate: string }
  | { readonly failed: Failure }

/** Commits all of them or none; rejects when none was committed. */
export interface Writer {
  commit(writes: readonly Write[]): Promise<Outcome[]>
  close(): Promise<void>
}
