/** What a finding is about; an address is broken only before its port. */
export function AssetText({ text }: { text: string }) {
  const [, address, port] = /^(.{1,22}?)(:\d+(?:\/\w+)?)$/.exec(text) ?? []
  if (!address || !port) return <span className="overview-asset">{text}</span>
  return (
    <span>
      <span className="overview-whole">{address}</span>
      <wbr />
      <span className="overview-whole">{port}</span>
    </span>
  )
}
