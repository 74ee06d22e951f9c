import { graph } from './graph.js'
import { heat } from './heat.js'
import { rails } from './rails.js'
import { roster } from './roster.js'
import { openScene } from './scene.js'

document.documentElement.classList.add('js')

for (const root of document.querySelectorAll('[data-roster]')) roster(root)
for (const root of document.querySelectorAll('[data-graph]')) rails(root)
for (const root of document.querySelectorAll('[data-scene]')) {
  // Drawn when it comes near the window: a report of many campaigns opens as fast as one of few.
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return
      watch.disconnect()
      const scene = openScene(root.dataset.scene)
      const figure = root.querySelector('[data-graph]')
      if (figure) graph(figure, scene)
      const strip = root.querySelector('[data-heat]')
      if (strip) heat(strip, scene)
    },
    { rootMargin: '600px' },
  )
  watch.observe(root)
}

// On paper nothing can be unfolded, so everything is; afterwards it is as it was.
let unfolded = []
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('details:not([open])')]
  for (const details of unfolded) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of unfolded) details.open = false
})
