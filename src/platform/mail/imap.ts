/** A mail as it lies in the mailbox. */
export interface Fetched {
  uid: number
  /** Uids count only within this, RFC 3501, 2.3.1.1. */
  uidValidity: number
  /** As received; when `cut`, its head and first part only. */
  raw: Buffer
  /** In bytes, as a whole. */
  size: number
  cut: boolean
}

export interface MailFolder {
  readonly uidValidity: number
  /** Mails with a greater uid, oldest first. From the beginning when the mailbox was made anew since `uidValidity` was read. */
  fetchAfter(uid: number, most: number): AsyncIterable<Fetched>
  /** Marks as read, and moves to the folder `Varde` where the mailbox has or allows one. */
  markDone(uids: readonly number[]): Promise<void>
  close(): Promise<void>
}

/** The mailbox in which bounces and replies arrive: `imaps://user:password@host/INBOX`. Throws when it cannot be opened. */
export async function openMailbox(url: string): Promise<MailFolder> {
  throw new Error(`not written yet ${url.length}`)
}
