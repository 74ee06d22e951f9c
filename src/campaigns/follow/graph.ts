import type { CampaignPicture, Member } from '../../record/index.ts'
import { KEY_SIGNALS } from '../../signals/index.ts'
import { MOST_ACCOUNTS, pseudonym } from '../evidence/picture.ts'
import type { Newcomer } from './newcomers.ts'

type Graph = CampaignPicture['graph']

/**
 * The picture's graph with these members in it, tied to the keys that it shows already. Of more accounts than a full
 * pass draws the core ones are kept first, then those that were there before.
 * @param gained by how many the campaign's members have become more
 */
export function withNodes(
  picture: CampaignPicture,
  changed: readonly { readonly member: Member; readonly newcomer: Pick<Newcomer, 'keys'> }[],
  gained: number,
): CampaignPicture {
  const { nodes, edges, omitted } = picture.graph
  const bits = new Map(edges.map(({ target, bits: worth }) => [target, worth]))
  const roles = new Map(changed.map(({ member }) => [member.account_id, member.role]))
  const before = nodes.filter(({ kind }) => kind === 'account')
  const drawn = new Set(before.map(({ id }) => id))
  const fresh = changed.filter(({ member }) => !drawn.has(member.account_id))
  const accounts = [
    ...before.map((node) => ({ ...node, role: roles.get(node.id) ?? node.role })),
    ...fresh.map(({ member: { account_id: id, role } }) => ({
      id,
      kind: 'account' as const,
      label: id,
      role,
    })),
  ]
  const shown = accounts
    .toSorted((a, b) => Number(b.role === 'core') - Number(a.role === 'core'))
    .slice(0, MOST_ACCOUNTS)
  const isShown = new Set(shown.map(({ id }) => id))
  return {
    ...picture,
    graph: {
      nodes: [...accounts.filter(({ id }) => isShown.has(id)), ...nodes.filter(({ kind }) => kind === 'key')],
      edges: [...edges, ...fresh.flatMap((one) => edgesOf(one, bits))].filter(({ source }) =>
        isShown.has(source),
      ),
      omitted: omitted + gained - (shown.length - before.length),
    },
  }
}

function edgesOf(
  { member, newcomer }: { readonly member: Member; readonly newcomer: Pick<Newcomer, 'keys'> },
  bits: ReadonlyMap<string, number>,
): Graph['edges'] {
  return KEY_SIGNALS.flatMap(({ id, keyLabel }) =>
    (newcomer.keys.get(id) ?? []).flatMap((key) => {
      const target = `${keyLabel} ${pseudonym(key)}`
      const worth = bits.get(target)
      return worth === undefined ? [] : [{ source: member.account_id, target, bits: worth }]
    }),
  )
}
