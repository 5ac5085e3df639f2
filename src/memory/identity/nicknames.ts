const groups = [
  'robert bob rob bobby bert',
  'william bill will billy liam',
  'richard rick dick rich ricky',
  'elizabeth liz beth lizzie betty eliza',
  'margaret maggie meg peggy greta',
  'katherine catherine kate katie kathy cathy kat',
  'michael mike mick mikey',
  'james jim jimmy jamie',
  'john jack johnny jon',
  'jonathan jon jonny',
  'thomas tom tommy',
  'christopher chris kit',
  'christina christine chris tina',
  'anthony tony',
  'andrew andy drew',
  'alexander alex sasha xander alessandro',
  'alexandra alex sasha sandra',
  'edward ed eddie ted ned',
  'daniel dan danny',
  'david dave',
  'joseph joe joey',
  'joshua josh',
  'matthew matt',
  'nicholas nick nico nicolas',
  'patricia pat trish patty',
  'patrick pat paddy',
  'samuel sam sammy',
  'samantha sam',
  'stephen steven steve',
  'benjamin ben',
  'charles charlie chuck',
  'frederick fred freddie',
  'gregory greg',
  'jennifer jen jenny',
  'jessica jess',
  'kenneth ken',
  'lawrence larry',
  'philip phil',
  'ronald ron',
  'rebecca becky',
  'susan sue suzanne',
  'theodore theo ted',
  'timothy tim',
  'victoria vicky',
  'vincent vince',
  'peter pete',
  'deborah debbie deb',
  'abigail abby',
  'maximilian max',
  'johannes hannes jan',
  'francisco paco pancho',
  'jose pepe',
  'dmitri dima',
  'mikhail misha',
].map((group) => new Set(group.split(' ')));

/** Whether two first names, in canonical form, are the same or commonly stand for each other. */
export function isSameFirstName(a: string, b: string): boolean {
  return a === b || groups.some((group) => group.has(a) && group.has(b));
}

/** The other first names that commonly stand for the same person, in canonical form. */
export function nicknamesOf(name: string): readonly string[] {
  const all = groups.flatMap((group) => (group.has(name) ? [...group] : []));
  return [...new Set(all)].filter((other) => other !== name);
}
