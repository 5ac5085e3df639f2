/** What a good brief must know, as words to look for: eight matters, each with a list of its own. */
export const matters = [
  'objection worry worried concern nervous afraid blocker risk problem sceptical pushback unsure',
  'promise promised send sent owe owed share deliver sheet deck',
  'budget frozen freeze approved price pricing discount expensive cost money quote',
  'decide decides decision sign signs signed approval approve board cfo ceo yes agreed',
  'pilot trial proof start next step meeting demo agreed kickoff',
  'competitor alternative versus build vendor incumbent switch compare',
  'reply replied answer response silence silent quiet pause until ghosted',
  'legal security review contract procurement deadline criteria process onboarding',
] as const;

/** The same to ask by meaning. Two short questions: the server takes them in turn, and longer by the word. */
export const questions = [
  'worry still open, promise made, no reply',
  'budget, who signs, pilot or next step',
] as const;
