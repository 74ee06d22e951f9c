import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { clusterSchema, serverSchema } from '../../store/index.ts'
import { withExamples } from '../help.ts'

interface SchemaFlags {
  cluster?: string
  database: string
}

export function schemaCommand(): Command {
  const command = new Command('schema')
    .description('print the SQL that makes the tables, on one ClickHouse server or on a cluster')
    .option('--cluster <name>', 'a cluster as in system.clusters: replicated and distributed tables')
    .option('--database <name>', 'with --cluster: the database, which is made too', 'stillwatch')
    .action(({ cluster, database }: SchemaFlags) => {
      if (cluster === undefined && command.getOptionValueSource('database') === 'cli') {
        throw new StillwatchError(
          'SW_USAGE',
          '--database goes with --cluster: on one server the tables are made where clickhouse-client looks.',
          'Leave it out, and name the database to clickhouse-client.',
        )
      }
      const statements = cluster === undefined ? serverSchema() : clusterSchema({ cluster, database })
      process.stdout.write(statements.map((statement) => `${statement};\n`).join('\n'))
    })
  return withExamples(
    command,
    [
      'stillwatch schema --cluster main | clickhouse-client',
      'stillwatch schema | clickhouse-client --database traffic',
    ],
    {
      notes: [
        'One server needs none of it: a scan makes its tables. A cluster does, once; scans find out by themselves that the tables lie on one, and bring them up to date.',
      ],
    },
  )
}
