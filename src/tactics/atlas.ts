/** Techniques of MITRE ATLAS (atlas-data 5.6, https://atlas.mitre.org) that tactics refer to, by id. */
export const ATLAS = {
  'AML.T0008.005': 'AI Service Proxies',
  'AML.T0021': 'Establish Accounts',
  'AML.T0024.002': 'Extract AI Model',
  'AML.T0040': 'AI Model Inference API Access',
  'AML.T0048.004': 'AI Intellectual Property Theft',
  'AML.T0054': 'LLM Jailbreak',
  'AML.T0065': 'LLM Prompt Crafting',
} as const satisfies Record<string, string>

export type AtlasId = keyof typeof ATLAS
