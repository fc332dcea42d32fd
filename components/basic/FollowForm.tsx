import { type FormEvent, useState } from 'react';
import { jobIdIn } from '@/lib/state/jobIdIn';
import type { JobKey } from '@/lib/state/jobKey';
import { FailureNote } from '../notes/FailureNote';
import { requestWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { harmless } from '../shared/PageText';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';

interface FollowFormProps {
  /** The text to start with: from a link that could not be followed. */
  given?: string;
  onFollowed?: (key: JobKey) => void;
}

/** Follows a scan by its id, or by an address that contains one, if the server knows it. */
export function FollowForm({ given = '', onFollowed }: FollowFormProps) {
  const { t, send } = useScreen();
  const [text, setText] = useState(given);
  const [missing, setMissing] = useState(false);
  const [announcement, setAnnouncement] = useState('');
  const follow = useAction(
    async (pasted: string) => {
      const answer = await send('followScan', pasted);
      if (!answer.ok) return answer;
      setAnnouncement(t('basic.followed', { id: jobIdIn(pasted) ?? '' }));
      // Text that was typed before the answer came is for the next scan.
      setText((typed) => (typed === pasted ? '' : typed));
      return answer;
    },
    ({ key }) => onFollowed?.(key),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAnnouncement('');
    setMissing(jobIdIn(text) === null);
    if (jobIdIn(text)) void follow.run(text);
  };
  const words = missing ? requestWords(t, 'no_id') : null;
  return (
    <form className="form" onSubmit={submit} noValidate aria-label={t('basic.follow')}>
      <TextField
        label={t('basic.follow')}
        value={text}
        onChange={(typed) => {
          setText(harmless(typed));
          setMissing(false);
          follow.reset();
        }}
        placeholder={t('basic.follow_example')}
        hint={t('basic.follow_hint')}
        problem={words ? t('app.sentences', { ...words }) : undefined}
        lead={<Icon name="search" small />}
        end={
          <button type="submit" className="pick" aria-disabled={follow.busy} data-testid="follow">
            {t(follow.busy ? 'basic.following' : 'basic.follow_now')}
          </button>
        }
        testId="follow-id"
        tall
      />
      <FailureNote failure={follow.failure} />
      <span className="only-read" role="status">
        {announcement}
      </span>
    </form>
  );
}
