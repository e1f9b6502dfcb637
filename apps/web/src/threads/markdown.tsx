import { memo, useMemo, type ComponentProps, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { OutsideLink } from './outside-link.js';
import { rehypeNames, type NamedIn } from './rehype-names.js';
import styles from './markdown.module.css';

export interface WordsProps {
  readonly text: string;
  readonly references: ReadonlySet<string>;
  readonly mentions: ReadonlySet<string>;
  readonly renderReference: (reference: string) => ReactNode;
}

/** No images, no raw HTML, no ids: what is left is text, emphasis, lists, quotes, code, tables and links. */
const schema = {
  ...defaultSchema,
  tagNames: [
    'p',
    'br',
    'em',
    'strong',
    'del',
    'ul',
    'ol',
    'li',
    'blockquote',
    'code',
    'pre',
    'hr',
    'a',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
  ],
  attributes: { a: ['href'] },
  protocols: { href: ['http', 'https', 'mailto'] },
  clobber: [],
};

/** A message's words: markdown as text nodes and a few plain elements, references and mentions as chips. */
export const Words = memo(function Words({ text, references, mentions, renderReference }: WordsProps) {
  const named = useMemo<NamedIn>(() => ({ references, mentions }), [references, mentions]);
  const components = useMemo(() => componentsWith(renderReference), [renderReference]);
  return (
    <div className={styles.words} dir="auto">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, schema], rehypeNames(named)]}
        components={components}
        skipHtml
      >
        {text}
      </Markdown>
    </div>
  );
});

const heading = ({ children }: ComponentProps<'h1'>) => <p className={styles.heading}>{children}</p>;

const componentsWith = (renderReference: WordsProps['renderReference']): Components =>
  ({
    a: ({ href, children }: ComponentProps<'a'>) => <OutsideLink address={href ?? ''}>{children}</OutsideLink>,
    h1: heading,
    h2: heading,
    h3: heading,
    h4: heading,
    h5: heading,
    h6: heading,
    table: ({ children }: ComponentProps<'table'>) => (
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table">
        <table>{children}</table>
      </div>
    ),
    'ref-chip': ({ children }: { children?: ReactNode }) => renderReference(wordOf(children)),
    'mention-chip': ({ children }: { children?: ReactNode }) => <span className={styles.mention}>@{children}</span>,
  }) as Components;

const wordOf = (children: ReactNode): string =>
  typeof children === 'string' ? children : Array.isArray(children) ? children.map((one) => String(one)).join('') : '';
