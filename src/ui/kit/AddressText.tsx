import { Fragment } from 'react'

/** A mail address that breaks, where it must, before a sign and never inside a name. */
export const AddressText = ({ address }: { address: string }) =>
  address.split(/(?=[@.])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one address never change places
    <Fragment key={at}>
      <wbr />
      {part}
    </Fragment>
  ))
