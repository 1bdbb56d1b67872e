import chromium from "@sparticuz/chromium";

/**
 * Unpacks Chromium before any test file starts. Files that run side by side would unpack it to the same place at the
 * same time, and one of them would start a program that is still being written (ETXTBSY).
 */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}
