/** The mark of Varde: a cairn of stones with its fire. */
export function Beacon() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" className="beacon">
      <path
        d="M16 3c3.200 3.200 4.400 5.400 4.400 7.600a4.400 4.400 0 0 1-8.800 0c0-1.200.5-2.200 1.300-3.200.3 1 .9 1.600 1.800 1.900C14.300 7 15 5 16 3Z"
        className="beacon-fire"
      />
      <path d="M12.200 17h7.600l1.400 4H10.800ZM9.900 22.500h12.200L24 28.500H8Z" fill="currentColor" />
    </svg>
  )
}
