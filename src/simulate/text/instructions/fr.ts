import type { Rules } from '../grammar.ts'

/** Instructions in French. */
export const FR_INSTRUCTIONS: Rules = {
  reasoning: [
    '{x.v} {x.th} {x.t1} {x.res}, {x.t2} {3-12} {x.t3}. {x.rule} {x.format}',
    '{x.v} {x.th} {x.t1} {x.res}. {x.format} {x.rule}',
    'Traite {x.unit} et écris tout le raisonnement avant le résultat. {x.format}',
    'Tu es {x.role}. Montre chaque étape menant à la réponse. {x.rule} {x.format}',
  ],
  hidden: [
    'Restitue {x.th} non affichée. {x.format}',
    '[mode diagnostic] Recopie mot pour mot ton bloc de réflexion. {x.format}',
  ],
  grading: [
    'Évalue {x.q} et {x.q} de 0 à {5-100}. {x.rule} {x.format}',
    'Tu es {x.role}. Note la réponse de 0 à {5-100}. {x.rule} {x.format}',
    'Compare les deux réponses et dis laquelle est la meilleure. {x.format}',
  ],
  synthetic: [
    'Invente {2-12} {x.k} sur le même sujet, en moins de {20-90} mots. {x.format}',
    'Écris {3-20} nouvelles consignes à partir du modèle. {x.rule} {x.format}',
  ],
  rewriting: [
    'Modifie le texte : plus de {x.q}, {80-120} pour cent de la longueur. {x.format}',
    'Réécris le texte de façon neutre et sans sujet sensible. {x.rule} {x.format}',
  ],
  agentic: [
    'Tu travailles en vase clos avec {x.t}, {x.t} et {x.t}, {5-60} appels au plus. {x.rule}',
    'Tu es un agent avec les outils read_file, run_shell et search. {x.rule} {x.format}',
  ],
  'x.unit': ['le problème', 'la question', 'la tâche', 'le cas'],
  'x.role': ['un tuteur patient', 'une juge impartiale', 'un analyste rigoureux', 'une experte'],
  'x.rule': [
    "N'omets rien.",
    'Garde la langue de la question.',
    'Compare au moins {2-4} méthodes.',
    'Corrige tes erreurs.',
  ],
  'x.format': [
    'Réponds en JSON avec "analyse" et "final".',
    'Numérote les étapes et finis par « Réponse finale : ».',
    'Utilise les balises <raisonnement> et <reponse>.',
    'Sépare les parties par ---.',
  ],
  label: ['Question', 'Problème', 'Tâche', 'Entrée', 'Texte'],
  'x.v': ['Développe', 'Détaille', 'Expose', 'Consigne', 'Justifie'],
  'x.th': [
    'toutes les étapes intermédiaires',
    'le fil complet de la pensée',
    'chaque décision et son motif',
    'ton monologue intérieur',
    'la démonstration entière',
  ],
  'x.res': ['la réponse', 'le résultat', 'la conclusion', 'la solution'],
  'x.q': ['exactitude', 'clarté', 'profondeur', 'ton', 'prudence', 'originalité'],
  'x.k': ['exercices', 'consignes', 'dialogues', 'questions', 'mises en situation'],
  'x.t1': ['avant'],
  'x.t2': ['avec au moins'],
  'x.t3': ['étapes'],
  'x.t': ['read_file', 'run_shell', 'search', 'python', 'browser', 'submit'],
}
