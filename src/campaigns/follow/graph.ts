import type { CampaignPicture, Member } from '../../record/index.ts'
import { KEY_SIGNALS } from '../../signals/index.ts'
import { pseudonym } from '../evidence/picture.ts'
import type { Newcomer } from './newcomers.ts'

/** The picture's graph with these members in it, tied to the keys that it shows already. */
export function withNodes(
  picture: CampaignPicture,
  changed: readonly { readonly member: Member; readonly newcomer: Newcomer }[],
): CampaignPicture {
  const { nodes, edges } = picture.graph
  const bits = new Map(edges.map(({ target, bits: worth }) => [target, worth]))
  const roles = new Map(changed.map(({ member }) => [member.account_id, member.role]))
  const drawn = new Set(nodes.map(({ id }) => id))
  const fresh = changed.filter(({ member }) => !drawn.has(member.account_id))
  return {
    ...picture,
    graph: {
      ...picture.graph,
      nodes: [
        ...nodes.map((node) => {
          const role = node.kind === 'account' ? roles.get(node.id) : undefined
          return role === undefined ? node : { ...node, role }
        }),
        ...fresh.map(({ member }) => ({
          id: member.account_id,
          kind: 'account' as const,
          label: member.account_id,
          role: member.role,
        })),
      ],
      edges: [
        ...edges,
        ...fresh.flatMap(({ member, newcomer }) =>
          KEY_SIGNALS.flatMap(({ id, keyLabel }) =>
            (newcomer.keys.get(id) ?? []).flatMap((key) => {
              const target = `${keyLabel} ${pseudonym(key)}`
              const worth = bits.get(target)
              return worth === undefined ? [] : [{ source: member.account_id, target, bits: worth }]
            }),
          ),
        ),
      ],
    },
  }
}
