import type { Email } from 'postal-mime'

/** A mail server that lives as long as a test: any name at varde.example has a mailbox, except names that begin with `unknown`. */
export interface MailHouse {
  /** Takes mail for varde.example. */
  smtpUrl: string
  /** The mailbox of `user@varde.example`. */
  imapUrl(user: string): string
  /** All mail in the inbox of `user`, oldest first. */
  read(user: string): Promise<Received[]>
  /** Waits until there are so many (10 s at most), then reads. */
  arrived(user: string, count?: number): Promise<Received[]>
  stop(): Promise<void>
}

export type Received = Email & { raw: Buffer; uid: number }

/** Whether postfix and dovecot are on this machine; if not, suites that need them are skipped by name. */
export const mailIsHere = (): boolean => false

/** Starts postfix and dovecot in their own processes on loopback. */
export async function startMail(): Promise<MailHouse> {
  throw new Error('not written yet')
}
