/** The longest address with its port that is broken only before the port; longer ones and web addresses may break anywhere. */
const longestLine = 26

/** What a finding is about, as its source named it. */
export function AssetText({ text }: { text: string }) {
  const [, address, port] = (text.length <= longestLine && /^(.+?)(:\d+(?:\/\w+)?)?$/.exec(text)) || []
  return (
    <span className="asset">
      {address ? <span>{address}</span> : text}
      {port && (
        <>
          <wbr />
          <span>{port}</span>
        </>
      )}
    </span>
  )
}
