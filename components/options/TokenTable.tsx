import type { TokenRow } from '@seo-live/protocol';
import { useCallback, useEffect, useState } from 'react';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Confirm } from '../shared/Confirm';
import { PageText } from '../shared/PageText';
import { Table } from '../shared/Table';
import { useAction } from '../shared/useAction';

/** The tokens of this account, one for each paired browser. */
export function TokenTable() {
  const { t, f, send } = useScreen();
  const pairedAt = useStored((view) => view.server?.pairedAt);
  const [tokens, setTokens] = useState<TokenRow[] | null>(null);
  const [asking, setAsking] = useState<TokenRow | null>(null);
  const list = useAction(
    () => send('listTokens'),
    (value) => setTokens(value.tokens),
  );
  const revoke = useAction((id: string) => send('revokeToken', id));
  const nameOf = useCallback((token: TokenRow) => token.client_name || t('options.token_unnamed'), [t]);

  // Another pairing has another list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list depends on the time of pairing.
  useEffect(() => {
    void list.run();
  }, [pairedAt]);

  return (
    <div className="after">
      <h3 className="h3">{t('options.tokens')}</h3>
      <p className="dim sm">{t('options.tokens_text')}</p>
      {tokens === null && !list.failure && <p className="dim sm">{t('app.loading')}</p>}
      {tokens?.length === 0 && <p className="dim sm">{t('options.tokens_none')}</p>}
      <FailureNote
        failure={list.failure ?? revoke.failure}
        onRetry={list.failure ? () => void list.run() : undefined}
      />
      {tokens && tokens.length > 0 && (
        <Table
          rows={tokens}
          keyOf={(token) => token.id}
          columns={[
            {
              id: 'client',
              label: t('options.token_client'),
              cell: (token) => (
                <span className="row wrap-row">
                  <PageText className="any">{nameOf(token)}</PageText>
                  {token.current && <span className="tag ok">{t('options.token_current')}</span>}
                </span>
              ),
            },
            {
              id: 'created',
              label: t('options.token_created'),
              cell: (token) => f.date(token.created_at),
            },
            {
              id: 'used',
              label: t('options.token_used'),
              cell: (token) => (token.last_used_at ? f.date(token.last_used_at) : t('options.token_never')),
            },
            {
              id: 'revoke',
              label: t('options.revoke'),
              hideLabel: true,
              numeric: true,
              cell: (token) =>
                !token.current && (
                  <button
                    type="button"
                    className="btn danger sm"
                    aria-label={t('options.revoke_name', { name: nameOf(token) })}
                    aria-disabled={revoke.busy}
                    onClick={() => setAsking(token)}
                  >
                    {t('options.revoke')}
                  </button>
                ),
            },
          ]}
        />
      )}
      {asking && (
        <Confirm
          title={t('options.revoke_title', { name: nameOf(asking) })}
          text={t('options.revoke_text')}
          confirm={t('options.revoke')}
          danger
          onConfirm={() => void revoke.run(asking.id).then(() => list.run())}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
