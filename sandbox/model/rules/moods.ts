const denied =
  /\b(?:not|never|no|without|cannot|hardly|yet to|refus\w+|declin\w+|reject\w+|cancel\w+|withdr\w+|nahi|nahin|nobody|none)\b|n['’]t\b|नहीं/iu;
const wished =
  /\b(?:if|unless|until|once|would|could|might|may|maybe|perhaps|should|hop(?:e|es|ing)|consider\w*|thinking about|not sure|asked (?:about|whether|if)|wants? (?:to know|the|a|us)|depends|provided|assuming|whether|likely|probably|agar)\b|\?/iu;

/** Whether a clause denies what it names. */
export function isDenied(clause: string): boolean {
  return denied.test(clause);
}

/** Whether a clause wishes for, asks about or makes conditional what it names. */
export function isWished(clause: string): boolean {
  return wished.test(clause);
}

const orders =
  /<!|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:rules?|instructions?|prompts?|guidelines?|above|previous|everything)\b|\b(?:system|assistant|developer|admin)\s*(?::|prompt|message|override)|\byou (?:are now|must|should) (?:now )?(?:a|an|answer|output|reply|return|score|say|report|act|mark|set)\b|\b(?:set|give|make|rate|change|return|output|report|mark|put)\b.{0,30}\b(?:score|health|rating|band)\b|\bscore\s*(?:=|:|is|to|of)?\s*100\b|\b(?:jailbreak|prompt injection)\b|\[\/?(?:INST|SYSTEM)\]|<\/?(?:system|note|notes|instructions?)\b/iu;

/** Words that address a machine instead of telling about a call; nothing is read from such a line. */
export function addressesMachine(sentence: string): boolean {
  return orders.test(sentence);
}
