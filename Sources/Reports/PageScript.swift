/// The page's own script: narrows tables to rows that are there already. Without it nothing is missing.
enum PageScript {
    static let text = """
        (() => {
          const filter = document.querySelector(".filter");
          const language = () => document.getElementById("language-en").checked ? "en" : "vi";
          const rows = [...document.querySelectorAll("tr[data-procedure], tr[data-office], tr[data-period]")];
          const show = () => {
            document.documentElement.lang = language();
            if (!filter) { return; }
            const chosen = [...filter.querySelectorAll("select")].filter(select => select.value);
            for (const row of rows) { row.hidden = chosen.some(select => select.name in row.dataset && row.dataset[select.name] !== select.value); }
            const narrowed = new Set(rows.filter(row => row.hidden).map(row => row.closest("section")));
            for (const section of document.querySelectorAll("main section")) { section.classList.toggle("narrowed", narrowed.has(section)); }
            for (const option of filter.querySelectorAll("option")) { option.textContent = option.dataset[language()]; }
            const left = rows.filter(row => !row.hidden).length;
            const what = chosen.map(select => select.selectedOptions[0].textContent).join(", ");
            filter.querySelector(".shown").textContent = !chosen.length ? "" : language() === "vi"
              ? `Đang xem: ${what}. ${left} trên ${rows.length} dòng; dòng tổng và biểu đồ của các bảng này được ẩn, các bảng khác vẫn tính trên mọi hồ sơ.`
              : `Showing: ${what}. ${left} of ${rows.length} rows; totals and charts of these tables are hidden, other tables are still of all dossiers.`;
          };
          for (const input of document.querySelectorAll('input[name="language"]')) { input.addEventListener("change", show); }
          if (filter) {
            filter.hidden = false;
            filter.addEventListener("change", show);
            filter.addEventListener("submit", event => event.preventDefault());
            filter.addEventListener("reset", () => setTimeout(show));
          }
          show();
        })();
        """
}
