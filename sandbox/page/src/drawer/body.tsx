/** JSON with line breaks where it is JSON, the text as it is where it is not. */
const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** A request's or reply's body. */
export const Body = ({ text }: { text: string }) =>
  text === '' ? <p className="muted">Empty.</p> : <pre className="body">{pretty(text)}</pre>;
