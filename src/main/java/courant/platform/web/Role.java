package courant.platform.web;

/** Who may take a route; each may do what those before it may, but readers are not staff. */
public enum Role {
  ANYONE,
  READER,
  CONTRIBUTOR,
  AUTHOR,
  MODERATOR,
  EDITOR,
  OWNER
}
