(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  charts.draw(dark.matches);
  dark.addEventListener("change", () => charts.draw(dark.matches));
  addEventListener("beforeprint", () => charts.draw(false));
  addEventListener("afterprint", () => charts.draw(dark.matches));

  // Columns of numbers are read by their last digit.
  const number = /^[-+−]?[\d.,   ]*\d([eE][-+]?\d+)?\s?%?$/;
  document.querySelectorAll(".output.html table, .prose table").forEach(table => {
    const rows = [...table.rows], body = rows.filter(r => r.cells.length && r.cells[0].tagName === "TD" || r.querySelector("td"));
    const width = Math.max(0, ...body.map(r => r.cells.length));
    for (let i = 0; i < width; i++) {
      const cells = body.map(r => r.cells[i]).filter(c => c && c.textContent.trim());
      if (cells.length && cells.every(c => number.test(c.textContent.trim()) || /^(NaN|null|–|-)$/.test(c.textContent.trim())) && cells.some(c => number.test(c.textContent.trim())))
        rows.forEach(r => r.cells.length === width && r.cells[i].classList.add("num"));
    }
  });

  const contents = document.querySelector("nav details");
  if (matchMedia("(max-width: 64rem)").matches) contents.open = false;
  const button = document.getElementById("toggle-code");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.textContent.startsWith("Show");
      document.querySelectorAll("details.code").forEach(d => { d.open = open; });
      button.textContent = open ? "Hide all code" : "Show all code";
    });
  }
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.hash.slice(1), a]));
  const marks = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  const follow = () => {
    const here = marks.filter(m => m.getBoundingClientRect().top < 120).pop() || marks[0];
    links.forEach((a, id) => a.classList.toggle("here", !!here && id === here.id));
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
})();
