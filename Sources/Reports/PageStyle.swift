/// The page's own style sheet; nothing is fetched from anywhere.
enum PageStyle {
    static let sheet = """
        :root { --ink: #16202b; --quiet: #47545f; --line: #c9d1d8; --paper: #ffffff; --tint: #f3f6f8; --bar: #0b5d74; --minus: #a03b1d; --goal: #7a3d00; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 1.25rem; }
        .mark { margin: 0; font-weight: 700; color: var(--bar); letter-spacing: .02em; }
        h1 { margin: .1rem 0 .2rem; font-size: clamp(1.5rem, 4.5vw, 2.1rem); line-height: 1.2; }
        h2 { margin: 0 0 .4rem; font-size: 1.25rem; line-height: 1.3; }
        .subject, .note { margin: 0 0 .9rem; color: var(--quiet); max-width: 46rem; }
        .languages { float: right; margin: 0 0 .5rem 1rem; padding: .15rem .7rem .3rem; border: 1px solid var(--line); border-radius: .4rem; font-size: .9rem; }
        .languages legend { padding: 0 .3rem; color: var(--quiet); font-size: .78rem; }
        .languages label { display: inline-block; padding: .2rem .3rem; cursor: pointer; }
        .languages input { accent-color: var(--bar); }
        .band { margin: 1rem 0; padding: .7rem 1rem; background: #ffd84d; color: #1d1600; border: 2px solid #1d1600; font-weight: 700; }
        .cards { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .9rem; margin: 1.2rem 0 0; padding: 0; }
        .cards li { display: flex; flex-direction: column; padding: .9rem 1rem; background: var(--tint); border-top: 4px solid var(--bar); }
        .cards .label { font-weight: 600; line-height: 1.35; }
        .cards strong { margin: .3rem 0 .1rem; font-size: 2.1rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
        .cards .basis { color: var(--quiet); font-size: .9rem; line-height: 1.4; }
        .verdict { margin-top: auto; padding-top: .5rem; font-size: .9rem; font-weight: 600; }
        .verdict.met { color: #11593a; }
        .verdict.not-met { color: #94310f; }
        .verdict.withheld { color: #94310f; }
        .verdict.not-measurable { color: var(--quiet); }
        .filter:not([hidden]) { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem; margin: 1.4rem 0 0; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: .4rem; font-size: .95rem; }
        .filter p { margin: 0; }
        .filter .title { font-weight: 700; }
        .filter .shown { flex-basis: 100%; color: var(--quiet); }
        .filter .shown:empty { display: none; }
        .filter select, .filter button { min-height: 2.2rem; max-width: 100%; padding: .25rem .5rem; border: 1px solid #6b7782; border-radius: .3rem; background: var(--paper); color: var(--ink); font: inherit; }
        .filter select { max-width: 22rem; }
        .filter select:focus-visible, .filter button:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
        .narrowed .chart, .narrowed .total { display: none; }
        section { margin: 2.2rem 0 0; padding-top: 1.2rem; border-top: 1px solid var(--line); }
        .pair { display: flex; flex-wrap: wrap; gap: 1.2rem 2rem; align-items: flex-start; }
        .chart { flex: 1 1 18rem; min-width: 0; max-width: 30rem; height: auto; overflow: visible; }
        .chart text { font: 12px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
        .chart .value { text-anchor: end; font-weight: 700; }
        .chart .track { fill: #e6ebef; }
        .chart .bar { fill: var(--bar); }
        .chart .minus { fill: var(--minus); }
        .chart line.goal { stroke: #ffb000; stroke-width: 3; paint-order: stroke; }
        .chart text.goal { fill: var(--goal); text-anchor: middle; font-weight: 700; }
        .chart text.axis { fill: var(--quiet); font-size: 11px; font-weight: 400; }
        .scroll { flex: 1 1 26rem; min-width: 0; max-width: 46rem; overflow-x: auto; background: linear-gradient(90deg, var(--paper) 30%, transparent) left / 2.5rem 100% no-repeat local, linear-gradient(-90deg, var(--paper) 30%, transparent) right / 2.5rem 100% no-repeat local, linear-gradient(90deg, #9fabb5, transparent) left / .7rem 100% no-repeat scroll, linear-gradient(-90deg, #9fabb5, transparent) right / .7rem 100% no-repeat scroll; }
        .scroll:focus-visible, .languages input:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
        .scroll.wide { flex-basis: 100%; max-width: none; }
        table { width: 100%; border-collapse: collapse; font-size: .95rem; }
        th, td { padding: .42rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        thead th { vertical-align: bottom; border-bottom: 2px solid var(--ink); font-size: .88rem; line-height: 1.3; }
        tbody th { font-weight: 400; min-width: 11rem; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        thead .number { white-space: normal; }
        .total th, .total td { font-weight: 700; background: var(--tint); }
        dl { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: .6rem 1.5rem; margin: .6rem 0 0; }
        dt { font-weight: 700; }
        dd { margin: 0; max-width: 46rem; }
        footer { margin-top: 2.5rem; padding-bottom: 2rem; color: var(--quiet); font-size: .9rem; border-top: 1px solid var(--line); padding-top: .8rem; }
        @supports selector(:has(*)) {
          body:has(#language-vi:checked) :is(span, text)[lang="en"], body:has(#language-en:checked) :is(span, text)[lang="vi"] { display: none; }
        }
        @media (max-width: 40rem) {
          body { font-size: 15px; }
          .languages { float: none; margin: 0 0 .8rem; }
          .pair { display: block; }
          .chart { display: block; width: 100%; margin: 0 0 1rem; }
          table { font-size: .86rem; }
          th, td { padding: .35rem .3rem; }
          thead th { font-size: .78rem; }
          tbody th { min-width: 7.2rem; line-height: 1.35; }
          .filter:not([hidden]) { display: grid; grid-template-columns: 1fr; gap: .3rem; }
          .filter select { width: 100%; max-width: 100%; }
          dl { grid-template-columns: 1fr; gap: .15rem; }
          dd { margin-bottom: .8rem; }
        }
        @media print {
          @page { size: A4; margin: 14mm; }
          body { font-size: 10.5pt; }
          .languages, .filter .title, .filter label, .filter select, .filter button { display: none; }
          .filter:not([hidden]) { display: block; margin: 0; padding: 0; border: 0; }
          .cards { grid-template-columns: repeat(4, 1fr); gap: .5rem; }
          .cards li, .band, .total th, .total td, .chart * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          .cards li { padding: .6rem .7rem; }
          .cards strong { font-size: 1.5rem; }
          .cards .label, .cards .basis, .verdict { font-size: 8.5pt; }
          .scroll { overflow: visible; background: none; max-width: none; }
          table { font-size: 9pt; }
          th, td { padding: .25rem .35rem; }
          thead th { font-size: 8.5pt; }
          tbody th { min-width: 0; }
          .wide table, .wide thead th { font-size: 8pt; }
          .wide th, .wide td { padding: .25rem .15rem; }
          .wide .number { overflow-wrap: break-word; }
          .dense table, .dense thead th { font-size: 6.5pt; }
          .dense table { table-layout: fixed; }
          .dense th, .dense td { padding: .2rem .1rem; overflow-wrap: anywhere; }
          .dense thead th:not(.number) { width: 9%; }
          .dense .number { white-space: normal; }
          .dense thead .number span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 9rem; }
          header, main, footer { padding: 0; max-width: none; }
          section { margin-top: .9rem; padding-top: .7rem; }
          .pair { display: block; }
          .chart { display: block; max-width: 8.2cm; margin: 0 0 .6rem; }
          .note { break-inside: avoid; max-width: none; font-size: 9.5pt; line-height: 1.4; }
          h2, .note { break-after: avoid; }
          tr, .chart, .cards li, dt, dd { break-inside: avoid; }
        }
        """
}
