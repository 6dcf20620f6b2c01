// Reviewing with the keyboard alone: moves between statements, and presses the page's own buttons.
(function () {
  "use strict";
  const items = Array.from(document.querySelectorAll(".review ol.statements > li[id]"));
  const text = document.getElementById("text");
  const types = ["commitment", "directive", "aim", "exhortation", "narration"];
  function at() {
    const here = document.activeElement && document.activeElement.closest("li[id]");
    return items.indexOf(here);
  }
  function show(item) {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    document.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
    const mark = document.getElementById(item.dataset.mark);
    if (!mark) return;
    mark.classList.add("current");
    text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
  function press(item, name) {
    const button = item && item.querySelector(`button[value="${name}"]`);
    if (button) button.click();
  }
  function open(item, name, field) {
    const part = item && item.querySelector(`details.${name}`);
    if (!part) return;
    part.open = true;
    part.querySelector(field).focus();
  }
  // Places are counted in whole characters, as the office counts them.
  function length(words) {
    return Array.from(words).length;
  }
  function selected() {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || !text.contains(chosen.getRangeAt(0).commonAncestorContainer)) return null;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const blank = words.length - words.trimStart().length;
    return { words: words.trim(), start: length(before.toString()) + blank };
  }
  function fill(form) {
    const chosen = selected();
    if (!form || !chosen) return;
    form.querySelector("textarea").value = chosen.words;
    form.querySelector("input[name=start]").value = chosen.start;
  }
  document.addEventListener("input", (event) => {
    const form = event.target.matches("textarea[name=words]") && event.target.form;
    if (form) form.querySelector("input[name=start]").value = "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return show(items[at()] || items[0]);
    if (event.target.closest("input, textarea, select, button, summary")) return;
    const here = at();
    const item = items[here];
    const keys = {
      j: () => show(items[Math.min(here + 1, items.length - 1)]),
      k: () => show(items[Math.max(here - 1, 0)]),
      a: () => press(item, "accept"),
      x: () => press(item, "reject"),
      m: () => press(item, "merge"),
      e: () => open(item, "correct", "select"),
      w: () => {
        fill(item && item.querySelector("details.words form"));
        open(item, "words", "textarea");
      },
      n: () => {
        const add = document.getElementById("add");
        fill(add.querySelector("form"));
        add.open = true;
        add.querySelector("textarea").focus();
      },
    };
    const kind = types[Number(event.key) - 1];
    if (kind && item) {
      item.querySelector("details.correct select[name=type]").value = kind;
      press(item, "correct");
    } else if (keys[event.key]) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
  items.forEach((item) => item.querySelectorAll("input[name=owner]").forEach((field) => field.setAttribute("list", "units")));
  show(document.getElementById(location.hash.slice(1)) || items.find((item) => item.classList.contains("unreviewed")) || items[0]);
})();
