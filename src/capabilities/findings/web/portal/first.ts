import { useCall } from '#ui/api.ts'
import { type Finding, findingsApi } from '../../contract.ts'
import { useHandled } from '../handled.ts'

const lookedAt = 200

/**
 * What a member still has to answer itself, worst first and of those the shortest deadline first, and what its operators were told of
 * and mend. Of very many the worst are looked at.
 */
export function useWaiting() {
  const list = useCall(findingsApi.list, { state: ['open', 'told'], order: 'severity', limit: lookedAt })
  const handledBy = useHandled()
  const rows = list.data?.rows
  return {
    ...list,
    own: rows?.filter((finding) => !handledBy(finding)).toSorted(byUrgency),
    handled: rows?.flatMap((finding) => {
      const operator = handledBy(finding)
      return operator ? [{ finding, operator }] : []
    }),
  }
}

const urgency = ['critical', 'high', 'medium', 'low', 'info']

const byUrgency = (one: Finding, other: Finding): number =>
  urgency.indexOf(one.severity) - urgency.indexOf(other.severity) || Date.parse(one.dueAt) - Date.parse(other.dueAt)
