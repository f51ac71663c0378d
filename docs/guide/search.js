// Looks through the pages of the guide; their words stand in search-index.js.
"use strict";

// The pages that hold every word, the best first: by title, heading, then text.
function findPages(pages, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const page of pages) {
    const title = page.title.toLowerCase();
    const text = page.text.toLowerCase();
    const headings = page.headings.map(([words_, anchor]) => [words_.toLowerCase(), anchor]);
    // the heading that holds most of the words, where it holds what the title does not
    const holds = ([told]) => words.filter((word) => told.includes(word) && !title.includes(word)).length;
    const best = headings.reduce((one, other) => (holds(other) > holds(one) ? other : one), ["", ""]);
    const anchor = best[1];
    let score = words.length > 1 && holds(best) === words.length ? 8 : 0;
    for (const word of words) {
      const heading = headings.find(([told]) => told.includes(word));
      if (title.includes(word)) score += 20;
      else if (heading) score += 8;
      else if (text.includes(word)) score += 1;
      else score = -Infinity;
    }
    if (/^(adr|science)\//.test(page.url)) score -= 6; // what one does stands before why it is so
    if (score > -6) found.push({ title: page.title, url: page.url, anchor, score, near: near(page.text, words[0]) });
  }
  found.sort((one, other) => other.score - one.score || (one.title < other.title ? -1 : 1));
  return found.slice(0, 12);
}

// Some words around the first place where a word stands.
function near(text, word) {
  const at = text.toLowerCase().indexOf(word);
  if (at < 0) return "";
  const from = text.lastIndexOf(" ", Math.max(at - 50, 0)) + 1;
  return (from > 0 ? "… " : "") + text.slice(from, at + 90) + "…";
}

// eslint-disable-next-line no-unused-vars -- called by the page
function setUpSearch(field, list, root) {
  const show = () => {
    list.replaceChildren();
    for (const one of findPages(DUSKLINE_PAGES, field.value)) {
      const link = document.createElement("a");
      link.className = "dropdown-item";
      link.href = root + one.url + (one.anchor ? "#" + one.anchor : "");
      const title = document.createElement("strong");
      title.textContent = one.title;
      const words = document.createElement("small");
      words.textContent = one.near;
      link.append(title, document.createElement("br"), words);
      list.append(link);
    }
    if (field.value.trim() && !list.children.length) list.textContent = "Nothing holds all of these words.";
    list.hidden = !field.value.trim();
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; show(); }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = list.querySelector("a");
      if (first) { event.preventDefault(); if (event.key === "Enter") first.click(); else first.focus(); }
    }
  });
  list.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    const next = { ArrowDown: here.nextElementSibling, ArrowUp: here.previousElementSibling || field }[event.key];
    if (event.key === "Escape") { field.focus(); }
    if (next) { event.preventDefault(); next.focus(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement === document.body) { event.preventDefault(); field.focus(); }
  });
}
