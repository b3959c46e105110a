/** The name of the signed data inside the PDF. */
export const ATTACHMENT_NAME = 'extract.jws';
