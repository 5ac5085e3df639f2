const why = /\b(?:why|how come|what made|(?:what|which) (?:is|was|are|were) the (?:main )?reasons?)\b/i;
const because =
  /\b(?:because|since|due to|thanks to|owing to|reasons?|so that|in order to|that is why|which is why|therefore|otherwise|needs?|needed|wants?|wanted|must|ha(?:s|d|ve) to|worried|worries|concerned|afraid|nervous|scared|sceptical|skeptical|unsure|upset|too|over|cannot|can['’]t|lacks?|missing|without|prefers?|instead|themselves|ate|cost|costs|lost over|no (?:budget|time|money|need))\b|, (?:as|so) /i;
/** What was read in words of these kinds is a ground by itself. */
const grounds: ReadonlySet<string> = new Set([
  ...['reason', 'objection', 'price_pressure', 'budget_doubt', 'setback', 'competitor', 'metrics', 'pain'],
]);
const conditional = /\b(?:would|could|might|if|unless)\b/i;

/** Whether a question asks for a reason. */
export function asksWhy(question: string): boolean {
  return why.test(question);
}

/** Whether words give one: they say so, or were read as a worry, a setback or a loss. A condition is no reason. */
export function givesReason(text: string, kind: string): boolean {
  return because.test(text) || (grounds.has(kind) && !conditional.test(text));
}

const asksRequest = /\b(?:ask(?:s|ed|ing)? (?:us |me )?(?:for|about)|request(?:s|ed|ing)?)\b/i;
const request =
  /\b(?:ask(?:s|ed|ing)?|wants?|wanted|wish(?:es|ed)?|needs?|needed|request(?:s|ed)?|requires?|required|demand(?:s|ed)?|expects?|expected|would like|insist(?:s|ed)?|raised|raises)\b|\?/i;

/** Whether a question is on what somebody asked for and these words are of nobody asking. */
export function lacksRequest(question: string, text: string): boolean {
  return asksRequest.test(question) && !request.test(text);
}
