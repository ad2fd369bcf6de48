/** Kinds of work that may take longer than anybody wants to wait for; the capability that does it stands first. */
export const workKinds = [
  'findings.answer',
  'findings.close',
  'feeds.read',
  'feeds.withdraw',
  'feeds.replay',
  'intake.reattribute',
  'vulnerabilities.import',
] as const
export type WorkKind = (typeof workKinds)[number]

/** How a piece of work stands. `waiting`: no worker has taken it up yet. `stopped`: somebody ended it before it was through. */
export const workStates = ['waiting', 'running', 'done', 'failed', 'stopped'] as const
export type WorkState = (typeof workStates)[number]
