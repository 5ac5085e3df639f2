const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase();

const hueOf = (name: string) => [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

/** A square with initials, in a colour of the name's own; decoration, so screen readers skip it. */
export const Avatar = ({ name, isSmall = false }: { name: string; isSmall?: boolean }) => (
  <span
    aria-hidden="true"
    className={isSmall ? 'avatar small' : 'avatar'}
    style={{ backgroundColor: `hsl(${hueOf(name)} 38% 36%)` }}
  >
    {initials(name)}
  </span>
);
