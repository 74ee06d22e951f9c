import { count, counted, element, identifier, moment } from './dom.js'

const LISTED = 24

/** Search, and what is selected in words, with buttons to what it is joined to: all of the drawing by keyboard. */
export function panel(root, scene) {
  const search = root.querySelector('[data-find]')
  const found = root.querySelector('[data-found]')
  const details = root.querySelector('[data-selected]')
  const told = details.querySelector('[data-told]')
  const drop = details.querySelector('[data-drop]')
  const joined = details.querySelector('[data-joined]')
  const hint = told.textContent

  function button(selection, text, note) {
    const made = element('button', undefined, 'chip')
    made.type = 'button'
    made.append(identifier(text))
    if (note) made.append(` ${note}`)
    made.addEventListener('click', () => scene.select(selection))
    return made
  }

  const keyButton = (key) =>
    button({ kind: 'key', index: key }, scene.keys[key][0], count(scene.holdersOf[key].length))
  const accountButton = (account) => button({ kind: 'account', index: account }, scene.accounts[account])

  function list(all, make) {
    const box = element('div', undefined, 'chips')
    box.append(...all.slice(0, LISTED).map(make))
    if (all.length > LISTED) box.append(element('span', `and ${count(all.length - LISTED)} more`, 'quiet'))
    return box
  }

  function find() {
    const wanted = search.value.trim().toLowerCase()
    found.replaceChildren()
    if (wanted === '') return
    const has = (text) => text.toLowerCase().includes(wanted)
    const keys = scene.keys.flatMap(([label, family], key) => (has(label) || has(family) ? [key] : []))
    const accounts = scene.accounts.flatMap((label, account) => (has(label) ? [account] : []))
    found.append(
      element('p', `${counted(keys.length, 'key')}, ${counted(accounts.length, 'account')} found`, 'quiet'),
    )
    if (keys.length > 0) found.append(list(keys, keyButton))
    if (accounts.length > 0) found.append(list(accounts, accountButton))
  }

  function tell() {
    const { selected } = scene
    // The button that was pressed may go; what it led to stands here then.
    const within = details.contains(document.activeElement)
    drop.hidden = !selected
    told.classList.toggle('selected', Boolean(selected))
    if (!selected) {
      told.textContent = hint
      joined.replaceChildren()
    } else if (selected.kind === 'key') tellKey(selected.index)
    else tellAccount(selected.index)
    if (within) told.focus()
  }

  function tellKey(key) {
    const holders = scene.holdersOf[key]
    const [label, family] = scene.keys[key]
    told.replaceChildren(
      identifier(label),
      ` (${family || 'key'}), held by ${counted(holders.length, 'account')}`,
    )
    joined.replaceChildren(list(holders, accountButton))
  }

  function tellAccount(account) {
    const row = scene.rowOf.get(account)
    const role = scene.linked.has(account) ? 'linked' : 'core'
    told.replaceChildren(identifier(scene.accounts[account]), ` (${role})`)
    const facts = [
      row && counted(row.sum, 'request'),
      row?.opened > 0 && `opened ${moment(row.opened)}`,
      row?.closed > 0 && `closed ${moment(row.closed)}`,
    ].filter(Boolean)
    const keys = scene.keysOf[account] ?? []
    joined.replaceChildren(
      element(
        'p',
        `${facts.join(', ')}${facts.length > 0 ? '. ' : ''}${keys.length > 0 ? 'It holds:' : 'It holds none of the keys drawn.'}`,
      ),
      list(keys, keyButton),
    )
  }

  drop.addEventListener('click', () => scene.select(undefined))
  search.addEventListener('input', find)
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') found.querySelector('button')?.click()
    if (event.key === 'Escape') {
      search.value = ''
      find()
      scene.select(undefined)
    }
  })
  scene.onSelect(tell)
}
