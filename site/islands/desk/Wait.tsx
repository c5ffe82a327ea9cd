export const Wait = () => (
  <p className="work-page hint" role="status">
    Memuat
  </p>
)
