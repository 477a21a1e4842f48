(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const cells = row => [...row.cells].map(cell => cell.textContent);
  const rows = element => [...element.querySelectorAll("tbody tr")].map(cells);

  const periods = rows(document.getElementById("faults")).map(([fault, from, to]) => ({
    fault, from: parseFloat(from), to: to === "-" ? Infinity : parseFloat(to)
  }));

  function curves(figure) {
    const byName = new Map();
    for (const [name, x, y] of rows(figure)) {
      if (!byName.has(name)) byName.set(name, []);
      byName.get(name).push({x: parseFloat(x), y: parseFloat(y)});
    }
    return byName;
  }

  const figures = [...document.querySelectorAll("figure.plot")].map(figure => ({
    figure, data: curves(figure), overTime: "time" in figure.dataset
  }));

  // All plots over time, and the faults, have the same axis in the same place.
  const moments = figures.filter(plot => plot.overTime).flatMap(plot => [...plot.data.values()].flat().map(point => point.x));
  const begin = Math.min(0, ...moments);
  const end = Math.max(...moments);
  const yWidth = 80;
  const rightRoom = 20;
  const labelRoom = 64;
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 36000, 86400];

  function timeTicks(axis) {
    const room = Math.max(2, Math.floor(axis.chart.width / labelRoom));
    const step = steps.find(size => (end - begin) / size <= room) ?? end - begin;
    axis.ticks = [];
    for (let i = Math.ceil(begin / step); i * step <= end + step / 1e6; i++) axis.ticks.push({value: i * step});
  }

  const time = seconds => {
    const rounded = Math.round(seconds * 10) / 10;
    return Math.abs(rounded) >= 60 && rounded % 60 === 0 && end > 600 ? `${rounded / 60} min` : `${rounded} s`;
  };

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

  const axis = text => ({
    type: "linear",
    title: {display: true, text, color: colour("--faint")},
    ticks: {color: colour("--faint"), maxRotation: 0},
    grid: {color: colour("--line")}
  });

  function timeAxis(text) {
    const common = axis(text);
    return {...common, min: begin, max: end, afterBuildTicks: timeTicks, ticks: {...common.ticks, autoSkip: false, callback: time}};
  }

  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

  function draw({figure, data, overTime}) {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", figure.querySelector("figcaption").textContent + "; the numbers are below");
    figure.querySelector(".canvas").replaceChildren(canvas);
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
        layout: {autoPadding: false, padding: {right: rightRoom, top: 6}},
        interaction: {mode: "nearest", axis: "x", intersect: false},
        scales: {
          x: overTime ? timeAxis(figure.dataset.x) : {...axis(figure.dataset.x), min: 0},
          y: {...axis(figure.dataset.y), beginAtZero: true, afterFit: scale => { scale.width = yWidth; }}
        },
        plugins: {
          legend: {display: data.size > 1, position: "top", align: "end", labels: {color: colour("--ink"), boxHeight: 0}},
          tooltip: {callbacks: {title: points => points.map(point => `${point.parsed.x} s`)[0]}}
        }
      },
      plugins: overTime ? [bands] : []
    });
  }

  /** A bar for each fault, above the plots and on their axis; its name begins where it does, or ends there if there is no room. */
  function drawFaults() {
    const lanes = document.querySelector(".lanes");
    if (!lanes) return;
    const place = seconds => 100 * (Math.min(end, Math.max(begin, seconds)) - begin) / (end - begin);
    lanes.style.marginLeft = `${yWidth}px`;
    lanes.style.marginRight = `${rightRoom}px`;
    lanes.replaceChildren(...periods.map(({fault, from, to}) => {
      const lane = document.createElement("div");
      const name = document.createElement("span");
      const bar = document.createElement("i");
      name.textContent = fault;
      const late = place(from) > 50;
      name.style.marginLeft = late ? "0" : `${place(from)}%`;
      name.style.marginRight = late ? `${100 - place(to)}%` : "0";
      name.style.textAlign = late ? "right" : "left";
      bar.style.marginLeft = `${place(from)}%`;
      bar.style.marginRight = `${100 - place(to)}%`;
      lane.append(name, bar);
      return lane;
    }));
  }

  let charts = [];
  function drawAll() {
    charts.forEach(chart => chart.destroy());
    charts = figures.map(draw);
  }

  // Paper is white and narrow, whatever the screen is.
  function paper(on) {
    document.documentElement.classList.toggle("paper", on);
    drawAll();
  }

  drawFaults();
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
})();
