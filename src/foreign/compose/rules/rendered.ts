/** The end of a remedy: our own files have all that these rules ask for. */
export const OR_RENDER = '; or let `holdfast render --target compose` write the file.';
