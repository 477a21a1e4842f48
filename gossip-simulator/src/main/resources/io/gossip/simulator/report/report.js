(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const cells = row => [...row.cells].map(cell => cell.textContent);
  const rows = element => [...element.querySelectorAll("tbody tr")].map(cells);

  const periods = rows(document.getElementById("faults")).map(([fault, from, to]) => ({
    fault, from: parseFloat(from), to: to === "-" ? Infinity : parseFloat(to)
  }));

  const bands = {
    id: "bands",
    beforeDatasetsDraw(chart) {
      const {ctx, chartArea: area, scales: {x}} = chart;
      ctx.save();
      ctx.fillStyle = colour("--band");
      for (const {from, to} of periods) {
        const left = Math.max(area.left, x.getPixelForValue(from));
        const right = Math.min(area.right, to === Infinity ? area.right : x.getPixelForValue(to));
        ctx.fillRect(left, area.top, Math.max(1, right - left), area.bottom - area.top);
      }
      ctx.restore();
    }
  };

  function curves(figure) {
    const byName = new Map();
    for (const [name, x, y] of rows(figure)) {
      if (!byName.has(name)) byName.set(name, []);
      byName.get(name).push({x: parseFloat(x), y: parseFloat(y)});
    }
    return byName;
  }

  const axis = text => ({
    type: "linear",
    title: {display: true, text, color: colour("--faint")},
    ticks: {color: colour("--faint"), maxRotation: 0},
    grid: {color: colour("--line")}
  });

  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

  function draw(figure) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", figure.querySelector("figcaption").textContent + "; the numbers are below");
    figure.querySelector(".canvas").replaceChildren(canvas);
    const data = curves(figure);
    const all = [...data.values()].flat().map(point => point.x);
    return new Chart(canvas, {
      type: "line",
      data: {
        datasets: [...data].map(([label, points], i) => ({
          label, data: points, borderColor: colour(`--curve-${i % 4 + 1}`), backgroundColor: colour(`--curve-${i % 4 + 1}`),
          borderDash: dashes[i % 4], borderWidth: 2, pointRadius: 0, pointHitRadius: 8
        }))
      },
      options: {
        animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
        interaction: {mode: "nearest", axis: "x", intersect: false},
        scales: {
          x: {...axis(figure.dataset.x), min: Math.min(0, ...all), max: Math.max(...all)},
          y: {...axis(figure.dataset.y), beginAtZero: true}
        },
        plugins: {legend: {display: data.size > 1, position: "bottom", labels: {color: colour("--ink"), boxHeight: 0}}}
      },
      plugins: "faults" in figure.dataset ? [bands] : []
    });
  }

  let charts = [];
  function drawAll() {
    charts.forEach(chart => chart.destroy());
    charts = [...document.querySelectorAll("figure.plot")].map(draw);
  }
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
