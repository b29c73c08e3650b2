// Draws the charts of a page; the report and the page that saves pictures share it.
const charts = (() => {
  "use strict";
  const clear = "rgba(0,0,0,0)";

  // A chart takes the page's width, and its colours wherever its author has not chosen any.
  const palette = ["#3b7cc0", "#d07d3c", "#4f9d69", "#c05a5f", "#8a72b8", "#9a8160", "#c878a8", "#77848f", "#a59b3a", "#3f9fae"];
  const unchosen = /^(#636efa|rgba?\(99, ?110, ?250)/i;
  const size = layout => {
    // Plotly.NET writes a square of 600 into every figure that has no size.
    const height = layout.width === 600 && layout.height === 600 ? 420 : layout.height || 420;
    return Math.min(Math.max(height, 120), 2400);
  };
  const themed = (given, isDark) => {
    const ink = isDark ? "#dfe2e6" : "#1d2126", grid = isDark ? "#2c3137" : "#e6e6e1", line = isDark ? "#5b626b" : "#a5a9ae";
    const title = given.title && (given.title.text || typeof given.title === "string");
    const layout = { paper_bgcolor: clear, plot_bgcolor: clear, ...given, autosize: true };
    delete layout.width;
    delete layout.height;
    const colours = given.colorway || given.template?.layout?.colorway;
    if (!colours || unchosen.test(colours[0])) layout.colorway = palette;
    layout.font = { family: getComputedStyle(document.body).fontFamily, size: 13, color: ink, ...given.font };
    if (title) layout.title = { x: 0, xref: "paper", xanchor: "left", ...(typeof given.title === "string" ? { text: given.title } : given.title) };
    layout.margin = { l: 52, r: 16, t: title ? 72 : 36, b: 44, ...given.margin };
    layout.legend = { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", ...given.legend };
    layout.modebar = { bgcolor: clear, color: line, activecolor: ink, ...given.modebar };
    layout.hoverlabel = { bgcolor: isDark ? "#23282d" : "#ffffff", bordercolor: line, font: { color: ink }, ...given.hoverlabel };
    for (const name of new Set(["xaxis", "yaxis", ...Object.keys(given).filter(k => /^[xy]axis\d*$/.test(k))]))
      layout[name] = { gridcolor: grid, zerolinecolor: line, linecolor: line, automargin: true, ...given[name] };
    return layout;
  };
  const drawn = trace => /^(scatter|heatmap)gl$/.test(trace.type) ? { ...trace, type: trace.type.slice(0, -2) } : trace;
  const all = [...document.querySelectorAll("script[data-chart]")].map(script => {
    const figure = JSON.parse(script.textContent);
    return { box: document.getElementById(script.dataset.chart), figure };
  });
  const draw = (chart, isDark) => {
    const { figure, box } = chart;
    const layout = figure.layout || {};
    box.style.height = size(layout) + "px";
    const draft = {
      data: structuredClone((figure.data || []).map(drawn)),
      layout: themed(structuredClone(layout), isDark),
      config: { displaylogo: false, modeBarButtonsToRemove: ["lasso2d", "select2d"], ...figure.config, responsive: true },
    };
    const first = !chart.done;
    chart.done = true;
    return first ? Plotly.newPlot(box, { ...draft, frames: figure.frames || [] }) : Plotly.react(box, draft);
  };
  const drawAll = isDark => Promise.all(all.map(chart => {
    const fail = error => { chart.box.style.height = ""; chart.box.textContent = "This chart cannot be drawn here: " + error.message; };
    try { return draw(chart, isDark).catch(fail); } catch (error) { fail(error); }
  }));
  return { all, draw: drawAll };
})();
