import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const ToastContext = createContext<(text: string) => void>(() => {});

/** Says something in passing, in Slack's own name. */
export const useToast = () => useContext(ToastContext);

const SHOWN_MS = 6_000;

/** Holds the words said in passing; screen readers hear them politely. */
export const Toasts = ({ children }: { children: ReactNode }) => {
  const [texts, setTexts] = useState<{ id: number; text: string }[]>([]);
  const say = useCallback((text: string) => {
    const id = performance.now();
    setTexts((before) => [...before, { id, text }]);
    setTimeout(() => setTexts((before) => before.filter((one) => one.id !== id)), SHOWN_MS);
  }, []);
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {texts.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </ToastContext>
  );
};
