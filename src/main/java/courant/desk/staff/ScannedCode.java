package courant.desk.staff;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the outline of an SVG.
 *
 * @param size of its sides in dots, with the quiet zone around it that scanners want
 * @param path what is dark
 */
public record ScannedCode(int size, String path) {
  private static final int QUIET = 4;

  static ScannedCode of(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return new ScannedCode(code.size + 2 * QUIET, path.toString());
  }
}
