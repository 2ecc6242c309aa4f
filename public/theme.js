// Runs before the first paint: puts the person's choice of theme, text size and hand on <html>.
// Reads only; the app writes these keys (each value is JSON). A missing or broken value changes nothing.
(function () {
  var allowed = {
    theme: ["light", "dark", "glare"],
    text: ["118", "137", "160"],
    hand: ["left"]
  };
  for (var name in allowed) {
    try {
      var value = String(JSON.parse(localStorage.getItem("threshold." + name)));
      if (allowed[name].indexOf(value) >= 0) document.documentElement.setAttribute("data-" + name, value);
    } catch (_) { /* no store, or not JSON: follow the device */ }
  }
})();
