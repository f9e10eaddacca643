export const TITLE_MAX_CHARS = 500;
