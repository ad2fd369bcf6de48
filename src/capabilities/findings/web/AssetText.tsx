/** The longest address with its port that is kept on one line; longer ones and web addresses may break anywhere. */
const longestLine = 26

/** What a finding is about, as its source named it. */
export const AssetText = ({ text }: { text: string }) => (
  <span className="asset" data-short={text.length <= longestLine || undefined}>
    {text}
  </span>
)
