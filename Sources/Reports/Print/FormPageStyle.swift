/// The style sheet of a printed form; nothing is fetched from anywhere. Margins, faces and sizes as administrative documents have them.
///
/// Source: Decree 30/2020/NĐ-CP, annex I.
enum FormPageStyle {
    static let sheet = """
        @page { size: A4 portrait; margin: 20mm 15mm 20mm 25mm; }
        * { box-sizing: border-box; }
        body { margin: 0; color: #000; background: #fff; font: 13pt/1.35 "Times New Roman", "Liberation Serif", "Noto Serif", serif; }
        article { max-width: 170mm; margin: 0 auto; }
        p { margin: 0; }
        header { text-align: center; }
        .text { float: right; clear: both; max-width: 60mm; margin: 0 0 4mm 6mm; font-size: 9.5pt; line-height: 1.25; text-align: right; text-wrap: balance; font-style: italic; }
        header { clear: both; }
        .state { font-weight: 700; }
        .motto { display: inline-block; font-weight: 700; border-bottom: 1px solid #000; }
        .translation { text-align: center; font-size: 10.5pt; font-style: italic; margin-top: 1mm; }
        h1 { margin: 6mm 0 5mm; font-size: 14.5pt; line-height: 1.3; text-align: center; text-transform: uppercase; }
        h2 { margin: 4.5mm 0 1.5mm; font-size: 13pt; break-after: avoid; }
        .band { margin: 0 0 3mm; padding: 1mm; text-align: center; font-weight: 700; border: 2px solid #000; }
        .lines { display: flex; flex-wrap: wrap; column-gap: 7mm; }
        .blank { flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 2mm; padding: .7mm 0; min-width: 0; break-inside: avoid; }
        .short { flex: 1 1 45%; }
        .label { flex: 0 1 auto; }
        .value { flex: 1 1 35mm; min-width: 25mm; min-height: 1.35em; overflow-wrap: anywhere; border-bottom: 1px dotted #000; font-weight: 600; white-space: pre-line; }
        .short .value { min-width: min-content; flex-basis: 20mm; white-space: nowrap; }
        .choice .value { border-bottom: 0; font-weight: 400; white-space: normal; }
        .choice .value bdi:not(:empty) { font-weight: 600; border-bottom: 1px dotted #000; }
        .option { display: inline-block; margin-right: 4mm; }
        .box { font-family: "DejaVu Sans", "Segoe UI Symbol", "Noto Sans Symbols 2", "MS Gothic", sans-serif; font-size: 1.05em; }
        .note { flex: 1 1 100%; font-size: 9.5pt; font-style: italic; line-height: 1.2; }
        small { font-size: 8.5pt; font-weight: 400; font-style: italic; color: #444; }
        sup { font-size: 7pt; font-weight: 400; color: #555; line-height: 0; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: 1mm 1.5mm; vertical-align: top; text-align: left; border: 1px solid #000; overflow-wrap: anywhere; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        .rows { margin: 1.5mm 0; font-size: 11.5pt; line-height: 1.25; }
        .rows thead th { text-align: center; vertical-align: middle; font-size: 11pt; overflow-wrap: break-word; }
        .rows td { height: 8mm; white-space: pre-line; }
        .rows .number { width: 10mm; text-align: center; }
        .card { margin: 2mm 0; padding: 1mm 2mm; border: 1px solid #000; break-inside: avoid; }
        .card-number { font-weight: 700; }
        .signature { margin: 8mm 0 0 auto; width: 92mm; min-height: 38mm; text-align: center; break-inside: avoid; }
        .signer { font-weight: 700; }
        .sign { font-style: italic; }
        .provisional { font-size: 9.5pt; font-style: italic; }
        .annex { margin-top: 6mm; padding-top: 2mm; border-top: 2px solid #000; }
        .control { break-before: page; font: 10.5pt/1.35 "Times New Roman", "Liberation Serif", "Noto Serif", serif; }
        .control h1 { margin-top: 0; text-transform: none; }
        .control h2 { font-size: 11.5pt; }
        .control .about { margin: 0 0 2mm; }
        .control dl { display: flex; flex-wrap: wrap; gap: 1mm 8mm; margin: 0 0 3mm; }
        .control dl div { display: flex; gap: 2mm; }
        .control dt { font-weight: 700; }
        .control dd { margin: 0; overflow-wrap: anywhere; }
        .control th { font-weight: 400; }
        .control thead th { font-weight: 700; }
        .control .number { width: 12mm; text-align: right; }
        .control td:nth-last-child(-n+2) { white-space: nowrap; }
        .control code { font: 9pt "Liberation Mono", "DejaVu Sans Mono", monospace; color: #444; }
        @media screen { body { padding: 10mm; } .control { margin-top: 15mm; padding-top: 8mm; border-top: 3px double #000; } }
        @media screen and (max-width: 40rem) {
          body { padding: 4mm; }
          .signature { width: auto; }
          .rows, .rows thead th { font-size: 8.5pt; overflow-wrap: anywhere; }
          .control table { font-size: 8.5pt; }
          .control td:nth-last-child(-n+2) { white-space: normal; }
        }
        """
}
