import { requestWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { reportHash } from '../shared/pageHash';
import { StateCard } from '../shared/StateCard';
import { FollowForm } from './FollowForm';

/** Shown after *Follow this scan* on a link that could not be followed: why, and another try. */
export function NotFollowed({ link, code }: { link: string; code: string }) {
  const { t } = useScreen();
  const { title, text } = requestWords(t, code);
  return (
    <div className="card" data-testid="not-followed">
      <StateCard tone="bad" icon="unplug" title={title} text={text} />
      <FollowForm
        given={link}
        onFollowed={(key) => {
          location.hash = reportHash(key);
        }}
      />
    </div>
  );
}
