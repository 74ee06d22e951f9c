import { AGENCY } from './agency.ts'
import { AGGREGATOR } from './aggregator.ts'
import { AUDIT_REASONING } from './audit-reasoning.ts'
import { CALIBRATION_RESEARCH } from './calibration-research.ts'
import { CI_FLEET } from './ci-fleet.ts'
import { CLASS_COHORT } from './class-cohort.ts'
import { CODING_AGENTS } from './coding-agents.ts'
import { CONTRACTORS } from './contractors.ts'
import { EMBEDDING_BACKFILL } from './embedding-backfill.ts'
import { ENTERPRISE_SEATS } from './enterprise-seats.ts'
import { EVALUATOR } from './evaluator.ts'
import { JUDGE_CUSTOMER } from './judge-customer.ts'
import { KEY_ROTATION } from './key-rotation.ts'
import { MULTI_CLOUD } from './multi-cloud.ts'
import { OPEN_SOURCE_APP } from './open-source-app.ts'
import { RED_TEAM } from './red-team.ts'
import { REGRESSION_SUITE } from './regression-suite.ts'
import { RESELLER } from './reseller.ts'
import { REWRITERS } from './rewriters.ts'
import { SAAS_TEMPLATE } from './saas-template.ts'
import { SYNTHETIC_DATA_CUSTOMER } from './synthetic-data-customer.ts'
import { TEACHERS } from './teachers.ts'
import type { Lookalike } from './types.ts'
import { WORKER_FLEET } from './worker-fleet.ts'

export const LOOKALIKES: readonly Lookalike[] = [
  AGENCY,
  AGGREGATOR,
  AUDIT_REASONING,
  CALIBRATION_RESEARCH,
  CI_FLEET,
  CLASS_COHORT,
  CODING_AGENTS,
  EMBEDDING_BACKFILL,
  ENTERPRISE_SEATS,
  EVALUATOR,
  JUDGE_CUSTOMER,
  KEY_ROTATION,
  OPEN_SOURCE_APP,
  RED_TEAM,
  REGRESSION_SUITE,
  RESELLER,
  REWRITERS,
  SAAS_TEMPLATE,
  SYNTHETIC_DATA_CUSTOMER,
  MULTI_CLOUD,
  TEACHERS,
  WORKER_FLEET,
  CONTRACTORS,
]

export type { Lookalike } from './types.ts'
