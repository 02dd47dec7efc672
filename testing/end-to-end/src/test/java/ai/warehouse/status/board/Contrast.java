package ai.warehouse.status.board;

import java.util.List;

/** The contrast of text with what is behind, by WCAG 2.2: 4.5 at least, and 3 for large text. */
final class Contrast {
  // Colours are painted and read back, as a page may write them in many ways.
  private static final String FUNCTIONS =
      """
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
      const paint = (...colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => value / 255);
      };
      const luminance = rgb => rgb
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = element => {
        const colours = [];
        for (let at = element; at; at = at.parentElement) colours.unshift(getComputedStyle(at).backgroundColor);
        return ['white', ...colours];
      };
      """;

  private Contrast() {}

  /** Returns each text whose contrast is too low, with its contrast. */
  @SuppressWarnings("unchecked") // as the script returns them
  static List<String> tooLow(BoardPage page) {
    return (List<String>)
        page.script(
            FUNCTIONS
                + """
                const found = [];
                for (const element of document.body.querySelectorAll('*')) {
                  const text = [...element.childNodes]
                    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data.trim()).join('');
                  if (text === '' || !element.checkVisibility() || element.closest('.unseen, dialog, [data-dim]')) continue;
                  const style = getComputedStyle(element);
                  const back = behind(element);
                  const [low, high] = [luminance(paint(...back)), luminance(paint(...back, style.color))].sort((a, b) => a - b);
                  const contrast = (high + 0.05) / (low + 0.05);
                  const size = parseFloat(style.fontSize);
                  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
                  if (contrast < (large ? 3 : 4.5)) found.push(`${text}: ${contrast.toFixed(2)}`);
                }
                return found;
                """);
  }

  /** Whether the page is rather dark than light. */
  static boolean isDark(BoardPage page) {
    return (boolean)
        page.script(FUNCTIONS + "return luminance(paint(...behind(document.body))) < 0.2");
  }
}
