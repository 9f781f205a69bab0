// How well the colours are read, told while one chooses (WCAG 2.2, 1.4.3); the server looks again.
const lookForm = document.querySelector("[data-look]");
if (lookForm) {
  const linear = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  const luminance = (hex) => [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255))
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const tell = () => {
    const theme = lookForm.querySelector("[name=theme]:checked");
    for (const output of lookForm.querySelectorAll("output")) {
      const ratio = contrast(document.getElementById(output.htmlFor.value).value, theme.dataset[output.dataset.ground]);
      const words = ratio >= 4.5 ? output.dataset.enough : output.dataset.low;
      output.textContent = `${(Math.floor(ratio * 100) / 100).toFixed(2)} : 1 · ${words}`;
    }
  };
  lookForm.addEventListener("input", tell);
  tell();
}
