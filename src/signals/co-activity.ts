import { plural, type SignalInfo } from './signal.ts'

export const coActivity: SignalInfo = {
  id: 'co-activity',
  title: 'Active in the same hours, far beyond what their habits explain',
  family: 'timing',
  axis: 'coordination',
  tactics: ['T03'],
  needs: ['time'],
  innocentCauses: ['one time zone and office hours', 'cron jobs at the full hour', 'a class or an event'],
  references: ['SynchroTrap, CCS 2014', 'Pacheco et al., Uncovering Coordinated Networks, ICWSM 2021'],
  query: `
    SELECT countIf(active * 2 >= (SELECT count() FROM {accounts})) AS figure, count() AS total,
      (SELECT count() FROM {accounts}) AS accounts
    FROM (SELECT toStartOfHour(time) AS hour, uniqExact(account_id) AS active FROM requests FINAL
          WHERE account_id IN {accounts} AND time <= {until} GROUP BY hour)`,
  observe: ({ figure, total, accounts }) =>
    `In ${figure.toLocaleString('en')} of the ${plural(total, 'hour')} with traffic at least half of the ${plural(accounts, 'account')} were active.`,
}

export const evenLoad: SignalInfo = {
  id: 'even-load',
  title: 'Load spread more evenly over the accounts than among comparable users',
  family: 'timing',
  axis: 'coordination',
  tactics: ['T02'],
  needs: ['time'],
  innocentCauses: ['workers of one customer behind a load balancer', 'users held at the same quota'],
  references: ['Anthropic, Detecting and preventing distillation attacks, 2026-02-23 ("load balancing")'],
  query: `
    SELECT round(100 * stddevPop(n) / avg(n)) AS figure, round(avg(n)) AS total, count() AS accounts
    FROM (SELECT account_id, count() AS n FROM requests FINAL
          WHERE account_id IN {accounts} AND time <= {until} GROUP BY account_id)`,
  observe: ({ figure, total, accounts }) =>
    `${plural(accounts, 'account')} sent about ${plural(total, 'request')} each, with a coefficient of variation of ${figure} %.`,
}
