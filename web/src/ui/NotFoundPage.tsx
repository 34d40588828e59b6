import { Link } from 'wouter';
import { paths } from '../paths.ts';
import { useWords } from '../words/portal.ts';
import { Page } from './Page.tsx';

export function NotFoundPage() {
  const { notFound: words } = useWords();
  return (
    <Page title={words.title}>
      <p>{words.body}</p>
      <p>
        <Link href={paths.home} className="button">
          {words.home}
        </Link>
      </p>
    </Page>
  );
}
